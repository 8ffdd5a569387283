import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { WireEvent } from '../../src/render/json/wire.ts';
import { startCli } from '../helpers/cli.ts';
import { defaultEngine, dockerLines, forget, needEngine, on } from '../helpers/engines.ts';
import { root } from '../helpers/paths.ts';
import { sandbox } from '../helpers/sandbox.ts';
import { eventsOf, lastOf, wireEvents } from '../helpers/wire.ts';

const minutes = 60_000;
const learner = 'proofs';
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

describe('the coach is right about every variant of every edit step', () => {
  let events: readonly WireEvent[] = [];
  const proofs = () => eventsOf(events, 'proof.made');

  afterAll(() => forget(defaultEngine, `${learner}-course-test`));

  test('`course test` tries them all', { timeout: 18 * minutes }, async (context) => {
    needEngine(context, defaultEngine);
    const box = on(defaultEngine, await sandbox());
    const args = ['course', 'test', '--json', '--learner', learner];
    const { stdout } = await startCli(args, { ...box, timeout: 17 * minutes }).done;
    events = wireEvents(stdout);
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
    expect(lastOf(events, 'course.proved')).toMatchObject({ held: promised.length, broken: 0, skipped: 0 });
    const filter = `label=go-docker-lab.learner=${learner}-course-test`;
    expect(await dockerLines(defaultEngine, 'images', '-q', '--filter', filter)).toEqual([]);
    expect(await dockerLines(defaultEngine, 'ps', '-aq', '--filter', filter)).toEqual([]);
  });
});
