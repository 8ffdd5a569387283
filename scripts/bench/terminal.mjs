// A program in a terminal of the kernel, and what a person would see on it.
import { createRequire } from 'node:module';
import * as pty from '@lydell/node-pty';

const { Terminal } = createRequire(import.meta.url)('@xterm/headless');
const patience = 30_000;

/** Starts node with `argv`. `until`: resolves, with the time, once the screen is as wanted. */
export function openTerminal(argv, { columns, rows, cwd, env }) {
  const screen = new Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 0 });
  const child = pty.spawn(process.execPath, argv, { cols: columns, rows, cwd, env, name: env.TERM });
  const watchers = new Set();
  let over = false;
  const changed = () => {
    for (const watcher of [...watchers]) watcher();
  };
  child.onData((data) => screen.write(data, changed));
  // The program asks the terminal about itself; a terminal answers.
  screen.onData((answer) => {
    if (!over) child.write(answer);
  });
  const ended = new Promise((resolve) => {
    child.onExit(() => {
      over = true;
      screen.write('', () => {
        changed();
        resolve();
      });
    });
  });
  const text = () => {
    const { active } = screen.buffer;
    const lines = [];
    for (let row = 0; row < rows; row += 1) lines.push(active.getLine(row)?.translateToString(true) ?? '');
    return lines.join('\n');
  };
  return {
    pid: child.pid,
    text,
    ended,
    press: (keys) => child.write(keys),
    kill: () => child.kill('SIGKILL'),
    until(wanted, what) {
      return new Promise((resolve, reject) => {
        const stop = () => {
          clearTimeout(timer);
          watchers.delete(look);
        };
        const look = () => {
          if (wanted(text())) {
            stop();
            resolve(performance.now());
          } else if (over) {
            stop();
            reject(new Error(`it ended before ${what}:\n${text()}`));
          }
        };
        const timer = setTimeout(() => {
          stop();
          reject(new Error(`never ${what}:\n${text()}`));
        }, patience);
        watchers.add(look);
        look();
      });
    },
  };
}
