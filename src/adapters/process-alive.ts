import { uptime } from 'node:os';
import { hasCode } from './errno.ts';

/** Says whether a process of this machine may still run that ran at that time (milliseconds since 1970). */
export function isAlive(pid: number, since: number): boolean {
  const lastStart = Date.now() - uptime() * 1000;
  if (since < lastStart - 60_000) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !hasCode(error, 'ESRCH');
  }
}
