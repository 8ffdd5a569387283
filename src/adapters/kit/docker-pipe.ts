import { type ChildProcess, spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { diagnose } from '../../diagnose.ts';
import { type Explanation, MachineError } from '../../errors.ts';
import type { EngineInfo } from '../../ports/engine.ts';
import { pinTo } from '../docker/endpoint.ts';
import { childEnvironment } from '../environment.ts';
import { hasCode } from '../errno.ts';
import { findProgram } from '../find-program.ts';
import { killTree, track } from '../process-tree.ts';

const keptErrors = 4096;

type Failure = Pick<Explanation, 'what' | 'next'>;

/** The docker CLI with bytes instead of text: what `save` gives and `load` takes. */
export interface DockerPipe {
  /** What it prints, as it comes. Throws a MachineError when it fails, with `failed` when nothing better is known. */
  read(info: EngineInfo, args: readonly string[], failed: Failure, signal?: AbortSignal): AsyncGenerator<Buffer>;
  /** Feeds it. Throws a MachineError when it fails, and what the content itself throws. */
  write(
    info: EngineInfo,
    args: readonly string[],
    content: AsyncIterable<Buffer>,
    failed: Failure,
    signal?: AbortSignal,
  ): Promise<void>;
}

export function createDockerPipe(settings: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}): DockerPipe {
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
  return {
    async *read(info, args, failed, signal) {
      const running = start(info, args, signal);
      try {
        running.child.stdin.end();
        for await (const chunk of running.child.stdout) if (Buffer.isBuffer(chunk)) yield chunk;
        await running.ended(info, failed);
      } finally {
        running.stop();
      }
    },
    async write(info, args, content, failed, signal) {
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
    },
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
    async ended({ context, endpoint }: EngineInfo, failed: Failure): Promise<void> {
      const code = await close;
      signal?.throwIfAborted();
      if (code === 0) return;
      const raw = errors.trim();
      throw new MachineError(diagnose(raw, { context, endpoint }) ?? { ...failed, raw });
    },
  };
}

interface Piped {
  readonly stdin: NonNullable<ChildProcess['stdin']>;
  readonly stdout: NonNullable<ChildProcess['stdout']>;
  readonly stderr: NonNullable<ChildProcess['stderr']>;
}
