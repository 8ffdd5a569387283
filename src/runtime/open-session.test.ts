import { describe, expect, it } from 'vitest';
import { fakeWorld, miniCourse } from '../../test/helpers/fake-world.ts';
import { MachineError } from '../errors.ts';
import { raw, say } from '../i18n/message.ts';
import type { SessionEvent } from '../session/events.ts';
import { emptyProgress } from '../session/progress.ts';
import { openSession } from './open-session.ts';

type Fake = ReturnType<typeof fakeWorld>;

function session(fake: Fake, options: { mode?: 'guided' | 'unattended'; prepare?: () => Promise<never> } = {}) {
  const events: SessionEvent[] = [];
  const live = openSession({
    course: fake.world.course,
    desk: fake.world,
    clock: fake.world.clock,
    session: 's1',
    memory: fake.world.memory,
    progress: emptyProgress('mini'),
    store: { save: (progress) => fake.save(progress) },
    mode: options.mode ?? 'unattended',
    prepare: options.prepare ?? (async () => fake.world),
  });
  live.subscribe((_, event) => events.push(event));
  return { live, events };
}

const verdicts = (events: readonly SessionEvent[]): string[] =>
  events.flatMap((event) =>
    event.type === 'check.judged' ? [`${event.step}/${event.check.id} ${event.check.verdict}`] : [],
  );

async function play(fake: Fake) {
  const { live, events } = session(fake);
  live.start();
  const state = await live.done;
  await live.close();
  return { state, events };
}

describe('an unattended session', () => {
  it('runs every step, judges it, and removes what it started', async () => {
    const fake = fakeWorld(miniCourse);
    const { state, events } = await play(fake);
    expect(verdicts(events)).toEqual(['build/size passed', 'run/first-ok passed', 'hello/hello passed']);
    expect(events.at(-1)).toMatchObject({ type: 'course.finished', passed: 3, failed: 0, skipped: 0 });
    expect(state.finished).toBe(true);
    expect(fake.containers.size).toBe(0);
  });

  it('labels and limits what it runs, and shows the plain command beside the exact one', async () => {
    const fake = fakeWorld(miniCourse);
    const { events } = await play(fake);
    const started = events.find((event) => event.type === 'action.started' && event.step === 'run');
    expect(started).toMatchObject({
      command: { shown: 'docker run -d --name mini-web -p 127.0.0.1:8080:8080 mini:web' },
    });
    expect(fake.ran.find((argv) => argv[0] === 'run')).toEqual(
      expect.arrayContaining([
        'go-docker-lab.owner=go-docker-lab',
        'go-docker-lab.session=s1',
        '--memory',
        '--pids-limit',
      ]),
    );
  });

  it('fails the check that the evidence does not bear out, and only that one', async () => {
    const fake = fakeWorld(miniCourse, { body: 'Hallo' });
    const { state, events } = await play(fake);
    expect(verdicts(events)).toEqual(['build/size passed', 'run/first-ok passed', 'hello/hello failed']);
    expect(state.totals).toMatchObject({ passed: 2, failed: 1 });
  });

  it('names instruction and line of a build that failed, and skips what builds on it', async () => {
    const failure = { instruction: 'RUN go build', line: 4, message: './main.go:3: syntax error' };
    const { events } = await play(fakeWorld(miniCourse, { buildFailure: failure }));
    expect(verdicts(events)).toEqual([
      'build/command failed',
      'build/size skipped',
      'run/first-ok skipped',
      'hello/hello skipped',
    ]);
    const judged = events.find((event) => event.type === 'check.judged');
    expect(judged?.type === 'check.judged' && say('en', judged.check.actual)).toContain(
      'line 4: RUN go build: ./main.go:3: syntax error',
    );
  });

  it('breaks off with exit code 3 when the engine goes away, and says where to go on', async () => {
    const { state, events } = await play(fakeWorld(miniCourse, { engineGone: true }));
    expect(events.find((event) => event.type === 'run.broke')).toMatchObject({ step: 'build', error: { exitCode: 3 } });
    expect(state.steps['one/build']).toMatchObject({ phase: 'broken' });
    expect(verdicts(events)).toEqual([]);
  });

  it('takes a free port when the usual one answers already, and names the owner', async () => {
    const fake = fakeWorld(miniCourse, { portOwner: 'somebody' });
    const { events } = await play(fake);
    const notice = events.find((event) => event.type === 'notice.given');
    expect(notice?.type === 'notice.given' && say('en', notice.notice)).toContain('in use by container somebody');
    expect(events.at(-1)).toMatchObject({ failed: 0 });
  });

  it('does not touch a container of the same name that is not ours', async () => {
    const fake = fakeWorld(miniCourse, { foreignContainer: 'mini-web' });
    const { events } = await play(fake);
    expect(events.find((event) => event.type === 'run.broke')).toMatchObject({ step: 'run', error: { exitCode: 3 } });
    expect(fake.containers.has('mini-web')).toBe(true);
  });

  it('does not shadow an image of the same name that is not ours', async () => {
    const { events } = await play(fakeWorld(miniCourse, { foreignImage: 'mini:web' }));
    expect(events.find((event) => event.type === 'run.broke')).toMatchObject({ step: 'build', error: { exitCode: 3 } });
  });

  it('does not take a container for the learner’s that somebody else started from the same image', async () => {
    const { events } = await play(fakeWorld(miniCourse, { foreignContainer: 'mini-web', foreignFrom: 'lesson' }));
    expect(events.find((event) => event.type === 'run.broke')).toMatchObject({ step: 'run', error: { exitCode: 3 } });
  });
});

