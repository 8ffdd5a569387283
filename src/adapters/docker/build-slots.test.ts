import { beforeEach, expect, test, vi } from 'vitest';
import type { BuildSlots, QueuePlace } from '../../ports/build-slots.ts';
import type { Presence } from '../../ports/presence.ts';
import type { Api } from './api.ts';
import { createBuildSlots, endlessSlots, usualBound } from './build-slots.ts';
import { runEntry } from './queue-entry.ts';

interface Made {
  readonly id: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly created: number;
  state: 'created' | 'running';
}

/** An engine that only knows containers, and images by name. */
function fakeApi(images: readonly string[] = ['alpine']) {
  const containers = new Map<string, Made>();
  let count = 0;
  const add = (name: string, labels: Readonly<Record<string, string>>, state: Made['state'] = 'created'): string => {
    count += 1;
    const id = `id${String(count).padStart(3, '0')}`;
    containers.set(id, { id, name, labels, created: count, state });
    return id;
  };
  const docker = {
    listContainers: async () =>
      [...containers.values()].map((one) => ({
        Id: one.id,
        Names: [`/${one.name}`],
        Labels: one.labels,
        State: one.state,
        Created: one.created,
      })),
    async createContainer({ name, Image, Labels }: { name: string; Image: string; Labels: Record<string, string> }) {
      if (!images.includes(Image)) throw Object.assign(new Error('no such image'), { statusCode: 404 });
      if ([...containers.values()].some((one) => one.name === name))
        throw Object.assign(new Error('name in use'), { statusCode: 409 });
      return { id: add(name, Labels) };
    },
    getContainer: (id: string) => ({
      attach: async () => ({ on: () => undefined, resume: () => undefined, destroy: () => void containers.delete(id) }),
      async start() {
        const made = containers.get(id);
        if (made) made.state = 'running';
      },
      inspect: async () => ({ Config: { Labels: [...containers.values()].find((one) => one.name === id)?.labels } }),
      remove: async () => void containers.delete(id),
    }),
  };
  const call = async (work: (engine: never, abort: never) => Promise<unknown>): Promise<unknown> => {
    try {
      return await work(docker as never, new AbortController().signal as never);
    } catch (error) {
      if (error instanceof Error && 'statusCode' in error && error.statusCode === 404) return undefined;
      throw error;
    }
  };
  const api = {
    call,
    ask: async (shape: { parse: (value: unknown) => unknown }, work: never) => {
      const answer = await call(work);
      return answer === undefined ? undefined : shape.parse(answer);
    },
  } as unknown as Api;
  const names = (): readonly string[] => [...containers.values()].map((one) => one.name).sort();
  return { api, add, containers, names };
}

const labelsOf = (session: string, role?: string): Record<string, string> => ({
  'go-docker-lab.session': session,
  'go-docker-lab.process': session,
  ...(role === undefined ? {} : { 'go-docker-lab.owner': 'go-docker-lab', 'go-docker-lab.role': role }),
});

/** Marks say of themselves what is known of them. */
const presence = (mine: string): Presence => ({
  mark: mine,
  of: (mark) =>
    mark === mine ? 'this' : mark?.startsWith('gone') ? 'gone' : mark?.startsWith('far') ? 'elsewhere' : 'alive',
});

function slotsOf(api: Api, session: string, settings: { bound?: number; shared?: boolean } = {}): BuildSlots {
  return createBuildSlots(api, {
    bound: 1,
    shared: true,
    ...settings,
    presence: presence(session),
    labels: labelsOf(session),
  });
}

function take(slots: BuildSlots, options: { images?: readonly string[]; signal?: AbortSignal } = {}) {
  const places: QueuePlace[] = [];
  const taken = slots.take({
    images: options.images ?? ['alpine'],
    signal: options.signal ?? new AbortController().signal,
    onWait: (place) => places.push(place),
  });
  let held = false;
  taken.then(
    () => {
      held = true;
    },
    () => undefined,
  );
  return { taken, places, held: () => held };
}

const later = (milliseconds = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds);

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

