import { rmdir, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { MachineError } from '../errors.ts';
import { msg } from '../i18n/message.ts';
import type { WorkspaceLock } from '../ports/workspace-lock.ts';
import { hasCode, isErrno } from './errno.ts';
import { type ChosenBy, explainFileError } from './file-error.ts';
import { type LockAttempt, type LockHolder, takeLock } from './lock-file.ts';
import { makeFolder } from './make-folder.ts';

/** The lock `<workspace>/.go-docker-lab/lock`; the folder is made when it is not there. */
export function createWorkspaceLock(
  workspace: string,
  platform: NodeJS.Platform,
  chosenBy: ChosenBy = 'workspace',
): WorkspaceLock {
  const explained = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw explainFileError(error, path, chosenBy);
    }
  };
  const path = join(workspace, '.go-docker-lab', 'lock');
  return {
    path,
    async take() {
      const isNew = await explained(path, () => isAbsent(workspace));
      const attempt = await explained(path, () => tryLock(path, platform));
      if (!attempt.taken) throw locked(attempt.holder, path);
      return () =>
        explained(path, async () => {
          await attempt.release();
          // Who only looked around finds no folder of ours afterwards.
          await removeIfEmpty(dirname(path));
          if (isNew) await removeIfEmpty(workspace);
        });
    },
  };
}

async function isAbsent(folder: string): Promise<boolean> {
  try {
    await stat(folder);
    return false;
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return true;
    throw error;
  }
}

async function removeIfEmpty(folder: string): Promise<void> {
  try {
    await rmdir(folder);
  } catch (error) {
    if (!isErrno(error)) throw error;
  }
}

async function tryLock(path: string, platform: NodeJS.Platform): Promise<LockAttempt> {
  await makeFolder(dirname(path));
  try {
    return await takeLock(path, platform);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
    // Whoever just left has taken the empty folder along.
    await makeFolder(dirname(path));
    return takeLock(path, platform);
  }
}

function locked({ pid, host }: LockHolder, path: string): MachineError {
  return new MachineError({
    what: host === hostname() ? msg('workspace.locked', { pid }) : msg('workspace.locked-elsewhere', { pid, host }),
    next: msg('workspace.locked.next', { path }),
  });
}
