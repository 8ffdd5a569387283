import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { expectPlainWords, startCli } from '../helpers/cli.ts';
import {
  baseImage,
  buildFrom,
  docker,
  dockerLines,
  spareEngine as engine,
  exec,
  forget,
  killEngine,
  labelled,
  needEngine,
  on,
  prepareBases,
  snapshot,
  startEngine,
} from '../helpers/engines.ts';
import { fakeDocker, miniCourse } from '../helpers/paths.ts';
import { sandbox } from '../helpers/sandbox.ts';
import { eventsOf, failures, isEvent, lastOf, wireEvents } from '../helpers/wire.ts';

const learner = 'lost';
const slow = ['--course', miniCourse('slow'), '--learner', learner];
const timeout = 120_000;

beforeAll(async () => {
  if (engine.missing === undefined) await prepareBases(engine);
});
beforeEach(async () => {
  if (engine.missing === undefined) await startEngine(engine);
});
afterAll(async () => {
  if (engine.missing === undefined) await startEngine(engine);
  await forget(engine, learner);
});

describe('the engine stops in the middle', () => {
  const moments = [
    [
      'SIGKILL',
      'build',
      '01-build',
      isEvent('build.progressed', ({ name, status }) => name.includes('sleep 6') && status === 'running'),
    ],
    ['SIGKILL', 'run', '02-run', isEvent('wait.progressed', ({ check }) => check === 'log')],
    [
      'SIGTERM',
      'build',
      '01-build',
      isEvent('build.progressed', ({ name, status }) => name.includes('sleep 6') && status === 'running'),
    ],
    ['SIGTERM', 'run', '02-run', isEvent('wait.progressed', ({ check }) => check === 'log')],
  ] as const;

  test.for(moments)(
    '(%s) of a %s: 3, a sentence, and later it goes on from there',
    async ([signal, moment, lab, reached], context) => {
      needEngine(context, engine);
      const box = on(engine, await sandbox());
      const running = startCli(['run', ...slow, '--from', lab, '--json'], { ...box, timeout });
      await running.line(reached);
      await killEngine(engine, signal);
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
    },
  );
});

