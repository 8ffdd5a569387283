import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rm, rmdir, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { Presence } from '../ports/presence.ts';
import { hasCode } from './errno.ts';
import { makeFolder } from './make-folder.ts';
import { whileBusy } from './while-busy.ts';

/** Who holds a lock. */
export type LockHolder = z.infer<typeof holderSchema>;

const holderSchema = z.object({
  /** For people, as the host's name is. */
  pid: z.number().int().positive(),
  host: z.string(),
  /** Milliseconds since 1970. */
  since: z.number(),
  token: z.string(),
  /** Tells which process of which machine it is; older versions left none. */
  mark: z.string().optional(),
});

export type LockAttempt =
  | { readonly taken: true; readonly release: () => Promise<void> }
  /** `elsewhere`: the holder’s process is not to be seen from here, gone or not. */
  | { readonly taken: false; readonly holder: LockHolder; readonly elsewhere: boolean };

const patience = 1000;
const pause = 20;
/** A take-over is a matter of milliseconds; one this old died half-way. */
const abandonedTakeOver = 10_000;

export interface LockSettings {
  readonly platform: NodeJS.Platform;
  readonly presence: Presence;
}

/**
 * Takes a lock by creating a file that names us. A lock whose process is gone is taken over; one held on
 * another host or in another container (a shared home folder) never is, since nobody can tell from here
 * whether that process lives.
 */
export async function takeLock(path: string, { platform, presence }: LockSettings): Promise<LockAttempt> {
  await makeFolder(dirname(path));
  const since = Date.now();
  const { mark } = presence;
  const mine: LockHolder = { pid: process.pid, host: hostname(), since, token: randomUUID(), mark };
  const giveUp = performance.now() + patience;
  for (;;) {
    if (await whileBusy(platform, () => create(path, mine)))
      return { taken: true, release: () => whileBusy(platform, () => release(path, mine)) };
    const holder = await whileBusy(platform, () => readHolder(path));
    if (holder !== undefined && holder !== 'unreadable') {
      const found = holder.mark === undefined ? 'elsewhere' : presence.of(holder.mark);
      if (found !== 'gone') return { taken: false, holder, elsewhere: found === 'elsewhere' };
    }
    const settled = holder !== undefined && (holder !== 'unreadable' || performance.now() > giveUp);
    if (settled) await whileBusy(platform, () => removeStale(path, holder));
    await sleep(pause);
  }
}

async function create(path: string, holder: LockHolder): Promise<boolean> {
  try {
    const handle = await open(path, 'wx');
    try {
      await handle.writeFile(JSON.stringify(holder));
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** `unreadable`: it is being written at this moment, or its writer died in the act. */
async function readHolder(path: string): Promise<LockHolder | 'unreadable' | undefined> {
  try {
    const parsed = holderSchema.safeParse(JSON.parse(await readFile(path, 'utf8')));
    return parsed.success ? parsed.data : 'unreadable';
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    if (error instanceof SyntaxError) return 'unreadable';
    throw error;
  }
}

/** Only one process at a time removes a stale lock, and only the very one it judged. */
async function removeStale(path: string, judged: LockHolder | 'unreadable'): Promise<void> {
  const turn = `${path}.taking-over`;
  try {
    await mkdir(turn);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    const made = await stat(turn).catch((problem: unknown) => {
      if (hasCode(problem, 'ENOENT')) return undefined;
      throw problem;
    });
    if (made && Date.now() - made.mtimeMs > abandonedTakeOver) await rm(turn, { recursive: true, force: true });
    return;
  }
  try {
    const now = await readHolder(path);
    const same = judged === 'unreadable' ? now === 'unreadable' : isSame(now, judged);
    if (same) await rm(path, { force: true });
  } finally {
    await rmdir(turn);
  }
}

async function release(path: string, mine: LockHolder): Promise<void> {
  if (isSame(await readHolder(path), mine)) await rm(path, { force: true });
}

function isSame(found: LockHolder | 'unreadable' | undefined, expected: LockHolder): boolean {
  return found !== undefined && found !== 'unreadable' && found.token === expected.token;
}
