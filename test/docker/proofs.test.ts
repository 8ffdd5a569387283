import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { WireEvent } from '../../src/render/json/wire.ts';
import { startCli } from '../helpers/cli.ts';
import { defaultEngine, dockerLines, forget, needEngine, on } from '../helpers/engines.ts';
import { root } from '../helpers/paths.ts';
import { sandbox } from '../helpers/sandbox.ts';
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

/** Builds wait for disks and containers as much as for the CPU: two at a time take little more than half as long. */
const shares = [0, 1].map((share) => ({
  learner: `proofs-${share}`,
  labs: folders()
    .filter((lab) => folders(lab).includes('edits'))
    .filter((_, index) => index % 2 === share),
}));

describe('the coach is right about every variant of every edit step', () => {
  let events: readonly WireEvent[] = [];
  const proofs = () => eventsOf(events, 'proof.made');

  afterAll(async () => {
    for (const { learner } of shares) await forget(defaultEngine, `${learner}-course-test`);
  });

  test('`course test` tries them all', { timeout: 18 * minutes }, async (context) => {
    needEngine(context, defaultEngine);
    const tried = shares.map(async ({ learner, labs }) => {
      const box = on(defaultEngine, await sandbox());
      const args = ['course', 'test', ...labs, '--json', '--learner', learner];
      return wireEvents((await startCli(args, { ...box, timeout: 17 * minutes }).done).stdout);
    });
    events = (await Promise.all(tried)).flat();
  });

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
      const filter = `label=go-docker-lab.learner=${learner}-course-test`;
      expect(await dockerLines(defaultEngine, 'images', '-q', '--filter', filter)).toEqual([]);
      expect(await dockerLines(defaultEngine, 'ps', '-aq', '--filter', filter)).toEqual([]);
    }
  });
});
