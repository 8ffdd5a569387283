import { hasCode } from './errno.ts';

/** Says whether a process with that id runs, as far as this one sees. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !hasCode(error, 'ESRCH');
  }
}
