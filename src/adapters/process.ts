import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import type { Process, ProcessOptions, ProcessResult } from '../ports/process.ts';
import { createHead, createTail } from './bounded-text.ts';
import { childEnvironment } from './environment.ts';
import { findProgram } from './find-program.ts';
import { killTree, track } from './process-tree.ts';
import { createSanitizer } from './sanitize.ts';

export interface ProcessSettings {
  /** What children inherit. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

const keptStdout = 8 * 1024 * 1024;
const keptStderr = 64 * 1024;
const keptOutput = 64 * 1024;

/** Exit codes as a shell gives them. */
const notExecutable = 126;
const notFound = 127;
const interrupted = 130;

/** How long a child may take to stop by itself, and how long its pipes may outlive a kill. */
const graceMilliseconds = 3000;
const drainMilliseconds = 500;

/**
 * Runs programs by execa. `stdout` keeps the first 8 MiB, `stderr` the last 64 KiB, `output` the last
 * 64 KiB of both. An aborted run gives exit code 130.
 */
export function createProcess(settings: ProcessSettings): Process {
  return { run: (file, args, options = {}) => run(settings, file, args, options) };
}

async function run(
  settings: ProcessSettings,
  file: string,
  args: readonly string[],
  options: ProcessOptions,
): Promise<ProcessResult> {
  const stdout = createHead(keptStdout);
  const stderr = createTail(keptStderr);
  const output = createTail(keptOutput);
  const collect = (stream: 'stdout' | 'stderr', text: string): void => {
    if (text === '') return;
    (stream === 'stdout' ? stdout : stderr).add(text);
    output.add(text);
    options.onOutput?.(text, stream);
  };
  const result = (exitCode: number, seconds: number): ProcessResult => ({
    exitCode,
    stdout: stdout.value(),
    stderr: stderr.value(),
    output: output.value(),
    seconds,
  });
  if (options.signal?.aborted) return result(interrupted, 0);

  const { platform } = settings;
  const env = childEnvironment(platform, settings.env, options.env);
  const ownGroup = platform !== 'win32';
  // Windows would ask cmd for a program that is not there, and the current folder before the PATH.
  const program = ownGroup ? file : findProgram(file, { env, platform });
  if (program === undefined) {
    collect('stderr', `${file}: not found\n`);
    return result(notFound, 0);
  }

  // Loaded here: the first frame needs no child process.
  const { execa } = await import('execa');
  const started = performance.now();
  const child = execa(program, [...args], {
    buffer: false,
    reject: false,
    env,
    extendEnv: false,
    stdin: options.input === undefined ? 'ignore' : 'pipe',
    detached: ownGroup,
    windowsHide: true,
    ...(options.input === undefined ? {} : { input: options.input }),
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  listen(child.stdout, (text) => collect('stdout', text));
  listen(child.stderr, (text) => collect('stderr', text));
  const untrack = track(child.pid, ownGroup, env);
  const stopped = stopOnAbort(child, (signal) => killTree(child.pid, ownGroup, signal, env), options.signal);
  try {
    const ended = await child;
    if (ended.code !== undefined && ended.exitCode === undefined && ended.signal === undefined) {
      collect('stderr', `${ended.originalMessage ?? ended.shortMessage ?? ended.code}\n`);
    }
    const seconds = (performance.now() - started) / 1000;
    return result(stopped.aborted() ? interrupted : exitCodeOf(ended), seconds);
  } finally {
    stopped.forget();
    untrack();
  }
}

function listen(stream: Readable | null | undefined, receive: (text: string) => void): void {
  if (!stream) return;
  const sanitizer = createSanitizer();
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => receive(sanitizer.push(chunk)));
  stream.on('end', () => receive(sanitizer.end()));
}

interface Stoppable {
  readonly stdout?: Readable | null;
  readonly stderr?: Readable | null;
}

/** On abort: ask, then kill, then let go of pipes that a runaway grandchild still holds. */
function stopOnAbort(child: Stoppable, kill: (signal: NodeJS.Signals) => void, signal: AbortSignal | undefined) {
  const timers: NodeJS.Timeout[] = [];
  let aborted = false;
  const stop = (): void => {
    aborted = true;
    kill('SIGTERM');
    timers.push(
      setTimeout(() => kill('SIGKILL'), graceMilliseconds),
      setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, graceMilliseconds + drainMilliseconds),
    );
  };
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  return {
    aborted: () => aborted,
    forget() {
      signal?.removeEventListener('abort', stop);
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

interface Ended {
  readonly exitCode?: number | undefined;
  readonly signal?: NodeJS.Signals | undefined;
  readonly code?: string | undefined;
  readonly originalMessage?: string | undefined;
}

function exitCodeOf(ended: Ended): number {
  if (ended.exitCode !== undefined) return ended.exitCode;
  if (ended.signal !== undefined) return 128 + (constants.signals[ended.signal] ?? 0);
  // A missing working folder is ENOENT too; the program itself is there.
  const missingFolder = ended.originalMessage?.includes('cwd') ?? false;
  return ended.code === 'ENOENT' && !missingFolder ? notFound : notExecutable;
}
