import { setTimeout as sleep } from 'node:timers/promises';
import { wasDropped } from '../../diagnose-endpoint.ts';
import type { Process } from '../../ports/process.ts';

/** Milliseconds before each further attempt. */
const usualWaits: readonly number[] = [300, 1000, 3000];

/** Runs a docker command again whose connection was dropped. */
export function patientProcess(process: Process, waits = usualWaits): Process {
  return {
    async run(file, args, options) {
      for (const wait of waits) {
        const result = await process.run(file, args, options);
        if (result.exitCode === 0 || !wasDropped(result.stderr) || !mayRepeat(args)) return result;
        if (await interrupted(wait, options?.signal)) return result;
      }
      return process.run(file, args, options);
    },
  };
}

/** Sends a request again whose connection was dropped. */
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

/** In the foreground `docker run` has several connections: its container may be there when one of them is dropped. */
function mayRepeat(args: readonly string[]): boolean {
  return !args.includes('run') || args.some((word) => word === '-d' || word === '--detach');
}

async function interrupted(milliseconds: number, signal: AbortSignal | undefined): Promise<boolean> {
  await sleep(milliseconds, undefined, signal ? { signal } : {}).catch(() => undefined);
  return signal?.aborted ?? false;
}
