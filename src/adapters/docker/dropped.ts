import { setTimeout as sleep } from 'node:timers/promises';
import { wasDropped } from '../../diagnose-endpoint.ts';
import type { Process, ProcessResult } from '../../ports/process.ts';

/** Milliseconds before each further attempt. */
const usualWaits: readonly number[] = [300, 1000, 3000];

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
        if (await interrupted(wait, options?.signal)) return result;
      }
      return attempt();
    },
  };
}

/** Sends a request again whose connection sshd dropped. */
export async function patiently<T>(send: () => Promise<T>, signal: AbortSignal, waits = usualWaits): Promise<T> {
  for (const wait of waits) {
    try {
      return await send();
    } catch (error) {
      if (!wasDropped(String(error)) || (await interrupted(wait, signal))) throw error;
    }
  }
  return send();
}

async function interrupted(milliseconds: number, signal: AbortSignal | undefined): Promise<boolean> {
  await sleep(milliseconds, undefined, signal ? { signal } : {}).catch(() => undefined);
  return signal?.aborted ?? false;
}
