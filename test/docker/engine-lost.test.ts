import { afterAll, describe, expect, test } from 'vitest';
import { expectPlainWords, startCli } from '../helpers/cli.ts';
import { forget, killEngine, labelled, needEngine, on, spareEngine as engine, startEngine } from '../helpers/engines.ts';
import { miniCourse } from '../helpers/paths.ts';
import { sandbox } from '../helpers/sandbox.ts';
import { eventsOf, failures, isEvent, lastOf, wireEvents } from '../helpers/wire.ts';

const learner = 'lost';
const slow = ['--course', miniCourse('slow'), '--learner', learner];
const timeout = 120_000;

afterAll(() => forget(engine, learner));

describe('the engine stops in the middle', () => {
  const moments = [
    ['build', '01-build', isEvent('build.progressed', ({ name, status }) => name.includes('sleep 6') && status === 'running')],
    ['run', '02-run', isEvent('wait.progressed', ({ check }) => check === 'log')],
  ] as const;

  test.for(moments)('of a %s: 3, a sentence, and later it goes on from there', async ([moment, lab, reached], context) => {
    needEngine(context, engine);
    const box = on(engine, await sandbox());
    const running = startCli(['run', ...slow, '--from', lab, '--json'], { ...box, timeout });
    await running.line(reached);
    await killEngine(engine);
    const { stdout, exitCode } = await running.done;
    const events = wireEvents(stdout);
    const [broke] = eventsOf(events, 'run.broke');
    expect(broke).toMatchObject({ lab, step: moment, exitCode: 3 });
    expect(broke?.error).toMatch(/Docker/);
    expect(broke?.next).toBeTruthy();
    expect(failures(events)).toEqual([]);
    lastOf(events, 'course.finished');
    expect(exitCode).toBe(3);

    // While it is down, the next try says so at once and loses nothing.
    const plain = await startCli(['run', ...slow, '--from', `${lab}/${moment}`], { ...box, timeout }).done;
    expect(plain.stderr).toMatch(/Docker|engine/);
    expect(plain.exitCode).toBe(3);
    expectPlainWords(plain);

    await startEngine(engine);
    const again = await startCli(['run', ...slow, '--from', `${lab}/${moment}`, '--json'], { ...box, timeout }).done;
    const rest = wireEvents(again.stdout);
    expect(failures(rest)).toEqual([]);
    expect(lastOf(rest, 'course.finished')).toMatchObject({ failed: 0 });
    expect(again.exitCode).toBe(0);
    expect(await labelled(engine, `go-docker-lab.learner=${learner}`)).toEqual([]);
  });
});

