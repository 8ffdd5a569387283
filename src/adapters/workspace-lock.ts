import { rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MachineError } from '../errors.ts';
import { msg } from '../i18n/message.ts';
import type { WorkspaceLock } from '../ports/workspace-lock.ts';
import { hasCode, isErrno } from './errno.ts';
import { type ChosenBy, explainFileError } from './file-error.ts';
import { type LockAttempt, type LockSettings, takeLock } from './lock-file.ts';
import { makeFolder } from './make-folder.ts';

/** The lock `<workspace>/.go-docker-lab/lock`; the folder is made when it is not there. */
export function createWorkspaceLock(
  workspace: string,
  settings: LockSettings,
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
      const attempt = await explained(path, () => tryLock(path, settings));
      if (!attempt.taken) throw locked(attempt, path);
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

async function tryLock(path: string, settings: LockSettings): Promise<LockAttempt> {
  await makeFolder(dirname(path));
  try {
    return await takeLock(path, settings);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
    // Whoever just left has taken the empty folder along.
    await makeFolder(dirname(path));
    return takeLock(path, settings);
  }
}

function locked({ holder, elsewhere }: LockAttempt & { readonly taken: false }, path: string): MachineError {
  const { pid, host } = holder;
  return new MachineError({
    what: elsewhere ? msg('workspace.locked-elsewhere', { pid, host }) : msg('workspace.locked', { pid }),
    next: msg('workspace.locked.next', { path }),
  });
}
