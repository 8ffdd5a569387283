import { MachineError } from '../errors.ts';
import { msg } from '../i18n/message.ts';
import type { Engine, Whereabouts } from '../ports/engine.ts';
import type { Endpoint } from './docker/endpoint.ts';
import { remoteEndpoint } from './docker/remote-machine.ts';

/** An engine that accepts a connection and never answers must not hold anyone. */
const connectMilliseconds = 15_000;

export interface EngineConnection {
  /** The engine, which is connected to once. Throws a MachineError when that fails; the next call tries again. */
  connect(): Promise<Engine>;
  /** Looks at the engine anew at the next `connect`. */
  forget(): void;
  readonly at: Whereabouts;
}

/** What may name another engine than this machine's usual one, as the docker command reads it. */
export interface Choice {
  /** The `--context` flag. */
  readonly context: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** @param begin - Connects, and tells where it looks before anybody answers there. */
export function createEngineConnection(
  begin: (onEndpoint: (endpoint: Endpoint) => void) => Promise<Engine>,
  choice: Choice,
): EngineConnection {
  let connected: Promise<Engine> | undefined;
  let found: Endpoint | undefined;
  const at = whereabouts(choice, () => found);
  let attempts = 0;
  return {
    at,
    connect() {
      if (connected) return connected;
      attempts += 1;
      const own = attempts;
      connected = withinBound(
        begin((endpoint) => {
          if (own === attempts) found = endpoint;
        }),
        at,
      ).catch((error: unknown) => {
        if (own === attempts) connected = undefined;
        throw error;
      });
      return connected;
    },
    forget() {
      connected = undefined;
      // One that is given up has no say any more, however it ends.
      attempts += 1;
    },
  };
}

function whereabouts({ context, env }: Choice, found: () => Endpoint | undefined): Whereabouts {
  const host = env['DOCKER_HOST'] || undefined;
  const named = context ?? host ?? (env['DOCKER_CONTEXT'] || undefined);
  const remote = (): string | undefined => {
    const endpoint = found()?.host ?? (context === undefined ? host : undefined);
    return endpoint === undefined ? undefined : remoteEndpoint(endpoint)?.name;
  };
  return {
    // Docker Desktop and its like make a context of theirs the current one; another machine's is somebody's choice.
    chosen: () => named ?? (remote() === undefined ? undefined : found()?.context),
    remote,
  };
}

function withinBound(connecting: Promise<Engine>, at: Whereabouts): Promise<Engine> {
  const late = new Promise<never>((_, reject) => {
    const seconds = connectMilliseconds / 1000;
    const fail = (): void => {
      const chosen = at.chosen();
      const why = chosen
        ? { what: msg('endpoint.slow', { endpoint: chosen, seconds }), next: msg('endpoint.slow.next') }
        : { what: msg('engine.silent'), next: msg('engine.silent.next') };
      reject(new MachineError(why));
    };
    setTimeout(fail, connectMilliseconds).unref();
  });
  return Promise.race([connecting, late]);
}
