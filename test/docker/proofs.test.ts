import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { WireEvent } from '../../src/render/json/wire.ts';
import { startCli } from '../helpers/cli.ts';
import { defaultEngine, dockerLines, forget, needEngine, on } from '../helpers/engines.ts';
import { root } from '../helpers/paths.ts';
import { sandbox } from '../helpers/sandbox.ts';
import { removeWarmCompilers, warmCompilers, withWarmCompilers } from '../helpers/warm-compilers.ts';
import { eventsOf, wireEvents } from '../helpers/wire.ts';

const minutes = 60_000;
const folders = (...path: readonly string[]): readonly string[] =>
  readdirSync(join(root, 'labs', ...path), { withFileTypes: true }).flatMap((one) =>
    one.isDirectory() ? [one.name] : [],
  );

/** Every variant that lies in the course's folders, as `lab/step kind name`. */
const promised = folders()
  .filter((lab) => folders(lab).includes('edits'))
  .flatMap((lab) =>
    folders(lab, 'edits').flatMap((step) => [
      `${lab}/${step} start`,
      `${lab}/${step} solution`,
      ...folders(lab, 'edits', step, 'alternatives').map((name) => `${lab}/${step} alternative ${name}`),
      ...folders(lab, 'edits', step, 'wrong').map((name) => `${lab}/${step} wrong ${name}`),
    ]),
  );

/** Measures the compiler itself: it has to be a cold one. All others compile the same standard library again and again. */
const timed = '02-better/cache-mounts';

const steps = [...new Set(promised.map((one) => one.slice(0, one.indexOf(' '))))];

/** The longest by far. */
const longest = '06-capstone/image';

const isHealth = (step: string): boolean => step.startsWith('04-final/');

/** Most proofs wait for a container that must not answer, or must stop late: several at a time cost little. */
const shares = [
  { learner: 'proofs-timed', steps: [timed], env: {} },
  ...[
    [longest],
    steps.filter(isHealth),
    steps.filter((step) => step !== timed && step !== longest && !isHealth(step)),
  ].map((share, index) => ({ learner: `proofs-${index}`, steps: share, env: withWarmCompilers })),
];

describe('the coach is right about every variant of every edit step', () => {
  let events: readonly WireEvent[] = [];
  const proofs = () => eventsOf(events, 'proof.made');

  afterAll(async () => {
    for (const { learner } of shares) await forget(defaultEngine, `${learner}.course-test`);
    await removeWarmCompilers(defaultEngine);
  });

  test('`course test` tries them all', { timeout: 18 * minutes }, async (context) => {
    needEngine(context, defaultEngine);
    // Alone, because it measures.
    const [measured, ...others] = shares;
    if (measured) events = await proofsOf(measured);
    await warmCompilers(defaultEngine);
    events = [...events, ...(await Promise.all(others.map(proofsOf))).flat()];
  });

  async function proofsOf({ learner, steps, env }: (typeof shares)[number]): Promise<readonly WireEvent[]> {
    const box = on(defaultEngine, await sandbox());
    const args = ['course', 'test', ...steps, '--json', '--learner', learner];
    const options = { ...box, env: { ...box.env, ...env }, timeout: 17 * minutes };
    return wireEvents((await startCli(args, options).done).stdout);
  }

  test.for(promised)('%s', (wanted, context) => {
    needEngine(context, defaultEngine);
    const proof = proofs().find(
      ({ lab, step, variant, name }) => `${lab}/${step} ${variant}${name === undefined ? '' : ` ${name}`}` === wanted,
    );
    expect(proof?.verdict, proof?.found ?? 'not tried').toBe('held');
  });

  test('nothing was proven that does not lie there, and nothing is left on the engine', async (context) => {
    needEngine(context, defaultEngine);
    expect(proofs()).toHaveLength(promised.length);
    const sums = eventsOf(events, 'course.proved');
    expect(sums.map(({ broken, skipped }) => ({ broken, skipped }))).toEqual(
      shares.map(() => ({ broken: 0, skipped: 0 })),
    );
    expect(sums.reduce((sum, { held }) => sum + held, 0)).toBe(promised.length);
    for (const { learner } of shares) {
      const filter = `label=go-docker-lab.learner=${learner}.course-test`;
      expect(await dockerLines(defaultEngine, 'images', '-q', '--filter', filter)).toEqual([]);
      expect(await dockerLines(defaultEngine, 'ps', '-aq', '--filter', filter)).toEqual([]);
    }
  });
});
