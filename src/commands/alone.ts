import type { Message } from '../i18n/message.ts';
import type { ProgressStore } from '../ports/progress-store.ts';
import { takeOutLeftovers } from '../runtime/added-lines.ts';
import type { App } from './app.ts';

/**
 * Does some work while no other of us uses this progress, nor this workspace when one is given. Out of the
 * workspace is taken first what a killed step had added to it; what that came to is to be told by the work.
 * Throws a MachineError naming the holder when one does.
 */
export async function alone<T>(
  app: App,
  store: ProgressStore,
  workspace: string | undefined,
  work: (leftovers: readonly Message[]) => Promise<T>,
): Promise<T> {
  const unlock = await store.lock();
  try {
    const leave = workspace === undefined ? undefined : await app.lockWorkspace(workspace);
    try {
      const leftovers =
        workspace === undefined
          ? []
          : await takeOutLeftovers({ files: app.files, workspace, resolve: (path) => app.join(workspace, path) });
      return await work(leftovers);
    } finally {
      await leave?.();
    }
  } finally {
    await unlock();
  }
}
