import { setTimeout as sleep } from 'node:timers/promises';
import { wasDropped } from '../../diagnose-endpoint.ts';
import { ExplainedError } from '../../errors.ts';
import type { Process, ProcessResult } from '../../ports/process.ts';

/** Milliseconds before each further attempt. */
export const usualWaits: readonly number[] = [300, 1000, 3000];

/**
 * Runs a docker command again whose connection sshd dropped; what it had said by then stays said. Not `run` and
 * `build`, which may have done a part over another connection: whoever runs them knows what is left of it.
 */
export function patientProcess(process: Process, waits = usualWaits): Process {
  return {
    async run(file, args, options) {
      if (args.some((word) => word === 'run' || word === 'build')) return process.run(file, args, options);
      let before = 0;
      const attempt = async (): Promise<ProcessResult> => {
        const result = await process.run(file, args, options);
        const seconds = before + result.seconds;
        before = seconds;
        return { ...result, seconds };
      };
      for (const wait of waits) {
        const result = await attempt();
        if (result.exitCode === 0 || !wasDropped(result.stderr)) return result;
        if (await stoppedWithin(wait, options?.signal)) return result;
      }
      return attempt();
    },
  };
}

/** Sends a request again whose connection sshd dropped, or of which docker said what `isLost` knows. */
export async function patiently<T>(
  send: () => Promise<T>,
  signal?: AbortSignal,
  waits = usualWaits,
  isLost = wasDropped,
): Promise<T> {
  for (const wait of waits) {
    try {
      return await send();
    } catch (error) {
      if (!isLost(saidIn(error)) || (await stoppedWithin(wait, signal))) throw error;
    }
  }
  return send();
}

/** The same for what is handed on as it comes: once some of it was, nobody can take it back. */
export async function* patientlyRead<T>(
  open: () => AsyncIterable<T>,
  signal?: AbortSignal,
  waits = usualWaits,
): AsyncGenerator<T> {
  for (const wait of waits) {
    let begun = false;
    try {
      for await (const part of open()) {
        begun = true;
        yield part;
      }
      return;
    } catch (error) {
      if (begun || !wasDropped(saidIn(error)) || (await stoppedWithin(wait, signal))) throw error;
    }
  }
  yield* open();
}

/** What docker said; an error that is explained has it beside its own words. */
function saidIn(error: unknown): string {
  return error instanceof ExplainedError ? (error.raw ?? '') : String(error);
}

/** Waits so many milliseconds; whether it was interrupted meanwhile. */
export async function stoppedWithin(milliseconds: number, signal: AbortSignal | undefined): Promise<boolean> {
  await sleep(milliseconds, undefined, signal ? { signal } : {}).catch(() => undefined);
  return signal?.aborted ?? false;
}
