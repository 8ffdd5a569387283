import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type RunningCli, runCli, startCli } from '../helpers/cli.ts';
import { heldCourse } from '../helpers/course-copy.ts';
import {
  baseImage,
  defaultEngine,
  docker,
  dockerLines,
  forget,
  labelled,
  needEngine,
  on,
  prepareBases,
  spareEngine,
  type TestEngine,
} from '../helpers/engines.ts';
import { bundle, miniCourse } from '../helpers/paths.ts';
import { type Sandbox, sandbox } from '../helpers/sandbox.ts';
import { eventsOf, failures, isEvent, wireEvents } from '../helpers/wire.ts';

const timeout = 120_000;
const slow = ['--course', miniCourse('slow'), '--json'];

/**
 * As on another computer that has this one's name, or in another container of one: pids say nothing there, and the
 * one of ours is not to be seen from here.
 */
const highPid = 'echo $(($(cat /proc/sys/kernel/pid_max) - 100)) > /proc/sys/kernel/ns_last_pid; "$@"';
const apart = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child', 'sh', '-ec', highPid, 'sh'];
const mayUnshare = spawnSync(apart[0] ?? '', [...apart.slice(1), 'true']).status === 0;
const needsUnshare = 'this system lets nobody have process ids of their own';

/** A home of its own, but for the name of the computer. */
async function startApart(box: Sandbox, engine: TestEngine, args: readonly string[]): Promise<RunningCli> {
  const home = join(box.root, 'apart');
  await mkdir(join(home, 'tmp'), { recursive: true });
  const env = { ...on(engine, box).env, HOME: home, XDG_STATE_HOME: join(home, 'state'), TMPDIR: join(home, 'tmp') };
  return startCli(args, { env, cwd: home, timeout, through: [...apart, process.execPath, bundle] });
}

describe('two computers of one name', () => {
  const engine = spareEngine;
  const [near, far] = ['same-near', 'same-far'];
  beforeAll(async () => {
    if (engine.missing === undefined) await prepareBases(engine);
  });
  afterAll(async () => {
    for (const learner of [near, far, 'default']) await forget(engine, learner);
  });

  test('neither removes what the other works with', async (context) => {
    needEngine(context, engine);
    context.skip(!mayUnshare && !process.env['CI'], needsUnshare);
    const box = await sandbox();
    const at = { ...on(engine, box), timeout };
    const held = ['--course', await heldCourse(box), '--json', '--learner', far];
    const working = await startApart(box, engine, ['run', '02-run', ...held]);
    await working.line(isEvent('wait.progressed'), 'the wait for the log');
    const theirs = await labelled(engine, `go-docker-lab.learner=${far}`);
    expect(theirs).toHaveLength(2);

    const careless = await runCli(['clean', '--keep-bases', '--plain'], at);
    expect(careless).toMatchObject({ exitCode: 3, stdout: '' });
    expect(careless.stderr).toContain(`Others are at work on this engine: ${far}.`);
    const twin = await runCli(['run', '02-run', ...held], at);
    expect(twin.exitCode).toBe(3);
    expect(eventsOf(wireEvents(twin.stdout), 'run.broke')[0]?.error).toContain(`as learner ${far}`);
    expect(await labelled(engine, `go-docker-lab.learner=${far}`)).toEqual(theirs);

    const [container = ''] = theirs;
    await docker(engine, 'exec', container, 'touch', '/go');
    const { stdout, exitCode } = await working.done;
    expect(failures(wireEvents(stdout))).toEqual([]);
    expect(exitCode).toBe(0);
  });

  test('what a killed session left is cleared away where it ran, and only there', async (context) => {
    needEngine(context, engine);
    const box = await sandbox();
    const at = { ...on(engine, box), timeout };
    const killed = startCli(['run', '02-run', ...slow, '--learner', near], at);
    await killed.line(isEvent('wait.progressed'), 'the wait for the log');
    killed.kill('SIGKILL');
    await killed.done;
    const left = await labelled(engine, `go-docker-lab.learner=${near}`);
    expect(left).toHaveLength(2);
    if (mayUnshare) {
      const refused = await startApart(box, engine, ['run', '02-run', ...slow, '--learner', near]);
      expect((await refused.done).exitCode).toBe(3);
      expect(await labelled(engine, `go-docker-lab.learner=${near}`)).toEqual(left);
    }
    // The lock of the progress is taken over as well.
    const next = await runCli(['run', '02-run', ...slow, '--learner', near], at);
    expect(next.exitCode).toBe(0);
    expect(await labelled(engine, `go-docker-lab.learner=${near}`)).toEqual([]);
  });
});

describe('names', () => {
  const engine = defaultEngine;
  const quick = ['--course', miniCourse('quick')];
  afterAll(async () => {
    for (const learner of ['names', 'names---3--x-y']) await forget(engine, learner);
  });

  test('whatever a learner is called, the engine takes it', async (context) => {
    needEngine(context, engine);
    const at = { ...on(engine, await sandbox()), timeout };
    const result = await runCli(['run', ...quick, '--json', '--learner', 'names---3--x-y'], at);
    expect(failures(wireEvents(result.stdout))).toEqual([]);
    expect(result.exitCode).toBe(0);
    expect(await dockerLines(engine, 'images', '-q', 'mini-quick_names.3.3__x_y:quick')).toHaveLength(1);
  });

  test('a container of another learner is neither removed nor replaced, and nobody is told how to', async (context) => {
    needEngine(context, engine);
    const at = { ...on(engine, await sandbox()), timeout };
    const name = 'mini-quick_names-quick';
    const labels = ['owner=go-docker-lab', 'role=container', 'learner=somebody', 'course=mini-quick'];
    const given = labels.flatMap((label) => ['--label', `go-docker-lab.${label}`]);
    const base = await baseImage(engine, 'alpine:3.22');
    const id = await docker(engine, 'run', '-d', '--name', name, ...given, base, 'sleep', '600');
    onTestFinished(async () => void (await docker(engine, 'rm', '-f', id)));
    for (const step of ['01-first/run', '01-first/cleanup'])
      for (const [lang, words] of [
        ['en', `The container ${name} belongs to learner somebody.`],
        ['zh', `容器 ${name} 属于学员 somebody。`],
      ] as const) {
        const { exitCode, stdout, stderr } = await runCli(
          ['run', step, ...quick, '--learner', 'names', '--lang', lang],
          at,
        );
        expect(`${stdout}${stderr}`).toContain(words);
        expect(`${stdout}${stderr}`).not.toMatch(/`docker rm/);
        expect(exitCode).toBe(3);
      }
    expect(await docker(engine, 'inspect', '--format', '{{.Id}} {{.State.Running}}', name)).toBe(`${id} true`);
  });
});
