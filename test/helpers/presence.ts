import { createPresence } from '../../src/adapters/presence.ts';
import type { RunningSystem } from '../../src/adapters/running-system.ts';
import type { Presence } from '../../src/ports/presence.ts';

export const thisSystem: RunningSystem = {
  boot: 'b00',
  namespace: 'a1',
  certain: true,
  endedBefore: (boot, since) => boot === 'b01d' && since < 1000,
};

/** How a process marks itself, this one unless told. */
export function presenceOf(pid: number = process.pid, system: Partial<RunningSystem> = {}, since = 2000): Presence {
  return createPresence({ pid, since, system: () => ({ ...thisSystem, ...system }) });
}
