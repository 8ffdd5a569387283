import { copyFile, open, readdir, readFile, realpath, rm, stat, statfs, truncate } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { Files } from '../ports/files.ts';
import { isUnfinishedWrite, writeAtomically } from './atomic-write.ts';
import { hasCode } from './errno.ts';
import { type ChosenBy, explainFileError } from './file-error.ts';
import { makeFolder } from './make-folder.ts';
import { makeScratch, temporaryVariable } from './scratch.ts';
import { stateFolderVariable } from './state-folder.ts';

export interface FilesSettings {
  /** Where scratch folders are made, usually the system's folder for temporary files. */
  readonly temporary: string;
  readonly platform: NodeJS.Platform;
  /** Folders that are chosen otherwise than by naming a file: an error in one of them says how. */
  readonly folders?: { readonly state: string; readonly workspace: string };
}

/** The machine's files. Every error of the file system comes out as a MachineError. */
export function createFiles(settings: FilesSettings): Files {
  const { temporary, platform, folders } = settings;
  const scratch: string[] = [];
  const chosenBy = (path: string): ChosenBy => {
    if (folders && isBelow(folders.state, path)) return { variable: stateFolderVariable(platform) };
    if (folders && isBelow(folders.workspace, path)) return 'workspace';
    return scratch.some((folder) => isBelow(folder, path)) ? { variable: temporaryVariable(platform) } : 'name';
  };
  const explained = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw explainFileError(error, path, chosenBy(path));
    }
  };
  return {
    read: (path, most) => explained(path, () => orAbsent(most === undefined ? readFile(path) : readStart(path, most))),
    readText: (path) => explained(path, () => orAbsent(readFile(path, 'utf8'))),
    write: (path, content) =>
      explained(path, async () => {
        await makeFolder(dirname(path));
        await writeAtomically(path, content, platform);
      }),
    truncate: (path, size) => explained(path, () => truncate(path, size)),
    copy: (from, to, most) => explained(to, () => copy(from, to, most)),
    remove: (path) => explained(path, () => rm(path, { recursive: true, force: true, maxRetries: 3 })),
    exists: (path) => explained(path, async () => (await orAbsent(stat(path))) !== undefined),
    isFolder: (path) => explained(path, async () => (await orAbsent(stat(path)))?.isDirectory() === true),
    within: (folder, path) => explained(path, () => within(folder, path)),
    list: (folder) => explained(folder, () => list(folder)),
    scratch: async (prefix) => {
      const folder = await makeScratch(temporary, prefix, platform);
      scratch.push(folder);
      return folder;
    },
    free: (path) => explained(path, () => free(path)),
  };
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

async function orAbsent<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

/** The beginning of a file. A pipe or a device in its place would be waited for without end, so it is refused. */
async function readStart(path: string, most: number): Promise<Uint8Array> {
  const found = await stat(path);
  if (!found.isFile())
    throw Object.assign(new Error(`not a plain file: ${path}`), { code: found.isDirectory() ? 'EISDIR' : 'ENOTSUP' });
  const file = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(Math.min(most, Math.max(found.size, 1) + 4096));
    let filled = 0;
    for (;;) {
      const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, filled);
      filled += bytesRead;
      if (bytesRead === 0 || filled === bytes.length) return bytes.subarray(0, filled);
    }
  } finally {
    await file.close();
  }
}

async function copy(from: string, to: string, most: number): Promise<number | undefined> {
  const found = await orAbsent(stat(from));
  if (!found?.isFile() || found.size > most) return undefined;
  await makeFolder(dirname(to));
  await copyFile(from, to);
  return found.size;
}

async function within(folder: string, path: string): Promise<boolean> {
  return isBelow(await existing(folder), await existing(path));
}

/** The real path of the deepest part that exists, with the rest behind it. */
async function existing(path: string): Promise<string> {
  const real = await orAbsent(realpath(path));
  if (real !== undefined) return real;
  const parent = dirname(path);
  return parent === path ? path : join(await existing(parent), basename(path));
}

async function list(folder: string): Promise<readonly string[]> {
  const entries = await orAbsent(readdir(folder, { recursive: true, withFileTypes: true }));
  const found: string[] = [];
  for (const entry of entries ?? []) {
    if (isUnfinishedWrite(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    // Links are not followed: they may lead out of the folder.
    if (entry.isFile()) found.push(relative(folder, path).split(sep).join('/'));
  }
  return found.sort();
}

async function free(path: string): Promise<number | undefined> {
  const found = await orAbsent(statfs(path));
  if (found) return found.bavail * found.bsize;
  const parent = dirname(path);
  return parent === path ? undefined : free(parent);
}