test('one after the other, in the order in which they came', async () => {
  const { api, names } = fakeApi();
  const first = take(slotsOf(api, 'a'));
  await later();
  const second = take(slotsOf(api, 'b'));
  await later();
  const third = take(slotsOf(api, 'c'));
  await later();
  expect([first.held(), second.held(), third.held()]).toEqual([true, false, false]);
  expect(names()).toEqual(['go-docker-lab-slot-1', 'go-docker-lab-ticket-b-1', 'go-docker-lab-ticket-c-1']);
  expect(second.places).toEqual([{ before: 0, building: 1 }]);
  expect(third.places).toEqual([{ before: 1, building: 1 }]);
  (await first.taken).release();
  await later(4000);
  expect([second.held(), third.held()]).toEqual([true, false]);
  expect(third.places.at(-1)).toEqual({ before: 0, building: 1 });
  (await second.taken).release();
  await later(4000);
  expect(third.held()).toBe(true);
  (await third.taken).release();
  await later();
  expect(names()).toEqual([]);
});

test('of two who come in the same second, nobody is told a place that is not theirs', async () => {
  const { api, containers } = fakeApi();
  const first = take(slotsOf(api, 'a'));
  await later();
  // With the ticket of the one there is another's of the same second, whose id stands before it.
  const rival = { id: 'id000', name: 'go-docker-lab-ticket-c-1', labels: labelsOf('c', 'ticket'), created: 0 };
  const crowded: Api = {
    ...api,
    async call(work, signal) {
      const answer = await api.call(work, signal);
      const made = [...containers.values()].some(({ name }) => name === 'go-docker-lab-ticket-b-1');
      if (made) containers.set(rival.id, { ...rival, state: 'created' });
      return answer;
    },
  };
  const second = take(slotsOf(crowded, 'b'));
  await later();
  expect([first.held(), second.places]).toEqual([true, [{ before: 1, building: 1 }]]);
});

test('a name that a container of somebody else has is passed over, and the bound holds', async () => {
  const { api, add, names } = fakeApi();
  add('go-docker-lab-slot-1', {});
  add('go-docker-lab-slot-2', labelsOf('b', 'image'));
  const first = take(slotsOf(api, 'a'));
  const second = take(slotsOf(api, 'b'));
  await later(4000);
  expect([first.held(), second.held()]).toEqual([true, false]);
  expect(names().filter((name) => name.includes('slot'))).toEqual([1, 2, 3].map((n) => `go-docker-lab-slot-${n}`));
  (await first.taken).release();
  await later(4000);
  expect(second.held()).toBe(true);
});

test('as many at once as the bound says', async () => {
  const { api, names } = fakeApi();
  const all = ['a', 'b', 'c'].map((session) => take(slotsOf(api, session, { bound: 2 })));
  await later();
  expect(all.filter((one) => one.held())).toHaveLength(2);
  expect(names().filter((name) => name.includes('slot'))).toEqual(['go-docker-lab-slot-1', 'go-docker-lab-slot-2']);
});

test('a long build is tied to our life; a short one is over before that', async () => {
  const { api, containers } = fakeApi();
  const { taken } = take(slotsOf(api, 'a'));
  await later(1000);
  expect([...containers.values()][0]?.state).toBe('created');
  await later(2000);
  expect([...containers.values()][0]?.state).toBe('running');
  (await taken).release();
  await later();
  expect(containers.size).toBe(0);
});

test('cancelled while it waits: at once, and its ticket is gone', async () => {
  const { api, names } = fakeApi();
  take(slotsOf(api, 'a'));
  await later();
  const abort = new AbortController();
  const waiting = take(slotsOf(api, 'b'), { signal: abort.signal });
  await later(500);
  abort.abort();
  await expect(waiting.taken).rejects.toThrow(/abort/i);
  await later();
  expect(names()).toEqual(['go-docker-lab-slot-1']);
});

test('what a killed process left is taken over', async () => {
  const { api, add, names } = fakeApi();
  add('go-docker-lab-slot-1', labelsOf('gone-1', 'slot'));
  add('go-docker-lab-ticket-gone-1', labelsOf('gone-1', 'ticket'));
  const { held } = take(slotsOf(api, 'b'));
  await later(1000);
  expect(held()).toBe(true);
  expect(names()).toEqual(['go-docker-lab-slot-1']);
});

