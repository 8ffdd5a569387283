import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { authored } from '../helpers/authored.ts';
import { runCli, startCli } from '../helpers/cli.ts';
import { defaultEngine, dockerLines, forget, labelled, needEngine, oldEngine, on } from '../helpers/engines.ts';
import { progressPath, sandbox } from '../helpers/sandbox.ts';
import { eventsOf, failures, isEvent, lastOf, wireEvents } from '../helpers/wire.ts';

const learner = 'check-test';

describe.for([defaultEngine, oldEngine])('check on the $name engine', (engine) => {
  afterAll(() => forget(engine, learner));

  test('the course that `course new` writes is proven in full', async (context) => {
    needEngine(context, engine);
    const box = on(engine, await sandbox());
    const course = await authored(box);
    const proven = await runCli(['course', 'test', '--course', course.folder, '--learner', learner], {
      ...box,
      timeout: 240_000,
    });
    expect(proven.stdout).toMatch(/ 0 broken, 0 open/);
    expect(proven).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test('the start fails, another file passes in its place, and saves are judged as they come', async (context) => {
    needEngine(context, engine);
    const box = { ...on(engine, await sandbox()), timeout: 120_000 };
    const course = await authored(box);
    const check = ['check', '01-first/slim', ...course.flags, '--learner', learner, '--json'];
    const start = await runCli(check, box);
    expect(failures(wireEvents(start.stdout))).toContain('01-first/slim only-the-greeting');
    expect(start).toMatchObject({ exitCode: 1, stderr: '' });

    const mine = join(course.workspace, 'Dockerfile.slim');
    const before = await readFile(mine, 'utf8');
    const other = await runCli([...check, '--dockerfile', course.variant('alternatives/by-number')], box);
    expect(failures(wireEvents(other.stdout))).toEqual([]);
    expect(other).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await readFile(mine, 'utf8')).toBe(before);
    expect(JSON.parse(await readFile(progressPath(box, 'mine', learner), 'utf8'))).toMatchObject({
      steps: { '01-first/slim': { outcome: 'passed' } },
    });

    const watching = startCli([...check, '--watch'], box);
    await watching.line(isEvent('step.finished', (event) => event.outcome === 'failed'));
    await copyFile(course.variant('solution'), mine);
    await watching.line(isEvent('step.finished', (event) => event.outcome === 'passed'));
    watching.kill('SIGINT');
    const watched = await watching.done;
    expect(watched).toMatchObject({ exitCode: 0, stderr: '' });
    expect(eventsOf(wireEvents(watched.stdout), 'file.saved')).toHaveLength(1);
    expect(lastOf(wireEvents(watched.stdout), 'course.finished').failed).toBe(0);
    expect(await labelled(engine, `go-docker-lab.learner=${learner}`)).toEqual([]);
  });

  test('start builds what the lab before would have left, and says that it is not their own', async (context) => {
    needEngine(context, engine);
    const box = { ...on(engine, await sandbox()), timeout: 240_000 };
    const flags = ['--learner', learner, '--workspace', 'ws'];
    const result = await runCli(['start', '02-better', ...flags], box);
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    const image = 'go-docker-demo_check_test:compiled';
    expect(await dockerLines(engine, 'images', '-q', image)).toHaveLength(1);
    const { stdout } = await runCli(['status', '--json', ...flags], box);
    const { labs, position } = JSON.parse(stdout) as { labs: Record<string, unknown>[]; position: unknown };
    expect(labs[0]).toMatchObject({ id: '00-start', passed: 0, prepared: 1 });
    expect(labs[1]).toMatchObject({ id: '01-bad', passed: 0, prepared: 1 });
    expect(position).toMatchObject({ lab: '02-better' });
    expect(await labelled(engine, `go-docker-lab.learner=${learner}`)).toEqual([]);
  });
});
