import { type ChildProcess, spawn } from 'node:child_process';
import { expect, onTestFinished } from 'vitest';
import { bundle } from './paths.ts';

export interface CliOptions {
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** What stdin gives; `closed`: there is no stdin at all. Default: empty. */
  readonly stdin?: string | 'closed';
  /** Milliseconds after which the process is killed and the test fails. */
  readonly timeout?: number;
  /** Runs this program with these leading arguments instead of node with the bundle. */
  readonly through?: readonly string[];
}

export interface Finished {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCli {
  readonly pid: number;
  readonly done: Promise<Finished>;
  stdout(): string;
  stderr(): string;
  kill(signal: NodeJS.Signals): void;
  /** Resolves with the first line of stdout that fits; rejects when the process ends before, telling what it said. */
  line(wanted: (line: string) => boolean, what?: string): Promise<string>;
}

/** Starts the bundle, as a user would, with no terminal. */
export function startCli(args: readonly string[], options: CliOptions): RunningCli {
  const { timeout = 25_000 } = options;
  const [program = process.execPath, ...leading] = options.through ?? [process.execPath, bundle];
  const argv = [...leading, ...args];
  const closed = options.stdin === 'closed';
  const child: ChildProcess = closed
    ? spawn('/bin/sh', ['-c', 'exec "$@" <&-', 'sh', program, ...argv], settings(options))
    : spawn(program, argv, settings(options));
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(closed ? '' : (options.stdin ?? ''));
  let stdout = '';
  let stderr = '';
  let ended = false;
  let overdue = false;
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    tell();
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const timer = setTimeout(() => {
    overdue = true;
    child.kill('SIGKILL');
  }, timeout);
  const done = new Promise<Finished>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode, signal) => {
      clearTimeout(timer);
      ended = true;
      tell();
      if (overdue)
        reject(new Error(`still running after ${timeout} ms: ${argv.join(' ')}\n${tail(stdout)}\n${tail(stderr)}`));
      else resolve({ exitCode, signal, stdout, stderr });
    });
  });
  // A test that gives up on `line` never looks at `done`.
  done.catch(() => undefined);
  onTestFinished(async () => {
    if (ended) return;
    child.kill('SIGKILL');
    await done.catch(() => undefined);
  });
  return {
    pid: child.pid ?? -1,
    done,
    stdout: () => stdout,
    stderr: () => stderr,
    kill: (signal) => void child.kill(signal),
    line: (wanted, what = 'the line waited for') =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = stdout.split('\n').slice(0, -1).find(wanted);
          if (found !== undefined) resolve(found);
          else if (ended) reject(new Error(`ended without ${what}:\n${tail(stdout)}\n${tail(stderr)}`));
          else return;
          listeners.delete(look);
        };
        listeners.add(look);
        look();
      }),
  };
}

function settings({ env, cwd }: CliOptions) {
  return { env: { ...env }, cwd, stdio: ['pipe', 'pipe', 'pipe'] as ['pipe', 'pipe', 'pipe'] };
}

function tail(text: string): string {
  return text.slice(-4000);
}

/** Runs the bundle to its end. */
export function runCli(args: readonly string[], options: CliOptions): Promise<Finished> {
  return startCli(args, options).done;
}

/** No user ever sees a stack trace, a class name or a path into our bundle. */
export function expectPlainWords({ stdout, stderr }: Finished): void {
  const said = `${stdout}\n${stderr}`;
  expect(said).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
  expect(said).not.toMatch(
    /node:internal|file:\/\/\/|dist\/(chunks|go-docker-lab)|UnhandledPromise|\[object |undefined/,
  );
  expect(said).not.toMatch(/\b(MachineError|UserError|CourseError|BugError|ZodError|TypeError|ReferenceError)\b/);
}
