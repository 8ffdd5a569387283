import type { Progress } from '../session/progress.ts';
import type { Desk } from './world.ts';

/** Where in the workspace the old is kept; .dockerignore keeps it out of every build. */
const keptFolder = '.go-docker-lab/kept';

/** One time that something was kept aside. */
export interface Kept {
  /** The folder's name: an ISO time that every file system takes. */
  readonly id: string;
  /** Workspace files, relative. */
  readonly files: readonly string[];
}

/**
 * Copies files of the workspace, and the progress if given, into a dated folder before they are changed.
 * Files that are not there are left out. Whose progress it is stands with it: two learners may share a
 * workspace. Returns the folder, relative to the workspace.
 */
export async function keepAside(
  desk: Desk,
  paths: readonly string[],
  theirs?: { readonly progress: Progress; readonly learner: string },
): Promise<{ readonly id: string; readonly folder: string }> {
  const id = await freshId(desk);
  const folder = `${keptFolder}/${id}`;
  for (const path of paths) {
    const content = await desk.files.read(desk.resolve(path));
    if (content) await desk.files.write(desk.resolve(`${folder}/files/${path}`), content);
  }
  if (theirs)
    await desk.files.write(desk.resolve(`${folder}/progress.json`), `${JSON.stringify(theirs.progress, null, 1)}\n`);
  // Last: a folder without it was not finished, and is not offered for restoring.
  const about = { v: 1, at: id, ...(theirs ? { learner: theirs.learner } : {}) };
  await desk.files.write(desk.resolve(`${folder}/kept.json`), `${JSON.stringify(about)}\n`);
  return { id, folder };
}

/** What was kept aside in this workspace, newest first. */
export async function listKept(desk: Desk): Promise<readonly Kept[]> {
  const found = await desk.files.list(desk.resolve(keptFolder));
  const finished = found.flatMap((path) => /^([^/]+)\/kept\.json$/.exec(path)?.[1] ?? []);
  return finished
    .sort()
    .reverse()
    .map((id) => ({
      id,
      files: found.flatMap((path) => (path.startsWith(`${id}/files/`) ? path.slice(`${id}/files/`.length) : [])),
    }));
}

/** Puts kept files back into the workspace; what they replace must have been kept aside before. */
export async function putBack(desk: Desk, kept: Kept): Promise<void> {
  for (const path of kept.files) {
    const content = await desk.files.read(desk.resolve(`${keptFolder}/${kept.id}/files/${path}`));
    if (content) await desk.files.write(desk.resolve(path), content);
  }
}

/**
 * The kept progress, to be validated by whoever owns its shape; `undefined` when none was kept, or another
 * learner's. Copies that name nobody are from before learners had progress of their own.
 */
export async function keptProgress(desk: Desk, id: string, learner: string): Promise<unknown> {
  const folder = `${keptFolder}/${id}`;
  const about = await readJson(desk, `${folder}/kept.json`);
  const named = typeof about === 'object' && about !== null && 'learner' in about;
  return named && about.learner !== learner ? undefined : readJson(desk, `${folder}/progress.json`);
}

/** `undefined` for what is not there or no JSON. */
async function readJson(desk: Desk, path: string): Promise<unknown> {
  const text = await desk.files.readText(desk.resolve(path));
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Two at the same instant get folders of their own. */
async function freshId(desk: Desk): Promise<string> {
  const date = new Date(desk.clock.now()).toISOString().replace(/[:.]/g, '-');
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? date : `${date}-${number}`;
    if (!(await desk.files.exists(desk.resolve(`${keptFolder}/${id}`)))) return id;
  }
}