describe('a guided session', () => {
  async function runOf(fake: Fake, step: string) {
    const { live, events } = session(fake, { mode: 'guided' });
    live.dispatch({ type: 'step.opened', lab: 'one', step });
    live.dispatch({ type: 'run.requested' });
    await until(live, () => events.some((event) => event.type === 'step.finished' || event.type === 'run.broke'));
    await live.close();
    return events;
  }

  it('uses the container that the learner started by hand, takes its start for unknown, and leaves it there', async () => {
    const fake = fakeWorld(miniCourse, { foreignContainer: 'mini-web', foreignFrom: 'lesson' });
    const events = await runOf(fake, 'run');
    expect(verdicts(events)).toEqual(['run/first-ok passed']);
    expect(
      events.filter((event) => event.type === 'figure.measured' && event.figure.figure === 'first-ok-seconds'),
    ).toEqual([]);
    expect(fake.ran.some((argv) => argv[0] === 'run')).toBe(false);
    expect(fake.containers.has('mini-web')).toBe(true);
  });

  it('takes the name from an image that the learner made by hand, as their own command would, and removes nothing', async () => {
    const fake = fakeWorld(miniCourse, { foreignImage: 'mini:web' });
    expect(verdicts(await runOf(fake, 'build'))).toEqual(['build/size passed']);
    expect(fake.ran.some((argv) => argv[0] === 'rmi')).toBe(false);
  });

  it('does again what a step needs and what is gone', async () => {
    const fake = fakeWorld(miniCourse);
    const { live, events } = session(fake, { mode: 'guided' });
    live.dispatch({ type: 'step.opened', lab: 'one', step: 'hello' });
    live.dispatch({ type: 'run.requested' });
    await until(live, () => events.some((event) => event.type === 'step.finished'));
    expect(events.flatMap((event) => (event.type === 'need.redone' ? [event.need] : []))).toEqual(['build', 'run']);
    expect(verdicts(events)).toEqual(['hello/hello passed']);
    await live.close();
  });

  it('stops what runs when asked, and calls it cancelled', async () => {
    const fake = fakeWorld(miniCourse, { never: true });
    const { live, events } = session(fake, { mode: 'guided' });
    live.dispatch({ type: 'step.opened', lab: 'one', step: 'run' });
    live.dispatch({ type: 'run.requested' });
    await until(live, () => events.some((event) => event.type === 'action.finished' && event.step === 'run'));
    live.dispatch({ type: 'cancel.requested' });
    await until(live, () => events.some((event) => event.type === 'step.finished'));
    expect(events.at(-1)).toMatchObject({ type: 'step.finished', outcome: 'cancelled' });
    expect(live.getState().active).toBeUndefined();
    await live.close();
    expect(fake.containers.size).toBe(0);
  });

  it('breaks the run, not the session, when the machine is not ready; a second try works', async () => {
    const fake = fakeWorld(miniCourse);
    let tries = 0;
    const { live, events } = session(fake, {
      mode: 'guided',
      prepare: async () => {
        tries += 1;
        if (tries === 1) throw new MachineError({ what: raw('no engine') });
        return fake.world as never;
      },
    });
    live.dispatch({ type: 'run.requested' });
    await until(live, () => events.some((event) => event.type === 'run.broke'));
    live.dispatch({ type: 'run.requested' });
    await until(live, () => events.some((event) => event.type === 'step.finished'));
    expect(events.at(-1)).toMatchObject({ outcome: 'passed' });
    await live.close();
  });

  it('tells when progress could not be saved, and goes on', async () => {
    const fake = fakeWorld(miniCourse, { fullDisk: true });
    const { live, events } = session(fake, { mode: 'guided' });
    live.dispatch({ type: 'run.requested' });
    await until(
      live,
      () =>
        events.some((event) => event.type === 'step.finished') && events.some((event) => event.type === 'notice.given'),
    );
    const notice = events.find((event) => event.type === 'notice.given');
    expect(notice?.type === 'notice.given' && say('en', notice.notice)).toContain('could not be saved');
    await live.close();
  });
});

function until(live: ReturnType<typeof session>['live'], holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!holds()) return;
      stop();
      resolve();
    };
    const stop = live.subscribe(look);
    look();
  });
}
