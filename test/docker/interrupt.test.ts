import { readdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { type RunningCli, startCli } from '../helpers/cli.ts';
import {
  defaultEngine,
  dockerLines,
  forget,
  labelled,
  needEngine,
  oldEngine,
  on,
  type TestEngine,
} from '../helpers/engines.ts';
import { miniCourse } from '../helpers/paths.ts';
import { progressPath, type Sandbox, sandbox } from '../helpers/sandbox.ts';
import { eventsOf, failures, isEvent, lastOf, wireEvents } from '../helpers/wire.ts';

const learner = 'interrupted';
const slow = ['--course', miniCourse('slow'), '--learner', learner];
const label = `go-docker-lab.learner=${learner}`;
const timeout = 120_000;

/** Two moments at which a run can be cut off, and how to know that it has come. */
const moments = {
  build: {
    place: '01-build',
    reached: (running: RunningCli) =>
      running.line(
        isEvent('build.progressed', ({ name, status }) => name.includes('sleep 6') && status === 'running'),
        'the slow instruction',
      ),
  },
  run: {
    place: '02-run',
    reached: (running: RunningCli) =>
      running.line(
        isEvent('wait.progressed', ({ check }) => check === 'log'),
        'the wait for the log',
      ),
  },
};

async function start(engine: TestEngine, box: Sandbox, moment: keyof typeof moments): Promise<RunningCli> {
  const running = startCli(['run', moments[moment].place, ...slow, '--json'], { ...on(engine, box), timeout });
  await moments[moment].reached(running);
  return running;
}

describe.for([defaultEngine, oldEngine])('on the $name engine', (engine) => {
  afterAll(() => forget(engine, learner));

  test.for([
    ['SIGINT', 'build'],
    ['SIGTERM', 'build'],
    ['SIGINT', 'run'],
    ['SIGTERM', 'run'],
    ['SIGHUP', 'run'],
  ] as const)('%s in the middle of a %s: 130, and nothing is left', async ([signal, moment], context) => {
    needEngine(context, engine);
    const box = await sandbox();
    const running = await start(engine, box, moment);
    running.kill(signal);
    const { stdout, stderr, exitCode } = await running.done;
    expect(exitCode).toBe(130);
    expect(stderr).toBe('');
    const events = wireEvents(stdout);
    expect(failures(events)).toEqual([]);
    expect(eventsOf(events, 'step.finished').at(-1)?.outcome).toBe('cancelled');
    lastOf(events, 'course.finished');
    expect(await labelled(engine, label)).toEqual([]);
    expect(await readdir(box.tmp)).toEqual([]);
    expect(await readdir(dirname(progressPath(box, 'mini-slow', learner)))).not.toContain('progress.lock');
    // No docker process of ours goes on in the background.
    expect((await commandLines()).filter((line) => line.includes(`mini-slow_${learner}`))).toEqual([]);
  });

  test('kill -9: what was left is removed at the next start, and said', async (context) => {
    needEngine(context, engine);
    const box = await sandbox();
    const running = await start(engine, box, 'run');
    running.kill('SIGKILL');
    await running.done;
    const left = await labelled(engine, label);
    expect(left).toHaveLength(2);
    // Someone else's session on the same engine is none of ours.
    const [base = ''] = await dockerLines(engine, 'images', '-q', `mini-slow_${learner}:late`);
    const other =
      (
        await dockerLines(
          engine,
          'run',
          '-d',
          '--label',
          'go-docker-lab.owner=go-docker-lab',
          '--label',
          'go-docker-lab.learner=somebody',
          base,
        )
      )[0] ?? '';
    onTestFinished(async () => {
      await dockerLines(engine, 'rm', '-f', other);
    });
    const next = await startCli(['run', '01-build', ...slow, '--json'], { ...on(engine, box), timeout }).done;
    const events = wireEvents(next.stdout);
    expect(
      eventsOf(events, 'notice.given').some(({ notice }) =>
        /^2 containers or networks that an earlier, interrupted session left were removed\.$/.test(notice),
      ),
    ).toBe(true);
    expect(next.exitCode).toBe(0);
    expect(await labelled(engine, label)).toEqual([]);
    expect(await dockerLines(engine, 'ps', '-q', '--no-trunc', '--filter', `id=${other}`)).toEqual([other]);
  });
});

/** The command lines of all processes; where there is no /proc, of none. */
async function commandLines(): Promise<readonly string[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  // A process may end while we look.
  return Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
}
