import type { Readable } from 'node:stream';
import type Dockerode from 'dockerode';
import type { z } from 'zod';
import { diagnose } from '../../diagnose.ts';
import { MachineError } from '../../errors.ts';
import { msg } from '../../i18n/message.ts';
import { patiently } from './dropped.ts';
import { type Endpoint, type Machine, socketPath } from './endpoint.ts';
import { openStream } from './stream.ts';

/** How long an answer may take; streams only have to begin within it. */
const patienceSeconds = 60;

/** The engine's HTTP API over the pinned endpoint. */
export interface Api {
  /**
   * Runs one request. `undefined` when the engine says that the thing does not exist (404). Throws
   * a MachineError when the engine is gone, silent or refuses, and the abort reason when aborted.
   */
  call<T>(work: (docker: Dockerode, abort: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T | undefined>;
  /** The same for an answer that has to have a shape. */
  ask<S extends z.ZodType>(
    shape: S,
    work: (docker: Dockerode, abort: AbortSignal) => Promise<unknown>,
    signal?: AbortSignal,
  ): Promise<z.output<S> | undefined>;
  /** A GET whose body is handed over unread. Only its begin is timed: an image may be large. */
  stream<T>(
    path: string,
    query: Readonly<Record<string, string>>,
    consume: (body: Readable) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T | undefined>;
}

/** Opens nothing yet: dockerode is loaded with the first request. */
export function createApi(machine: Machine, endpoint: Endpoint): Api {
  let client: Promise<Dockerode> | undefined;
  const call: Api['call'] = async (work, signal) => {
    signal?.throwIfAborted();
    client ??= connect(machine, endpoint);
    const docker = await client;
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), patienceSeconds * 1000);
    const abort = signal ? AbortSignal.any([signal, deadline.signal]) : deadline.signal;
    try {
      return await patiently(() => untilAborted(work(docker, abort), abort), abort);
    } catch (error) {
      signal?.throwIfAborted();
      if (statusOf(error) === 404 || isGone(error)) return undefined;
      if (deadline.signal.aborted) throw silent(endpoint, error);
      throw explain(endpoint, error);
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    call,
    async ask(shape, work, signal) {
      const answer = await call(work, signal);
      return answer === undefined ? undefined : shape.parse(answer);
    },
    async stream(path, query, consume, signal) {
      const body = await call((docker, abort) => openStream(docker, path, query, abort), signal);
      if (!body) return undefined;
      try {
        return await consume(body);
      } catch (error) {
        signal?.throwIfAborted();
        throw explain(endpoint, error);
      } finally {
        body.destroy();
      }
    },
  };
}

/** Not every method of dockerode can be aborted; then at least nobody waits for it any more. */
async function untilAborted<T>(work: Promise<T>, abort: AbortSignal): Promise<T> {
  let stop = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(abort.reason);
    abort.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    abort.removeEventListener('abort', stop);
  }
}

async function connect(machine: Machine, endpoint: Endpoint): Promise<Dockerode> {
  const { default: Docker } = await import('dockerode');
  const path = socketPath(endpoint.host);
  // `host: undefined` keeps docker-modem from taking DOCKER_HOST for the address.
  const pinned = { host: undefined, ca: undefined, cert: undefined, key: undefined, protocol: 'http' as const };
  if (path !== undefined) return new Docker({ ...pinned, socketPath: path } as Dockerode.DockerOptions);
  const { createDialAgent } = await import('./dial-agent.ts');
  const agent = createDialAgent(machine.dockerBinary, [...endpoint.pin, 'system', 'dial-stdio'], machine);
  return new Docker({ ...pinned, socketPath: 'dial-stdio', agent } as Dockerode.DockerOptions);
}

/** Podman takes the id of an image that is gone for a name, which it then refuses. */
function isGone(error: unknown): boolean {
  return statusOf(error) === 500 && /cannot specify 64-byte hexadecimal strings/.test(String(error));
}

/** The HTTP status of a refusal. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' ? error.statusCode : undefined;
}

function explain(endpoint: Endpoint, error: unknown): unknown {
  if (error instanceof MachineError) return error;
  const raw = error instanceof Error ? error.message : String(error);
  const known = diagnose(raw, { context: endpoint.context, endpoint: endpoint.host });
  if (known) return new MachineError({ ...known, cause: error });
  const refused = statusOf(error) !== undefined;
  return new MachineError({
    what: refused ? msg('engine.refused') : msg('engine.lost', { endpoint: endpoint.host }),
    next: msg('engine.lost.next'),
    raw,
    cause: error,
  });
}

function silent(endpoint: Endpoint, error: unknown): MachineError {
  return new MachineError({
    what: msg('engine.no-answer', { seconds: patienceSeconds }),
    next: msg('engine.lost.next'),
    raw: endpoint.host,
    cause: error,
  });
}
