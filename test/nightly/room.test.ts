import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startCli } from '../helpers/cli.ts';
import { forget, labelled, namedEngine, needEngine, on, taggedImages } from '../helpers/engines.ts';
import { sandbox } from '../helpers/sandbox.ts';
import { removeWarmCompilers, warmCompilers, withWarmCompilers } from '../helpers/warm-compilers.ts';
import { eventsOf, failures, wireEvents } from '../helpers/wire.ts';

/** How many learners there are in the room. */
const count = Number(process.env['GDL_ROOM_LEARNERS'] ?? 30);
const named = (many: number): readonly string[] =>
  Array.from({ length: many }, (_, index) => `l${String(index + 1).padStart(2, '0')}`);
const timeout = 3 * 60 * 60_000;
const lab = '02-better';
/** What measures the compiler, and what builds on that. */
const cold = ['cache-mounts', 'checkpoint'];

const engine = namedEngine;

afterAll(async () => {
  for (const learner of named(count)) await forget(engine, learner);
  await removeWarmCompilers(engine);
});

// Thirty times the same cold compilation would say no more than three, and take an hour on two CPUs.
test(`${count} learners do ${lab} at the same time on one engine, with warm compilers`, {
  timeout,
}, async (context) => {
  needEngine(context, engine);
  const { stdout } = await startCli(['list', '--json'], { ...(await sandbox()), timeout: 60_000 }).done;
  const list = JSON.parse(stdout) as { labs: { id: string; steps: { id: string }[] }[] };
  const steps = list.labs.find(({ id }) => id === lab)?.steps.map(({ id }) => id) ?? [];
  expect(steps).toEqual(expect.arrayContaining(cold));
  await warmCompilers(engine);
  const places = steps.filter((id) => !cold.includes(id)).map((id) => `${lab}/${id}`);
  await doTogether(named(count), places, withWarmCompilers);
});

test(`3 learners do all of ${lab} at the same time on one engine`, { timeout }, async (context) => {
  needEngine(context, engine);
  await doTogether(named(3), [lab], {});
});

async function doTogether(
  learners: readonly string[],
  places: readonly string[],
  more: Readonly<Record<string, string>>,
): Promise<void> {
  const box = await sandbox();
  const alone = Date.now();
  const runs = learners.map(async (learner) => {
    const home = join(box.root, learner);
    await mkdir(join(home, 'tmp'), { recursive: true });
    const env = {
      ...on(engine, box).env,
      ...more,
      HOME: home,
      XDG_STATE_HOME: join(home, 'state'),
      TMPDIR: join(home, 'tmp'),
    };
    return startCli(['run', ...places, '--learner', learner, '--json'], { env, cwd: home, timeout }).done;
  });
  const all = await Promise.all(runs);
  const waited: number[] = [];
  for (const [index, { stdout, stderr, exitCode }] of all.entries()) {
    const learner = learners[index] ?? '';
    const events = wireEvents(stdout);
    const why = eventsOf(events, 'check.judged')
      .filter(({ verdict }) => verdict === 'failed')
      .map(({ step, check, expected, actual }) => `${step} ${check}: ${expected} / ${actual}`);
    expect(why, learner).toEqual([]);
    expect(failures(events), learner).toEqual([]);
    expect(eventsOf(events, 'run.broke'), learner).toEqual([]);
    expect(
      eventsOf(events, 'course.finished').map(({ failed, skipped }) => [failed, skipped]),
      learner,
    ).toEqual([[0, 0]]);
    expect([exitCode, stderr], learner).toEqual([0, '']);
    waited.push(...eventsOf(events, 'build.queued').map(({ before }) => before));
    const built = Object.fromEntries(eventsOf(events, 'image.built').map(({ image, id }) => [image, id]));
    expect(await taggedImages(engine, `go-docker-demo_${learner}`), learner).toEqual(built);
    expect(await labelled(engine, `go-docker-lab.learner=${learner}`), learner).toEqual([]);
  }
  if (learners.length > 2) expect(Math.max(...waited)).toBeGreaterThan(0);
  process.stdout.write(`${learners.length} learners in ${Math.round((Date.now() - alone) / 1000)} s\n`);
}
