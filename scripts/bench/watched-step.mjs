// A learner's file, and a process that judges it at every save: `go-docker-lab check LAB/STEP --watch --json`.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const patience = 300_000;

/** Starts judging; gives what was told so far, each event with the time it arrived (`heard`, milliseconds). */
export function watchStep(program, place, args, options) {
  const child = spawn(process.execPath, [program, 'check', place, '--watch', '--json', ...args], {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const events = [];
  const watchers = new Set();
  let over = false;
  let said = '';
  child.stderr.on('data', (text) => {
    said = (said + text).slice(-2000);
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  const changed = () => {
    for (const watcher of [...watchers]) watcher();
  };
  createInterface({ input: child.stdout }).on('line', (line) => {
    const heard = performance.now();
    events.push({ ...JSON.parse(line), heard });
    changed();
  });
  void ended.then(() => {
    over = true;
    changed();
  });
  return {
    events,
    /** The first event from `from` on that is wanted. */
    until(wanted, from, what) {
      return new Promise((resolve, reject) => {
        const stop = () => {
          clearTimeout(timer);
          watchers.delete(look);
        };
        const look = () => {
          const found = events.slice(from).find(wanted);
          if (!found && !over) return;
          stop();
          if (found) resolve(found);
          else reject(new Error(`it ended before ${what}: ${said}${tail()}`));
        };
        const timer = setTimeout(() => {
          stop();
          reject(new Error(`never ${what}: ${said}${tail()}`));
        }, patience);
        watchers.add(look);
        look();
      });
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };

  function tail() {
    return events
      .slice(-6)
      .map(({ heard: _, ...event }) => `\n${JSON.stringify(event).slice(0, 500)}`)
      .join('');
  }
}
