import type { Duplex } from 'node:stream';
import type { BuildSlot, BuildSlots } from '../../ports/build-slots.ts';
import type { Presence } from '../../ports/presence.ts';
import type { Api } from './api.ts';
import { sessionLabel } from './labels.ts';
import { removeContainer } from './owned.ts';
import { type Entry, isForeign, listEntries, makeEntry, runEntry } from './queue-entry.ts';

export interface SlotSettings {
  /** How many builds may run at the same time; 0: as many as there are. */
  readonly bound: number;
  /** Others are to be expected: take part even while nobody else is seen on the engine. */
  readonly shared: boolean;
  readonly presence: Presence;
  readonly labels: Readonly<Record<string, string>>;
}

/** Half of the CPUs: a Go build takes what it gets, and the learners' containers want some too. */
export function usualBound(cpus: number): number {
  return Math.max(1, Math.floor(cpus / 2));
}

const slotName = 'go-docker-lab-slot-';
const ticketName = 'go-docker-lab-ticket-';

/** Milliseconds after which a slot of another computer counts as given up if it was made and never began to run. */
const neverBegun = 30_000;
/** Milliseconds for which the first who waits may let a free slot go by. */
const passedOver = 15_000;
/** Milliseconds between two looks: the first of those who wait looks often, the last ones rarely. */
const [shortestPause, longestPause] = [150, 3000];
/** Milliseconds before a slot is made to end with us: a build that came from the cache is over by then. */
const lifeAfter = 2000;

const unbounded: BuildSlot = { release: () => undefined };

/** Where nobody waits for anybody. */
export const endlessSlots: BuildSlots = { take: async () => unbounded };

/**
 * The bound lives on the engine itself, so that it holds for processes, users and computers alike. A slot is a
 * container whose name only one can have; in it a `cat` reads from this process and so ends with it, however that
 * ends. Who waits leaves a ticket, a container that is never started, and the oldest ticket is next.
 */
export function createBuildSlots(api: Api, settings: SlotSettings): BuildSlots {
  const { bound, shared, presence, labels } = settings;
  const session = labels[sessionLabel] ?? '';
  /** Since when an entry has been looked at that does not move; id → monotonic milliseconds. */
  const watched = new Map<string, number>();
  /** Images that are not there, or hold no `cat`. */
  const useless = new Set<string>();
  let givingBack: Promise<void> = Promise.resolve();
  let tickets = 0;

  async function look(signal: AbortSignal): Promise<Queue | undefined> {
    const entries = await listEntries(api, signal);
    const alone = entries.every((entry) => entry.session === session || presence.of(entry.mark) === 'gone');
    if (alone && !shared) return undefined;
    const queue = entries.filter((entry) => entry.role !== 'other');
    for (const id of watched.keys()) if (!queue.some((entry) => entry.id === id)) watched.delete(id);
    const left = new Set(queue.filter(isLeft));
    for (const entry of left) drop(entry.id);
    const standing = queue.filter((entry) => !left.has(entry));
    return {
      slots: standing.filter((entry) => entry.role === 'slot'),
      tickets: standing.filter((entry) => entry.role === 'ticket').sort(byAge),
    };
  }

  /** What runs ends with its process; only what does not run can have been left by one. */
  function isLeft(entry: Entry): boolean {
    if (entry.running || entry.session === session) return false;
    if (presence.of(entry.mark) === 'gone') return true;
    const elsewhere = presence.of(entry.mark) === 'elsewhere';
    return entry.role === 'slot' && elsewhere && watchedFor(entry) > neverBegun;
  }

  function watchedFor({ id }: Entry): number {
    const since = watched.get(id) ?? performance.now();
    watched.set(id, since);
    return performance.now() - since;
  }

  function drop(id: string): void {
    // Somebody else may be at it too; what stays is seen again at the next look.
    void removeContainer(api, id).catch(() => undefined);
  }

  async function make(
    role: 'slot' | 'ticket',
    name: string,
    images: readonly string[],
  ): Promise<Made | 'taken' | undefined> {
    for (const image of images) {
      if (useless.has(image)) continue;
      const id = await makeEntry(api, { role, name, image, labels });
      if (id === 'taken') return id;
      if (id !== undefined) return { id, image };
      useless.add(image);
    }
    return undefined;
  }

  /** From its creation on the slot is ours; that it ends with us is seen to beside the build. */
  function hold({ id, image }: Made): BuildSlot {
    let running: Promise<Duplex | undefined> | undefined;
    const begin = (): void => {
      running = runEntry(api, id).catch(() => {
        useless.add(image);
        return undefined;
      });
    };
    const timer = setTimeout(begin, lifeAfter);
    const giveBack = async (): Promise<void> => {
      clearTimeout(timer);
      (await running)?.destroy();
      await removeContainer(api, id);
    };
    return {
      release() {
        givingBack = Promise.all([givingBack, giveBack().catch(() => undefined)]).then(() => undefined);
      },
    };
  }

  /** `undefined` when others were quicker. */
  async function takeOne(slots: readonly Entry[], images: readonly string[]): Promise<BuildSlot | undefined> {
    let last = bound;
    for (let number = 1; number <= last; number += 1) {
      const name = `${slotName}${number}`;
      if (slots.some((slot) => slot.name === name)) continue;
      const made = await make('slot', name, images);
      // Nothing to hold a slot with: better a build too many than none.
      if (made === undefined) return unbounded;
      if (made !== 'taken') return hold(made);
      // It never comes free by itself. Everybody sees it, so everybody agrees on the next number.
      if (await isForeign(api, name)) last += 1;
    }
    return undefined;
  }

  return {
    async take({ images, signal, onWait }) {
      if (bound === 0) return unbounded;
      // What went on since the last wait was not seen.
      watched.clear();
      // The one that was just given back may still have its name.
      await givingBack;
      let ticket: string | undefined;
      let told: number | undefined;
      try {
        for (;;) {
          signal.throwIfAborted();
          const queue = await look(signal);
          if (!queue) return unbounded;
          const mine = queue.tickets.findIndex((entry) => entry.id === ticket);
          const before = mine < 0 ? queue.tickets.length : mine;
          const free = bound - queue.slots.length;
          const slot = before < free ? await takeOne(queue.slots, images) : undefined;
          if (slot) return slot;
          if (mine < 0) {
            tickets += 1;
            const made = await make('ticket', `${ticketName}${session}-${tickets}`, images);
            const newcomer = ticket === undefined;
            if (made !== undefined && made !== 'taken') ticket = made.id;
            // Only who stands in line knows their place: of two who come in the same second either may be first.
            if (newcomer && ticket !== undefined) continue;
          }
          const first = queue.tickets[0];
          if (free <= 0 && first) watched.delete(first.id);
          else if (first && first.id !== ticket && watchedFor(first) > passedOver) drop(first.id);
          if (before !== told) onWait({ before, building: queue.slots.length });
          told = before;
          await pause(Math.min(shortestPause * (before + 1), longestPause), signal);
        }
      } finally {
        if (ticket !== undefined) drop(ticket);
      }
    },
  };
}

interface Queue {
  readonly slots: readonly Entry[];
  /** The oldest first. */
  readonly tickets: readonly Entry[];
}

interface Made {
  readonly id: string;
  readonly image: string;
}

/** Comes back early when aborted. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });
}

/** The engine tells ages in seconds; within one, any order will do on which all agree. */
function byAge(a: Entry, b: Entry): number {
  return a.created - b.created || (a.id < b.id ? -1 : 1);
}
