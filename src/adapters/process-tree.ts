import { hasCode } from './errno.ts';

/** Children that still run, so that none outlives us; the sign tells whether a whole group is meant. */
const running = new Map<number, boolean>();
let watching = false;

/** Kills this child if we exit first. Gives the function that forgets it. */
export function track(pid: number | undefined, ownGroup: boolean): () => void {
  if (pid === undefined) return () => {};
  if (!watching) {
    watching = true;
    process.once('exit', () => {
      for (const [left, group] of running) killTree(left, group, 'SIGTERM');
    });
  }
  running.set(pid, ownGroup);
  return () => running.delete(pid);
}

/** Signals a child, with its whole group where it leads one. A child that is gone is fine. */
export function killTree(pid: number | undefined, ownGroup: boolean, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(ownGroup ? -pid : pid, signal);
  } catch (error) {
    if (!hasCode(error, 'ESRCH', 'EPERM')) throw error;
  }
}