test('a slot of another computer that never began to run is given up after half a minute', async () => {
  const { api, add } = fakeApi();
  add('go-docker-lab-slot-1', labelsOf('far-1', 'slot'));
  const { held } = take(slotsOf(api, 'b'));
  await later(25_000);
  expect(held()).toBe(false);
  await later(10_000);
  expect(held()).toBe(true);
});

test('a slot of a process that lives here is never given up, also when its container could not begin', async () => {
  const { api, add } = fakeApi();
  add('go-docker-lab-slot-1', labelsOf('alive-1', 'slot'));
  const { held } = take(slotsOf(api, 'b'));
  await later(300_000);
  expect(held()).toBe(false);
});

test('a container that cannot be started is let go of', async () => {
  const destroy = vi.fn();
  const container = {
    attach: async () => ({ on: () => undefined, resume: () => undefined, destroy }),
    start: () => Promise.reject(new Error('no cat')),
  };
  const call = (work: (docker: unknown) => unknown) => work({ getContainer: () => container });
  await expect(runEntry({ call } as unknown as Api, 'id')).rejects.toThrow('no cat');
  expect(destroy).toHaveBeenCalledOnce();
});

test('one that runs is never given up', async () => {
  const { api, add } = fakeApi();
  add('go-docker-lab-slot-1', labelsOf('far-1', 'slot'), 'running');
  const { held } = take(slotsOf(api, 'b'));
  await later(300_000);
  expect(held()).toBe(false);
});

test('a ticket of another computer that lets a free slot go by is passed over', async () => {
  const { api, add, names } = fakeApi();
  add('go-docker-lab-ticket-far-1', labelsOf('far-1', 'ticket'));
  const { held } = take(slotsOf(api, 'b'));
  await later(10_000);
  expect(held()).toBe(false);
  await later(10_000);
  expect(held()).toBe(true);
  expect(names()).toEqual(['go-docker-lab-slot-1']);
});

test('how long a ticket let slots go by counts from when one was free', async () => {
  const { api, add, containers } = fakeApi();
  const slot = add('go-docker-lab-slot-1', labelsOf('far-0', 'slot'), 'running');
  add('go-docker-lab-ticket-far-1', labelsOf('far-1', 'ticket'));
  const { held } = take(slotsOf(api, 'b'));
  await later(1000);
  containers.delete(slot);
  await later(5000);
  const taken = add('go-docker-lab-slot-1', labelsOf('far-2', 'slot'), 'running');
  await later(30_000);
  containers.delete(taken);
  await later(10_000);
  expect(held()).toBe(false);
  await later(10_000);
  expect(held()).toBe(true);
});

test('alone and without a name, nothing is made on the engine', async () => {
  const { api, add, names } = fakeApi();
  add('old', labelsOf('gone-1', 'container'));
  const { held } = take(slotsOf(api, 'a', { shared: false }));
  await later();
  expect(held()).toBe(true);
  expect(names()).toEqual(['old']);
});

test('without a name, but not alone, it takes its turn', async () => {
  const { api, add } = fakeApi();
  add('go-docker-lab-slot-1', labelsOf('b', 'slot'), 'running');
  const { held } = take(slotsOf(api, 'a', { shared: false }));
  await later(1000);
  expect(held()).toBe(false);
});

test('an image that is not there is skipped; without any, nobody waits', async () => {
  const { api, names } = fakeApi();
  const first = take(slotsOf(api, 'a'), { images: ['absent', 'alpine'] });
  await later();
  expect(first.held()).toBe(true);
  expect(names()).toEqual(['go-docker-lab-slot-1']);
  const second = take(slotsOf(api, 'b', { bound: 2 }), { images: ['absent'] });
  await later();
  expect(second.held()).toBe(true);
  expect(names()).toEqual(['go-docker-lab-slot-1']);
});

test('a bound of 0 is none', async () => {
  const { api, names } = fakeApi();
  for (const slots of [slotsOf(api, 'a', { bound: 0 }), endlessSlots]) {
    const { held } = take(slots);
    await later();
    expect(held()).toBe(true);
  }
  expect(names()).toEqual([]);
});

test('the usual bound leaves CPUs to the containers', () => {
  expect([0, 1, 2, 3, 8].map(usualBound)).toEqual([1, 1, 1, 1, 4]);
});
