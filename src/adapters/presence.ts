import type { Presence } from '../ports/presence.ts';
import { isAlive } from './process-alive.ts';
import type { RunningSystem } from './running-system.ts';

export interface PresenceSettings {
  readonly pid: number;
  /** When this process began, milliseconds since 1970. */
  readonly since: number;
  /** Asked once, when the first mark is needed. */
  readonly system: () => RunningSystem;
}

/**
 * A mark is `PID.SINCE@BOOT.NAMESPACE`: a pid means something only within one start of one machine and one namespace
 * of pids. It stands on images too, and those may be pushed; so nothing in it tells of the computer.
 */
export function createPresence({ pid, since, system }: PresenceSettings): Presence {
  let known: RunningSystem | undefined;
  const here = (): RunningSystem => {
    known ??= system();
    return known;
  };
  const mark = (): string => `${pid}.${since}@${here().boot}.${here().namespace}`;
  return {
    get mark() {
      return mark();
    },
    of(other) {
      if (other === undefined || other === '') return 'gone';
      if (other === mark()) return 'this';
      const [, itsPid, itsSince, boot = '', namespace] = /^(\d+)\.(\d+)@([0-9a-f]+)\.([0-9a-f]*)$/.exec(other) ?? [];
      if (here().endedBefore(boot, Number(itsSince)))
        return here().certain || !isAlive(Number(itsPid)) ? 'gone' : 'elsewhere';
      if (boot !== here().boot || namespace !== here().namespace) return 'elsewhere';
      return isAlive(Number(itsPid)) ? 'alive' : 'gone';
    },
  };
}
