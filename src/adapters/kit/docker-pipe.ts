import { type ChildProcess, spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { diagnose } from '../../diagnose.ts';
import { isRemote, wasDropped, withoutPassword } from '../../diagnose-endpoint.ts';
import { type Explanation, MachineError } from '../../errors.ts';
import type { EngineInfo } from '../../ports/engine.ts';
import { patiently, patientlyRead, usualWaits } from '../docker/dropped.ts';
import { pinTo } from '../docker/endpoint.ts';
import { childEnvironment } from '../environment.ts';
import { hasCode } from '../errno.ts';
import { findProgram } from '../find-program.ts';
import { killTree, track } from '../process-tree.ts';

const keptErrors = 4096;

type Told = Pick<Explanation, 'what' | 'next'>;

/** What is told when nothing better is known: that the engine failed, or that the connection broke off on the way. */
export interface Failure extends Told {
  readonly cut: Told;
}

/**
 * The docker CLI with bytes instead of text: what `save` gives and `load` takes. What lost its connection before anything
 * was done over it is tried again.
 */
export interface DockerPipe {
  /** What it prints, as it comes. Throws a MachineError when it fails. */
  read(info: EngineInfo, args: readonly string[], failed: Failure, signal?: AbortSignal): AsyncGenerator<Buffer>;
  /** Feeds it; `content` is begun anew for each attempt. Throws a MachineError when it fails, and what the content throws. */
  write(
    info: EngineInfo,
    args: readonly string[],
    content: () => AsyncIterable<Buffer>,
    failed: Failure,
    signal?: AbortSignal,
  ): Promise<void>;
}

export function createDockerPipe(settings: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Milliseconds before each further attempt. */
  readonly waits?: readonly number[];
}): DockerPipe {
  const { waits = usualWaits } = settings;
  const start = (info: EngineInfo, args: readonly string[], signal?: AbortSignal) => {
    signal?.throwIfAborted();
    const { platform } = settings;
    const env = childEnvironment(platform, settings.env);
    const ownGroup = platform !== 'win32';
    // Windows would ask the current folder before the PATH.
    const program = ownGroup ? 'docker' : (findProgram('docker', { env, platform }) ?? 'docker');
    const child = spawn(program, [...pinTo(info.context, info.endpoint), ...args], {
      env,
      detached: ownGroup,
      windowsHide: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    return watched(child, { ownGroup, env }, signal);
  };
  async function* readOnce(
    info: EngineInfo,
    args: readonly string[],
    failed: Failure,
    signal?: AbortSignal,
  ): AsyncGenerator<Buffer> {
    const running = start(info, args, signal);
    try {
      running.child.stdin.end();
      for await (const chunk of running.child.stdout) if (Buffer.isBuffer(chunk)) yield chunk;
      await running.ended(info, failed);
    } finally {
      running.stop();
    }
  }
  async function writeOnce(
    info: EngineInfo,
    args: readonly string[],
    content: AsyncIterable<Buffer>,
    failed: Failure,
    signal?: AbortSignal,
  ): Promise<void> {
    const running = start(info, args, signal);
    try {
      running.child.stdout.resume();
      let broken: unknown;
      const fed = pipeline(Readable.from(content), running.child.stdin).catch((error: unknown) => {
        // Who stops reading says why on stderr; what we cannot read is ours to say.
        if (hasCode(error, 'EPIPE', 'ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE')) return;
        broken = error;
        running.stop();
      });
      await fed;
      await running.ended(info, failed).catch((error: unknown) => {
        throw broken ?? error;
      });
    } finally {
      running.stop();
    }
  }
  return {
    read: (info, args, failed, signal) => patientlyRead(() => readOnce(info, args, failed, signal), signal, waits),
    write: (info, args, content, failed, signal) =>
      patiently(() => writeOnce(info, args, content(), failed, signal), signal, waits, wasLost),
  };
}

function watched(
  child: ChildProcess & Piped,
  { ownGroup, env }: { readonly ownGroup: boolean; readonly env: Readonly<Record<string, string>> },
  signal: AbortSignal | undefined,
) {
  const untrack = track(child.pid, ownGroup, env);
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-keptErrors);
  });
  child.stdin.on('error', () => undefined);
  let closed = false;
  const close = new Promise<number | null>((resolve) => {
    child.on('error', (error) => {
      errors += error.message;
      resolve(null);
    });
    child.on('close', (code) => {
      closed = true;
      untrack();
      resolve(code);
    });
  });
  const stop = (): void => {
    signal?.removeEventListener('abort', stop);
    if (!closed) killTree(child.pid, ownGroup, 'SIGTERM', env);
  };
  signal?.addEventListener('abort', stop, { once: true });
  return {
    child,
    stop,
    /** Resolves when it ended well. */
    async ended(info: EngineInfo, failed: Failure): Promise<void> {
      const code = await close;
      signal?.throwIfAborted();
      if (code !== 0) throw explain(errors.trim(), info, failed);
    },
  };
}

/**
 * Whether ssh ended while docker was sending: also all that it may say of a connection that sshd dropped. An engine
 * keeps nothing of what did not come as a whole, so it can be sent again.
 */
function wasLost(said: string): boolean {
  return wasDropped(said) || /\bwrite \|1: (?:broken pipe|file already closed)\b/.test(said);
}

/** What docker and ssh say of a connection that is lost while bytes are on their way. */
const brokeOff =
  /\bbroken pipe\b|\bfile already closed\b|\bconnection reset by peer\b|\bclosed by remote host\b|\buse of closed network connection\b|\bnot responding\b|\bEOF$/im;

function explain(raw: string, { context, endpoint }: EngineInfo, { cut, what, next }: Failure): MachineError {
  const known = diagnose(raw, { context, endpoint });
  // That no engine answers there, or that the image is to blame, would be wrong.
  if (isRemote({ endpoint }) && brokeOff.test(raw) && !wasDropped(raw))
    return new MachineError({ ...cut, raw: known?.raw ?? withoutPassword(raw, endpoint) });
  return new MachineError(known ?? { what, ...(next ? { next } : {}), raw });
}

interface Piped {
  readonly stdin: NonNullable<ChildProcess['stdin']>;
  readonly stdout: NonNullable<ChildProcess['stdout']>;
  readonly stderr: NonNullable<ChildProcess['stderr']>;
}
