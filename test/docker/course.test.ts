import { afterAll, describe, expect, test } from 'vitest';
import { courseSuite } from '../engines/suite/course.ts';
import { startCli } from '../helpers/cli.ts';
import { defaultEngine, forget, needEngine, oldEngine, on } from '../helpers/engines.ts';
import { fakeDocker } from '../helpers/paths.ts';
import { sandbox } from '../helpers/sandbox.ts';
import { eventsOf, failures, lastOf, wireEvents } from '../helpers/wire.ts';

courseSuite([defaultEngine, oldEngine]);

/** A docker command of 23 or newer without its buildx plugin has the builder before BuildKit only. */
describe('the course without buildx', () => {
  const learner = 'no-buildx';
  /** Every step that needs BuildKit, or builds on one that does, or whose solution has mounts; and what it says. */
  const skipped: Readonly<Record<string, RegExp>> = {
    '02-better/cache-mounts': /^Mounts in a RUN \(--mount\) need BuildKit.*docker-buildx-plugin/,
    '02-better/checkpoint': /^It builds on step cache-mounts, .* Mounts in a RUN/,
    '05-beyond/tests': /^Mounts in a RUN/,
    '05-beyond/unasked': /^Mounts in a RUN/,
    '05-beyond/secret': /^Secrets in a build need BuildKit/,
    '05-beyond/cross': /^Building for another CPU/,
    '05-beyond/folders': /^Mounts in a RUN/,
    '05-beyond/same': /^Mounts in a RUN/,
    '05-beyond/lint': /^docker build --check needs .* no buildx/,
    '05-beyond/checkpoint': /^It builds on step tests, .* Mounts in a RUN/,
    '06-capstone/image': /^Mounts in a RUN/,
    '06-capstone/checkpoint': /^It builds on step image, .* Mounts in a RUN/,
  };

  afterAll(() => forget(defaultEngine, learner));

  test('skips what needs BuildKit, says why, and fails nothing', async (context) => {
    needEngine(context, defaultEngine);
    const box = on(defaultEngine, await sandbox());
    const env = { ...box.env, PATH: `${fakeDocker('no-buildx')}:${box.env['PATH'] ?? ''}` };
    // The whole of lab 05: what its other steps build, that builder builds.
    const places = ['05-beyond', ...Object.keys(skipped).filter((place) => !place.startsWith('05-beyond/'))];
    const args = ['run', ...places, '--json', '--learner', learner];
    const { stdout, stderr, exitCode } = await startCli(args, { ...box, env, timeout: 240_000 }).done;
    const events = wireEvents(stdout);
    expect(failures(events)).toEqual([]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(lastOf(events, 'course.finished')).toMatchObject({ failed: 0 });
    const ends = eventsOf(events, 'step.finished');
    const of = (outcome: string): readonly string[] =>
      ends.filter((end) => end.outcome === outcome).map(({ lab, step }) => `${lab}/${step}`);
    expect([...of('skipped')].toSorted()).toEqual(Object.keys(skipped).toSorted());
    expect(of('passed')).toEqual(
      expect.arrayContaining(['05-beyond/leaks', '05-beyond/distroless', '05-beyond/metrics']),
    );
    for (const { lab, step, verdict, actual } of eventsOf(events, 'check.judged')) {
      const place = `${lab}/${step}`;
      expect([place, verdict]).toEqual([place, place in skipped ? 'skipped' : 'passed']);
      if (verdict === 'skipped') expect(actual).toMatch(skipped[place] ?? /^$/);
    }
  });
});
