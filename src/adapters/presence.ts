import { createHash } from 'node:crypto';
import type { Presence } from '../ports/presence.ts';
import { isAlive } from './process-alive.ts';

export interface PresenceSettings {
  readonly pid: number;
  readonly hostname: string;
  readonly platform: NodeJS.Platform;
  /** When this process began, milliseconds since 1970. */
  readonly since: number;
}

/**
 * A mark is `PID.SINCE@HOST`. The host's name is hashed: the mark stands on images too, and those may be
 * pushed. The platform is part of it, because Windows and its WSL share a name and an engine, but no pids.
 */
export function createPresence({ pid, hostname, platform, since }: PresenceSettings): Presence {
  const host = createHash('sha256').update(`${hostname}/${platform}`).digest('hex').slice(0, 12);
  const mark = `${pid}.${since}@${host}`;
  return {
    mark,
    of(other) {
      if (other === mark) return 'this';
      const parts = /^(\d+)\.(\d+)@([0-9a-f]+)$/.exec(other ?? '');
      if (!parts) return 'gone';
      if (parts[3] !== host) return 'elsewhere';
      return isAlive(Number(parts[1]), Number(parts[2])) ? 'alive' : 'gone';
    },
  };
}
