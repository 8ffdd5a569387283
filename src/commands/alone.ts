import type { ProgressStore } from '../ports/progress-store.ts';
import type { App } from './app.ts';

/**
 * Does some work while no other of us uses this progress, nor this workspace when one is given.
 * Throws a MachineError naming the holder when one does.
 */
export async function alone<T>(
  app: App,
  store: ProgressStore,
  workspace: string | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const unlock = await store.lock();
  try {
    const leave = workspace === undefined ? undefined : await app.lockWorkspace(workspace);
    try {
      return await work();
    } finally {
      await leave?.();
    }
  } finally {
    await unlock();
  }
}
