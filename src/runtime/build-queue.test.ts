import { describe, expect, it } from 'vitest';
import { fakeWorld, miniCourse } from '../../test/helpers/fake-world.ts';
import { say } from '../i18n/message.ts';
import type { BuildSlots, QueuePlace } from '../ports/build-slots.ts';
import type { SessionEvent } from '../session/events.ts';
import { emptyProgress } from '../session/progress.ts';
import { openSession } from './open-session.ts';
import { removeTraces, sweepStale } from './sweep.ts';
import { labelKeys, ownerValue } from './world.ts';

/** Slots for which one waits at these places, each a minute long; without end after the last one when `stuck`. */
function queue(fake: () => ReturnType<typeof fakeWorld>, places: readonly QueuePlace[], stuck = false) {
  const seen = { released: 0, images: [] as readonly string[] };
  const slots: BuildSlots = {
    async take({ images, signal, onWait }) {
      seen.images = images;
      for (const place of places) {
        onWait(place);
        await fake().world.clock.wait(60_000);
      }
      if (stuck)
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
      const release = (): void => {
        seen.released += 1;
      };
      return { release };
    },
  };
  return { slots, seen };
}

function start(fake: ReturnType<typeof fakeWorld>, mode: 'guided' | 'unattended') {
  const events: SessionEvent[] = [];
  const live = openSession({
    course: fake.world.course,
    desk: fake.world,
    clock: fake.world.clock,
    session: 's1',
    memory: fake.world.memory,
    progress: emptyProgress('mini'),
    store: fake,
    mode,
    prepare: async () => fake.world,
  });
  live.subscribe((_, event) => events.push(event));
  return { live, events };
}

const places: readonly QueuePlace[] = [
  { before: 3, building: 2 },
  { before: 0, building: 2 },
];

describe('a build that waits for others', () => {
  it('tells its place before the command begins, takes no time for it, and gives its slot back', async () => {
    const { slots, seen } = queue(() => fake, places);
    const fake = fakeWorld(miniCourse, { slots });
    const { live, events } = start(fake, 'unattended');
    live.start();
    await live.done;
    await live.close();
    const told = events.filter((event) => 'step' in event && event.step === 'build').map(({ type }) => type);
    expect(told.slice(0, 4)).toEqual(['step.started', 'build.queued', 'build.queued', 'action.started']);
    expect(events.find(({ type }) => type === 'build.queued')).toMatchObject({ index: 0, before: 3, building: 2 });
    const finished = events.find((event) => event.type === 'step.finished' && event.step === 'build');
    expect(finished).toMatchObject({ outcome: 'passed', seconds: 0 });
    expect(seen.released).toBe(1);
  });

  it('is shown as waiting until it begins', async () => {
    const { slots } = queue(() => fake, places.slice(0, 1), true);
    const fake = fakeWorld(miniCourse, { slots });
    const { live, events } = start(fake, 'guided');
    live.dispatch({ type: 'run.requested' });
    await expect.poll(() => events.some(({ type }) => type === 'build.queued')).toBe(true);
    expect(live.getState().steps['one/build']).toMatchObject({ phase: 'running', run: { queued: { before: 3 } } });
    live.dispatch({ type: 'cancel.requested' });
    await expect.poll(() => events.at(-1)?.type).toBe('step.finished');
    expect(events.at(-1)).toMatchObject({ outcome: 'cancelled', seconds: 0 });
    await live.close();
  });

  it('asks for a slot with the base that surely has a shell first', async () => {
    const { slots, seen } = queue(() => fake, []);
    const fake = fakeWorld(miniCourse, { slots });
    const world = {
      ...fake.world,
      bases: { a: 'gcr.io/distroless/static', b: 'golang:1.26-alpine', c: 'alpine:3.22' },
    };
    const { live } = start({ ...fake, world }, 'unattended');
    live.start();
    await live.done;
    await live.close();
    expect(seen.images).toEqual(['alpine:3.22', 'golang:1.26-alpine', 'gcr.io/distroless/static']);
  });
});

describe('another session of the same learner', () => {
  const labels = (session: string, process?: string): Record<string, string> => ({
    [labelKeys.owner]: ownerValue,
    [labelKeys.role]: 'container',
    [labelKeys.course]: 'mini',
    [labelKeys.learner]: 'default',
    [labelKeys.session]: session,
    ...(process === undefined ? {} : { [labelKeys.process]: process }),
  });

  function withContainer(own: Record<string, string>) {
    const fake = fakeWorld(miniCourse, { foreignContainer: 'mini-web' });
    const there = fake.containers.get('mini-web');
    if (there) fake.containers.set('mini-web', { ...there, labels: own });
    return fake;
  }

  it('is not swept while it may live, and this one is refused with the way out', async () => {
    const fake = withContainer(labels('s0', '1.1@elsewhere'));
    const refused = await sweepStale(fake.world).catch((error: unknown) => error);
    expect(refused).toMatchObject({ exitCode: 3, what: { id: 'session.shared' } });
    expect(say('en', (refused as { next: Parameters<typeof say>[1] }).next)).toContain('clean --learner default');
    expect([...fake.containers.keys()]).toEqual(['mini-web']);
  });

  it('is swept when it is gone', async () => {
    const fake = withContainer(labels('s0'));
    expect(await sweepStale(fake.world)).toHaveLength(1);
    expect(fake.containers.size).toBe(0);
  });

  it('keeps what it makes when the traces of this one are removed', async () => {
    const fake = withContainer(labels('s0', '1.1@elsewhere'));
    await removeTraces(fake.world);
    expect([...fake.containers.keys()]).toEqual(['mini-web']);
  });

  it('stops a run that would take its container for its own', async () => {
    const fake = withContainer(labels('s0', '1.1@elsewhere'));
    const { live, events } = start(fake, 'unattended');
    live.start();
    await live.done;
    await live.close();
    const broke = events.find((event) => event.type === 'run.broke');
    expect(broke).toMatchObject({ step: 'run', error: { what: { id: 'session.shared' } } });
    expect(fake.ran.filter(([verb]) => verb === 'run')).toEqual([]);
  });
});
