import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasCode } from './errno.ts';

/**
 * Makes a folder and those above it; one that is there is fine, and so is another thing by that
 * name, which the next call on it will complain about. Written here because Node's recursive
 * `mkdir` says ENOENT where the disk is read-only (seen in 20.20).
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await makeOne(path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT') || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await makeOne(path);
  }
}

async function makeOne(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return;
    // The root of a drive, which Windows refuses to make and macOS calls a folder.
    if (hasCode(error, 'EPERM', 'EISDIR') && (await isFolder(path))) return;
    throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'EPERM', 'EACCES')) return false;
    throw error;
  }
}
