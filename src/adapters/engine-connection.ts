import { MachineError } from '../errors.ts';
import { msg } from '../i18n/message.ts';
import type { Engine } from '../ports/engine.ts';

/** An engine that accepts a connection and never answers must not hold anyone. */
const connectMilliseconds = 15_000;

export interface EngineConnection {
  /** The engine, which is connected to once. Throws a MachineError when that fails; the next call tries again. */
  connect(): Promise<Engine>;
  /** Looks at the engine anew at the next `connect`. */
  forget(): void;
}

/** @param chosen - The context or endpoint that the user chose, by which a silent engine is named. */
export function createEngineConnection(begin: () => Promise<Engine>, chosen: string | undefined): EngineConnection {
  let connected: Promise<Engine> | undefined;
  return {
    connect() {
      connected ??= withinBound(begin(), chosen).catch((error: unknown) => {
        connected = undefined;
        throw error;
      });
      return connected;
    },
    forget() {
      connected = undefined;
    },
  };
}

function withinBound(connecting: Promise<Engine>, chosen: string | undefined): Promise<Engine> {
  const late = new Promise<never>((_, reject) => {
    const seconds = connectMilliseconds / 1000;
    const why = chosen
      ? { what: msg('endpoint.slow', { endpoint: chosen, seconds }), next: msg('endpoint.slow.next') }
      : { what: msg('engine.silent'), next: msg('engine.silent.next') };
    const fail = (): void => reject(new MachineError(why));
    setTimeout(fail, connectMilliseconds).unref();
  });
  return Promise.race([connecting, late]);
}
