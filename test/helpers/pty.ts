import { readSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import { StringDecoder } from 'node:string_decoder';
import { type IPty, spawn } from '@lydell/node-pty';
import { onTestFinished } from 'vitest';
import { bundle } from './paths.ts';

// @xterm/headless is CommonJS, and its types say otherwise.
const { Terminal } = createRequire(import.meta.url)('@xterm/headless') as typeof import('@xterm/headless');

export interface TuiOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly columns?: number;
  readonly rows?: number;
}

export interface Tui {
  readonly pid: number;
  /** What a person sees now: the rows of the screen, without trailing blanks. */
  screen(): string;
  /** Every byte since the start. */
  bytes(): string;
  /** The screen that full-screen programs use, which leaves the shell's untouched. */
  onAlternateScreen(): boolean;
  cursorShown(): boolean;
  press(keys: string): void;
  resize(columns: number, rows: number): void;
  kill(signal: NodeJS.Signals): void;
  /** Waits until the screen is as wanted; fails with what it showed last. */
  until(wanted: string | RegExp | ((screen: string) => boolean), milliseconds?: number): Promise<string>;
  readonly ended: Promise<{ readonly exitCode: number; readonly signal: number }>;
}

/** Starts the bundle in a real terminal of the kernel, whose bytes are replayed into a screen. */
export function startTui(args: readonly string[], options: TuiOptions): Tui {
  const { columns = 80, rows = 24 } = options;
  const terminal = new Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 200 });
  const child: IPty = spawn(process.execPath, [bundle, ...args], {
    cols: columns,
    rows,
    cwd: options.cwd,
    env: { ...options.env },
    name: options.env['TERM'] ?? 'xterm-256color',
    encoding: null,
  });
  let bytes = '';
  /** It has ended. */
  let gone = false;
  /** And all that it wrote is on the screen. */
  let over = false;
  const watchers = new Set<() => void>();
  const changed = (): void => {
    for (const watcher of [...watchers]) watcher();
  };
  const decoder = new StringDecoder();
  eachChunk(child, (chunk) => {
    const text = decoder.write(chunk);
    bytes += text;
    terminal.write(text, changed);
  });
  // The program asks the terminal about itself; a terminal answers.
  terminal.onData((answer) => {
    if (!gone) child.write(answer);
  });
  const ended = new Promise<{ exitCode: number; signal: number }>((resolve) => {
    child.onExit(({ exitCode, signal }) => {
      gone = true;
      // What was written last may still be on its way into the screen.
      terminal.write('', () => {
        over = true;
        changed();
        resolve({ exitCode, signal: signal ?? 0 });
      });
    });
  });
  const screen = (): string => {
    const { active } = terminal.buffer;
    const lines = Array.from(
      { length: terminal.rows },
      (_, row) => active.getLine(active.viewportY + row)?.translateToString(true, 0, terminal.cols) ?? '',
    );
    return lines.join('\n').trimEnd();
  };
  onTestFinished(async () => {
    if (!gone) child.kill('SIGKILL');
    await ended;
    terminal.dispose();
  });
  return {
    pid: child.pid,
    screen,
    bytes: () => bytes,
    onAlternateScreen: () => terminal.buffer.active.type === 'alternate',
    cursorShown: () => bytes.lastIndexOf('\u001b[?25h') >= bytes.lastIndexOf('\u001b[?25l'),
    press: (keys) => child.write(keys),
    resize(width, height) {
      terminal.resize(width, height);
      child.resize(width, height);
    },
    kill: (signal) => child.kill(signal),
    ended,
    until(wanted, milliseconds = 15_000) {
      const fits = (): boolean => {
        const text = screen();
        return typeof wanted === 'string'
          ? text.includes(wanted)
          : wanted instanceof RegExp
            ? wanted.test(text)
            : wanted(text);
      };
      return new Promise((resolve, reject) => {
        const stop = (): void => {
          clearTimeout(timer);
          watchers.delete(look);
        };
        const look = (): void => {
          if (fits()) {
            stop();
            resolve(screen());
          } else if (over) {
            stop();
            reject(
              new Error(`it ended before ${String(wanted)} was on the screen:\n${screen()}\n${bytes.slice(-2000)}`),
            );
          }
        };
        const timer = setTimeout(() => {
          stop();
          reject(new Error(`not on the screen after ${milliseconds} ms: ${String(wanted)}\n${screen()}`));
        }, milliseconds);
        watchers.add(look);
        look();
      });
    },
  };
}

/**
 * Gives every byte of a program. Once it has ended, node takes its first reading for the last one, and node-pty waits
 * for that no longer than 200 ms: what the kernel still has then is read before its end of the terminal is closed.
 */
function eachChunk(child: IPty, give: (chunk: Buffer) => void): void {
  // With `encoding: null` it is no string.
  child.onData((data: string | Buffer) => give(Buffer.from(data)));
  const { _socket: socket, fd } = child as IPty & { readonly _socket: Socket; readonly fd: number };
  const destroy = socket.destroy.bind(socket);
  let closed = false;
  socket.destroy = (error) => {
    if (!closed) for (let rest = readRest(fd); rest; rest = readRest(fd)) give(rest);
    closed = true;
    return destroy(error);
  };
}

/** What can be read at once; nothing where that is nothing, or where nobody has the terminal any more. */
function readRest(fd: number): Buffer | undefined {
  const buffer = Buffer.alloc(64 * 1024);
  try {
    const length = readSync(fd, buffer);
    return length > 0 ? buffer.subarray(0, length) : undefined;
  } catch {
    return undefined;
  }
}
