import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { WireEvent } from '../../../src/render/json/wire.ts';
import { startCli } from '../../helpers/cli.ts';
import { dockerLines, forget, labelled, needEngine, on, type TestEngine, tellFacts } from '../../helpers/engines.ts';
import { sandbox } from '../../helpers/sandbox.ts';
import { unexplainedSkips } from '../../helpers/skips.ts';
import { type EventOf, eventsOf, failures, lastOf, wireEvents } from '../../helpers/wire.ts';
import { parseXml } from '../../helpers/xml.ts';

const minutes = 60_000;
const learner = 'whole-course';

interface Result {
  readonly events: readonly WireEvent[];
  readonly stderr: string;
  readonly exitCode: number | null;
  readonly report: string;
  readonly list: string;
}

/** The whole course on each of some engines, at the same time: they share nothing but the CPU. */
export function courseSuite(engines: readonly TestEngine[], bound = 14): void {
  const results = new Map<string, Result>();

  test('the whole course runs', { timeout: (bound + 1) * minutes }, async (context) => {
    const there = engines.filter((engine) => engine.missing === undefined);
    for (const engine of there.length === 0 ? engines : []) needEngine(context, engine);
    await Promise.all(
      there.map(async (engine) => {
        const box = on(engine, await sandbox());
        const args = ['run', '--json', '--learner', learner, '--junit', 'report.xml'];
        const { stdout, ...ended } = await startCli(args, { ...box, timeout: bound * minutes }).done;
        const { stdout: list } = await startCli(['list', '--json'], box).done;
        const report = await readFile(join(box.cwd, 'report.xml'), 'utf8');
        results.set(engine.name, { ...ended, events: wireEvents(stdout), report, list });
      }),
    );
  });

  describe.for(engines)('the whole course on the $name engine', (engine) => {
    afterAll(() => forget(engine, learner));
    const resultOf = (): Result => {
      const result = results.get(engine.name);
      if (!result) throw new Error(`the course did not end on the ${engine.name} engine`);
      return result;
    };

    test('every check passes, every line fits the schema, nothing keeps running', async (context) => {
      needEngine(context, engine);
      const { events, stderr, exitCode, list, report } = resultOf();
      tellCounts(events);
      expect(failures(events)).toEqual([]);
      expect(eventsOf(events, 'run.broke')).toEqual([]);
      const finished = lastOf(events, 'course.finished');
      expect(finished).toMatchObject({ failed: 0 });
      expect(stderr).toBe('');
      expect(exitCode).toBe(0);

      // Counts are those of the verdicts, and every step had its turn, in order.
      const judged = eventsOf(events, 'check.judged');
      expect(judged).toHaveLength(finished.passed + finished.skipped);
      expect(finished.passed).toBeGreaterThan(50);
      expect(judged.filter(({ verdict }) => verdict === 'skipped')).toHaveLength(finished.skipped);
      expect(unexplainedSkips(events, engine.name)).toEqual([]);
      const labs = (JSON.parse(list) as { labs: { id: string; steps: { id: string }[] }[] }).labs;
      const places = labs.flatMap((lab) => lab.steps.map((step) => `${lab.id}/${step.id}`));
      expect(eventsOf(events, 'step.finished').map((event) => `${event.lab}/${event.step}`)).toEqual(places);

      // Nothing was set up, and nothing is left that runs.
      expect(eventsOf(events, 'fix.started')).toEqual([]);
      expect(await labelled(engine, `go-docker-lab.learner=${learner}`)).toEqual([]);

      // Verdicts that can be checked by hand say how.
      for (const check of judged.filter(({ kind }) => kind === 'http'))
        expect(check.reproduce).toMatch(/^(curl|ssh \S+ curl|docker run --rm --network host \S+ wget) /);

      const tags = parseXml(report);
      expect(tags.filter((tag) => tag.name === 'testsuite').map((tag) => tag.attributes['name'])).toEqual(
        labs.map((lab) => lab.id),
      );
      expect(tags.filter((tag) => tag.name === 'testcase')).toHaveLength(judged.length);
      expect(tags.filter((tag) => tag.name === 'failure' || tag.name === 'error')).toEqual([]);
      expect(tags.filter((tag) => tag.name === 'skipped')).toHaveLength(finished.skipped);
    });

    test('sizes are unpacked ones', (context) => {
      needEngine(context, engine);
      const { events } = resultOf();
      const sizes = eventsOf(events, 'figure.measured').filter(({ figure }) => figure === 'size');
      const size = (image: string): number => Number(sizes.findLast((one) => one.image === image)?.value);
      // What the linker makes of the program weighs the same everywhere, however the engine keeps it.
      expect(size('pro')).toBeGreaterThan(5e6);
      expect(size('pro')).toBeLessThan(9e6);
      expect(size('better')).toBeGreaterThan(size('pro'));
      expect(size('bad')).toBeGreaterThan(20 * size('better'));
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
        'reference=go-docker-demo_whole_course',
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
}

/** For the table of results: also of a course with failures, so before anything is expected. */
function tellCounts(events: readonly WireEvent[]): void {
  const judged = eventsOf(events, 'check.judged');
  const count = (verdict: EventOf<'check.judged'>['verdict']): number =>
    judged.filter((one) => one.verdict === verdict).length;
  const why = judged.filter(({ verdict }) => verdict === 'skipped');
  tellFacts('course', {
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    reasons: why.map(({ lab, step, actual }) => ({ place: `${lab}/${step}`, why: actual })),
  });
}
