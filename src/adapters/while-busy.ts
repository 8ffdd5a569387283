import { setTimeout as sleep } from 'node:timers/promises';
import { hasCode } from './errno.ts';

const attempts = 8;

/**
 * Tries again what Windows refuses for a moment: while a virus scanner, an indexer or another of us holds a
 * file open, it can be neither replaced nor removed, and one just removed cannot be made anew. Elsewhere a
 * refusal is final. Gives up after half a second.
 */
export async function whileBusy<T>(platform: NodeJS.Platform, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (platform !== 'win32' || attempt === attempts || !hasCode(error, 'EPERM', 'EACCES', 'EBUSY')) throw error;
      await sleep(attempt * 20);
    }
  }
}
