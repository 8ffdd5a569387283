import { type ChildProcess, spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { diagnose } from '../../diagnose.ts';
import { MachineError } from '../../errors.ts';
import { type Message, msg } from '../../i18n/message.ts';
import type { EngineInfo } from '../../ports/engine.ts';
import { hasCode } from '../errno.ts';
import { killTree, track } from '../process-tree.ts';

const keptErrors = 4096;

/** The docker CLI with bytes instead of text: what `save` gives and `load` takes. */
export interface DockerPipe {
  /** What it prints, as it comes. Throws a MachineError when it fails, with `failed` when nothing better is known. */
  read(info: EngineInfo, args: readonly string[], failed: Message, signal?: AbortSignal): AsyncGenerator<Buffer>;
  /** Feeds it. Throws a MachineError when it fails, and what the content itself throws. */
  write(
    info: EngineInfo,
    args: readonly string[],
    content: AsyncIterable<Buffer>,
    failed: Message,
    signal?: AbortSignal,
  ): Promise<void>;
}

export function createDockerPipe(settings: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}): DockerPipe {
  const start = (info: EngineInfo, args: readonly string[], signal?: AbortSignal) => {
    signal?.throwIfAborted();
    // As the engine was found: a named context can hold certificates, so only its name will do.
    const pin = info.context === 'default' ? ['--host', info.endpoint] : ['--context', info.context];
    const ownGroup = settings.platform !== 'win32';
    const child = spawn('docker', [...pin, ...args], {
      env: { ...settings.env },
      detached: ownGroup,
      windowsHide: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    return watched(child, ownGroup, signal);
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

function watched(child: ChildProcess & Piped, ownGroup: boolean, signal: AbortSignal | undefined) {
  const untrack = track(child.pid, ownGroup);
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
    if (!closed) killTree(child.pid, ownGroup, 'SIGTERM');
  };
  signal?.addEventListener('abort', stop, { once: true });
  return {
    child,
    stop,
    /** Resolves when it ended well. */
    async ended({ context, endpoint }: EngineInfo, failed: Message): Promise<void> {
      const code = await close;
      signal?.throwIfAborted();
      if (code === 0) return;
      const raw = errors.trim();
      throw new MachineError(
        diagnose(raw, { context, endpoint }) ?? { what: failed, next: msg('engine.lost.next'), raw },
      );
    },
  };
}

interface Piped {
  readonly stdin: NonNullable<ChildProcess['stdin']>;
  readonly stdout: NonNullable<ChildProcess['stdout']>;
  readonly stderr: NonNullable<ChildProcess['stderr']>;
}
