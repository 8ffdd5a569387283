import { readFile, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { MachineError } from '../errors.ts';
import { type Message, msg } from '../i18n/message.ts';
import type { Clock } from '../ports/clock.ts';
import type { Presence } from '../ports/presence.ts';
import type { ProgressStore } from '../ports/progress-store.ts';
import { emptyProgress, type Progress } from '../session/progress.ts';
import { writeAtomically } from './atomic-write.ts';
import { hasCode } from './errno.ts';
import { explainFileError } from './file-error.ts';
import { type LockAttempt, takeLock } from './lock-file.ts';
import { makeFolder } from './make-folder.ts';
import { progressSchema } from './progress-schema.ts';
import { stateFolderVariable } from './state-folder.ts';
import { whileBusy } from './while-busy.ts';

export interface ProgressFileSettings {
  /** The state folder; each course has its own folder below it. */
  readonly folder: string;
  /** The course's id, which is also a safe folder name. */
  readonly course: string;
  /** Whose progress it is, a safe folder name as well; empty for whoever gives no name. */
  readonly learner: string;
  readonly clock: Clock;
  readonly platform: NodeJS.Platform;
  readonly presence: Presence;
}

const knownVersion = 2;
/** No learner writes so much; reading more would take all memory. */
const mostBytes = 64 * 1024 * 1024;

/**
 * One JSON file per course and learner, with its lock beside it: `<folder>/<course>/progress.json` for whoever
 * gives no name, `<folder>/<course>/learner-<name>/progress.json` for the others.
 */
export function createProgressFile(settings: ProgressFileSettings): ProgressStore {
  const { folder, course, learner, clock, platform } = settings;
  // With something before it: Windows has no folder by the name `con` or `nul`.
  const own = learner === '' ? join(folder, course) : join(folder, course, `learner-${learner}`);
  const path = join(own, 'progress.json');
  const lockPath = join(own, 'progress.lock');
  const explained = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw explainFileError(error, path, { variable: stateFolderVariable(platform) });
    }
  };
  return {
    path,
    load: () => explained(path, () => load(path, course, clock, platform)),
    save: (progress) =>
      explained(path, async () => {
        await makeFolder(dirname(path));
        await refuseNewer(path);
        await writeAtomically(path, `${JSON.stringify(progress, undefined, 1)}\n`, platform);
      }),
    parse: (content) => parseProgress(content, course),
    lock: () =>
      explained(lockPath, async () => {
        const attempt = await takeLock(lockPath, settings);
        if (attempt.taken) return attempt.release;
        throw locked(attempt, lockPath);
      }),
  };
}

async function load(
  path: string,
  course: string,
  clock: Clock,
  platform: NodeJS.Platform,
): Promise<{ progress: Progress; notices: readonly Message[] }> {
  const text = await readIfThere(path);
  if (text === undefined) return { progress: emptyProgress(course), notices: [] };
  const content = parseJson(text);
  throwIfNewer(path, content);
  const progress = parseProgress(content, course);
  if (progress) return { progress, notices: [] };
  const kept = await whileBusy(platform, () => setAside(path, clock));
  return { progress: emptyProgress(course), notices: [msg('progress.corrupt', { kept })] };
}

function parseProgress(content: unknown, course: string): Progress | undefined {
  const { data } = progressSchema.safeParse(content);
  return data?.course === course ? data : undefined;
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    const found = await stat(path);
    // A pipe would be waited for without end, and a device has none.
    if (!found.isFile()) throw Object.assign(new Error(`not a plain file: ${path}`), { code: 'ENOTSUP' });
    if (found.size > mostBytes) throw Object.assign(new Error(`too large: ${path}`), { code: 'EFBIG' });
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** What is not JSON is `undefined`, which fits no schema. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const versioned = z.object({ version: z.number().int() });

function throwIfNewer(path: string, content: unknown): void {
  const { data } = versioned.safeParse(content);
  if (data === undefined || data.version <= knownVersion) return;
  throw new MachineError({
    what: msg('progress.newer', { path, version: data.version, known: knownVersion }),
    next: msg('progress.newer.next'),
  });
}

/** Another, newer program may have come in between; its file is worth more than our last step. */
async function refuseNewer(path: string): Promise<void> {
  const text = await readIfThere(path);
  if (text !== undefined) throwIfNewer(path, parseJson(text));
}

async function setAside(path: string, clock: Clock): Promise<string> {
  const date = new Date(clock.now()).toISOString().replace(/[:.]/g, '-');
  const kept = join(dirname(path), `progress.corrupt-${date}.json`);
  await rename(path, kept);
  return kept;
}

function locked({ holder, elsewhere }: LockAttempt & { readonly taken: false }, path: string): MachineError {
  const { pid, host } = holder;
  return new MachineError({
    what: elsewhere ? msg('progress.locked-elsewhere', { pid, host }) : msg('progress.locked', { pid }),
    next: msg('progress.locked.next', { path }),
  });
}