describe('clean', () => {
  test('leaves images, containers, networks and volumes exactly as they were', {
    timeout: 5 * 60_000,
  }, async (context) => {
    needEngine(context, engine);
    const box = on(engine, await sandbox());
    await startCli(['clean'], { ...box, timeout }).done;
    await makeForeignThings();
    const before = await snapshot(engine);

    // No base image now, and nobody said yes: 3, the image by name, and what would help.
    for (const lang of ['en', 'zh']) {
      const result = await startCli(['run', '--course', miniCourse('quick'), '--lang', lang], { ...box, timeout }).done;
      expect(result.stderr).toContain('alpine:3.22');
      expect(result.stderr).toMatch(/docker pull alpine:3\.22|make-base\.sh/);
      expect(result.exitCode).toBe(3);
      expectPlainWords(result);
    }
    expect(await snapshot(engine)).toEqual(before);

    // Set up and use the engine in every way that leaves something: both builders, two learners, a
    // killed build, a killed run, images that were replaced.
    await prepareBases(engine);
    const legacy = { ...box, env: { ...box.env, PATH: `${fakeDocker('no-buildx')}:${box.env['PATH'] ?? ''}` } };
    const quick = ['--course', miniCourse('quick'), '--learner', 'clean'];
    for (const env of [box, legacy]) {
      expect((await startCli(['run', ...quick], { ...env, timeout }).done).exitCode).toBe(0);
      for (const [lab, reached] of [
        [
          '01-build',
          isEvent('build.progressed', ({ name, status }) => name.includes('sleep 6') && status === 'running'),
        ],
        ['02-run', isEvent('wait.progressed', ({ check }) => check === 'log')],
      ] as const) {
        const running = startCli(['run', lab, ...slow, '--json'], { ...env, timeout });
        await running.line(reached);
        running.kill('SIGKILL');
        await running.done;
      }
    }
    // The legacy builder goes on alone for a while: wait until it has ended, one way or the other.
    const building = async (): Promise<readonly string[]> =>
      (await dockerLines(engine, 'ps', '--format', '{{.Names}}')).filter((name) => !name.startsWith('mini-'));
    await expect.poll(building, { timeout: 30_000, interval: 500 }).toEqual([]);
    expect(await snapshot(engine)).not.toEqual(before);
    expect((await snapshot(engine))['images']?.length).toBeGreaterThan((before['images']?.length ?? 0) + 4);

    const cleaned = await startCli(['clean', '--json'], { ...box, timeout }).done;
    expect(cleaned).toMatchObject({ exitCode: 0, stderr: '' });
    const kinds = cleaned.stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { kind: string }).kind);
    expect(new Set(kinds)).toEqual(new Set(['container', 'network', 'image']));
    expect(await snapshot(engine)).toEqual(before);

    // Nothing left to do is fine too.
    const again = await startCli(['clean'], { ...box, timeout }).done;
    expect(again).toMatchObject({ exitCode: 0, stderr: '' });
    expect(again.stdout).toMatch(/^0 removed\./);
  });

  test('an image of ours that someone’s container still needs: 3, it is named, and the rest is gone', async (context) => {
    needEngine(context, engine);
    const box = on(engine, await sandbox());
    await prepareBases(engine);
    await startCli(['run', '01-first/build', '--course', miniCourse('quick'), '--learner', 'clean'], {
      ...box,
      timeout,
    }).done;
    const base = await baseImage(engine, 'alpine:3.22');
    const id = await docker(engine, 'run', '-d', '--label', 'go-docker-lab.owner=me', base, 'sleep', '600');
    onTestFinished(async () => {
      await docker(engine, 'rm', '-f', id);
    });
    const result = await startCli(['clean'], { ...box, timeout }).done;
    expect(result.stderr).toContain(`Image ${base} is still in use`);
    expect(result.stdout).toContain('removed image mini-quick_clean:quick');
    expect(result.exitCode).toBe(3);
    expectPlainWords(result);
    expect(await docker(engine, 'inspect', '--format', '{{.State.Running}}', id)).toBe('true');
    expect(await dockerLines(engine, 'images', '-q', 'mini-quick_clean')).toEqual([]);
  });

  test('someone’s own image that is built on a stand-in stays theirs', { timeout: 5 * 60_000 }, async (context) => {
    needEngine(context, engine);
    const box = on(engine, await sandbox());
    await prepareBases(engine);
    const base = await baseImage(engine, 'alpine:3.22');
    await buildFrom(engine, 'my-own:1', `FROM ${base}\nRUN echo mine > /mine\n`);
    const id = await docker(engine, 'run', '-d', '--name', 'my-own', 'my-own:1', 'sleep', '600');
    const result = await startCli(['clean'], { ...box, timeout }).done;
    expect(result.exitCode).toBe(0);
    expect(await docker(engine, 'inspect', '--format', '{{.Id}} {{.State.Running}}', 'my-own')).toBe(`${id} true`);
    expect(await docker(engine, 'run', '--rm', 'my-own:1', 'cat', '/mine')).toBe('mine');
    await docker(engine, 'rm', '-f', 'my-own');
    await docker(engine, 'rmi', 'my-own:1');
  });
});

const foreign = [
  'go-docker-demo:bad',
  'go-docker-lab:latest',
  'mini-quick_clean:other',
  'go-docker-lab-base/alpine:3.22',
];

/** Things of someone else whose names look like ours; gone with the test. */
async function makeForeignThings(): Promise<void> {
  const box = await sandbox();
  onTestFinished(async () => {
    await docker(engine, 'rm', '-f', 'go-docker-demo-bad', 'mini-quick_clean-late');
    await docker(engine, 'network', 'rm', 'go-docker-demo-net');
    await docker(engine, 'volume', 'rm', 'go-docker-lab');
    await docker(engine, 'rmi', ...foreign, 'labelled-alike:1');
  });
  const tar = join(box.tmp, 'root.tar');
  expect((await exec('tar', ['-C', box.root, '-cf', tar, 'home'])).exitCode).toBe(0);
  for (const name of foreign) await docker(engine, 'import', tar, name);
  await docker(engine, 'import', '--change', 'LABEL go-docker-lab.course=mine', tar, 'labelled-alike:1');
  await docker(engine, 'create', '--name', 'go-docker-demo-bad', 'go-docker-demo:bad', '/none');
  await docker(
    engine,
    'create',
    '--name',
    'mini-quick_clean-late',
    '--label',
    'go-docker-lab.learner=clean',
    'go-docker-lab:latest',
    '/none',
  );
  await docker(engine, 'network', 'create', 'go-docker-demo-net');
  await docker(engine, 'volume', 'create', 'go-docker-lab');
}
