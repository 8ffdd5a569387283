import { randomBytes } from 'node:crypto';
import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { hasCode } from './errno.ts';
import { whileBusy } from './while-busy.ts';

/** Marks the file that is being written beside the real one. */
const temporary = /^\.go-docker-lab-[0-9a-f]+\.tmp$/;

/** Says whether a file name is that of an unfinished write. */
export function isUnfinishedWrite(name: string): boolean {
  return temporary.test(name);
}

/**
 * Replaces a file so that a crash or a full disk leaves either the old or the new content, on disk
 * and not only in the cache. Follows a symbolic link; keeps mode and owner of what it replaces.
 *
 * Written here because write-file-atomic 7 ignores short writes: on a nearly full disk it puts a
 * truncated file in place and reports success (see the test).
 */
export async function writeAtomically(
  path: string,
  content: Uint8Array | string,
  platform: NodeJS.Platform,
): Promise<void> {
  const target = await realTarget(path);
  const folder = dirname(target);
  const unfinished = join(folder, `.go-docker-lab-${randomBytes(8).toString('hex')}.tmp`);
  try {
    const handle = await open(unfinished, 'wx');
    try {
      await takeOver(handle, target);
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await whileBusy(platform, () => rename(unfinished, target));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

async function realTarget(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
    // A new file: its folder may still be reached through a link.
    return join(await realpath(dirname(path)), basename(path));
  }
}

async function takeOver(handle: FileHandle, target: string): Promise<void> {
  try {
    const old = await stat(target);
    await handle.chmod(old.mode & 0o7777);
    await handle.chown(old.uid, old.gid);
  } catch (error) {
    // Not every file system knows modes and owners; the content matters more.
    if (!hasCode(error, 'ENOENT', 'EPERM', 'ENOSYS', 'EINVAL', 'ENOTSUP')) throw error;
  }
}

async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    // Windows and some network drives cannot open or sync a folder; the file itself is synced.
    if (!hasCode(error, 'EPERM', 'EACCES', 'EISDIR', 'EINVAL', 'ENOTSUP', 'ENOSYS', 'EBADF')) throw error;
  }
}
