import { diagnose } from '../diagnose.ts';
import { ExplainedError, MachineError } from '../errors.ts';
import { msg } from '../i18n/message.ts';
import type { Engine } from '../ports/engine.ts';
import type { ProcessResult } from '../ports/process.ts';
import type { DoctorMachine } from './machine.ts';
import { within } from './within.ts';

/** Longer than this nobody waits to hear that there is no engine. */
const engineMilliseconds = 5000;

/** The engine that answers, or why none does. */
export type Connection =
  | { readonly answers: true; readonly engine: Engine }
  | { readonly answers: false; readonly error: ExplainedError };

/** An engine that answered earlier may be gone: it is asked again. */
export async function connect(machine: DoctorMachine, signal?: AbortSignal): Promise<Connection> {
  const ask = async (bounded: AbortSignal): Promise<Connection> => {
    try {
      const engine = await machine.connect(bounded);
      const alive = await engine.docker(['version', '--format', '{{.Server.Version}}'], { signal: bounded });
      return alive.exitCode === 0 ? { answers: true, engine } : { answers: false, error: gone(engine, alive) };
    } catch (error) {
      if (error instanceof ExplainedError) return { answers: false, error };
      throw error;
    }
  };
  const seconds = engineMilliseconds / 1000;
  const late = (): Connection => {
    const chosen = machine.engineAt.chosen();
    const error = new MachineError(
      chosen
        ? { what: msg('endpoint.slow', { endpoint: chosen, seconds }), next: msg('endpoint.slow.next') }
        : { what: msg('engine.no-answer', { seconds }), next: msg('engine.failed.next') },
    );
    return { answers: false, error };
  };
  return within(machine.clock, engineMilliseconds, signal, ask, late);
}

function gone({ info }: Engine, result: ProcessResult): MachineError {
  const raw = result.output.trim();
  return new MachineError(
    diagnose(raw, { context: info.context, endpoint: info.endpoint }) ?? {
      what: msg('engine.failed', { endpoint: info.endpoint }),
      next: msg('engine.failed.next'),
      raw,
    },
  );
}
