import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startCli } from '../helpers/cli.ts';
import { defaultEngine, dockerLines, forget, labelled, needEngine, oldEngine, on } from '../helpers/engines.ts';
import { sandbox } from '../helpers/sandbox.ts';
import { eventsOf, failures, lastOf, wireEvents } from '../helpers/wire.ts';
import { parseXml } from '../helpers/xml.ts';

const minutes = 60_000;

/** What a machine may lack, and nothing else may be skipped: a scanner anywhere, `--check` before Docker 27. */
const maySkip = ['04-final/scan', '05-beyond/lint'];
const learner = 'whole-course';
const engines = [defaultEngine, oldEngine];

interface Result {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
  readonly report: string;
  readonly list: string;
}
const results = new Map<string, Result>();

/** Side by side: two engines share nothing but the CPU. */
test('the whole course runs on both engines', { timeout: 15 * minutes }, async () => {
  const there = engines.filter((engine) => engine.missing === undefined);
  await Promise.all(
    there.map(async (engine) => {
      const box = on(engine, await sandbox());
      const args = ['run', '--json', '--learner', learner, '--junit', 'report.xml'];
      const ended = await startCli(args, { ...box, timeout: 14 * minutes }).done;
      const { stdout: list } = await startCli(['list', '--json'], box).done;
      results.set(engine.name, { ...ended, report: await readFile(join(box.cwd, 'report.xml'), 'utf8'), list });
    }),
  );
});

describe.for(engines)('the whole course on the $name engine', (engine) => {
  afterAll(() => forget(engine, learner));

  test('every check passes, every line fits the schema, nothing keeps running', async (context) => {
    needEngine(context, engine);
    const result = results.get(engine.name);
    if (!result) throw new Error(`the course did not end on the ${engine.name} engine`);
    const { stdout, stderr, exitCode } = result;
    const events = wireEvents(stdout);
    expect(failures(events)).toEqual([]);
    const finished = lastOf(events, 'course.finished');
    expect(finished).toMatchObject({ failed: 0 });
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);

    // Counts are those of the verdicts, and every step had its turn, in order.
    const judged = eventsOf(events, 'check.judged');
    expect(judged).toHaveLength(finished.passed + finished.skipped);
    expect(finished.passed).toBeGreaterThan(50);
    const skipped = judged.filter(({ verdict }) => verdict === 'skipped');
    expect(skipped).toHaveLength(finished.skipped);
    for (const { lab, step } of skipped) expect(maySkip).toContain(`${lab}/${step}`);
    const labs = (JSON.parse(result.list) as { labs: { id: string; steps: { id: string }[] }[] }).labs;
    const places = labs.flatMap((lab) => lab.steps.map((step) => `${lab.id}/${step.id}`));
    expect(eventsOf(events, 'step.finished').map((event) => `${event.lab}/${event.step}`)).toEqual(places);

    // Nothing was set up, and nothing is left that runs.
    expect(eventsOf(events, 'fix.started')).toEqual([]);
    expect(await labelled(engine, `go-docker-lab.learner=${learner}`)).toEqual([]);

    // Verdicts that can be checked by hand say how.
    for (const check of judged.filter(({ kind }) => kind === 'http')) expect(check.reproduce).toMatch(/^curl /);

    const report = parseXml(result.report);
    expect(report.filter((tag) => tag.name === 'testsuite').map((tag) => tag.attributes['name'])).toEqual(
      labs.map((lab) => lab.id),
    );
    expect(report.filter((tag) => tag.name === 'testcase')).toHaveLength(judged.length);
    expect(report.filter((tag) => tag.name === 'failure' || tag.name === 'error')).toEqual([]);
    expect(report.filter((tag) => tag.name === 'skipped')).toHaveLength(finished.skipped);
  });

  test('whatever is made on the engine carries our labels', async (context) => {
    needEngine(context, engine);
    const format = '{{.Repository}}:{{.Tag}}';
    const named = await dockerLines(
      engine,
      'images',
      '--format',
      format,
      '--filter',
      `reference=go-docker-demo-${learner}`,
    );
    const owned = await dockerLines(
      engine,
      'images',
      '--format',
      format,
      '--filter',
      'label=go-docker-lab.owner=go-docker-lab',
      '--filter',
      `label=go-docker-lab.learner=${learner}`,
    );
    expect(named.length).toBeGreaterThan(6);
    expect(owned).toEqual(expect.arrayContaining([...named]));
  });

  test('doctor finds nothing left to set up', async (context) => {
    needEngine(context, engine);
    const box = on(engine, await sandbox());
    const { stdout, exitCode } = await startCli(['doctor', '--fix', '--yes', '--json'], box).done;
    const events = wireEvents(stdout);
    expect(eventsOf(events, 'finding.made').filter((finding) => finding.status === 'missing')).toEqual([]);
    expect(eventsOf(events, 'fix.started')).toEqual([]);
    expect(exitCode).toBe(0);
  });
});
