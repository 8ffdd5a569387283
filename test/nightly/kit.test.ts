import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../helpers/cli.ts';
import { namedEngine, needEngine, on, snapshot } from '../helpers/engines.ts';
import { sandbox } from '../helpers/sandbox.ts';
import { unexplainedSkips } from '../helpers/skips.ts';
import { type EventOf, eventsOf, failures, wireEvents } from '../helpers/wire.ts';

const timeout = 50 * 60_000;

test('a kit of the whole course passes every step where nothing but the kit can be reached', async (context) => {
  needEngine(context, namedEngine);
  const box = { ...on(namedEngine, await sandbox()), timeout };
  const before = await snapshot(namedEngine);
  const made = await runCli(['kit', 'make', 'kit.tar'], box);
  expect(made).toMatchObject({ exitCode: 0, stderr: '' });
  // Packed, the three images and Node.js fit many times on any stick.
  expect((await stat(join(box.cwd, 'kit.tar'))).size).toBeLessThan(1_500_000_000);

  // It is checked on an engine of its own, which goes away again.
  const checked = await runCli(['kit', 'check', 'kit.tar', '--json'], box);
  // Lines about the kit stand among those of the course.
  const lines = checked.stdout.trimEnd().split('\n');
  const events = wireEvents(`${lines.filter((line) => line.includes('"type":"check.judged"')).join('\n')}\n`);
  expect(failures(events)).toEqual([]);
  expect(unexplainedSkips(events, namedEngine.name)).toEqual([]);
  const count = (verdict: EventOf<'check.judged'>['verdict']): number =>
    eventsOf(events, 'check.judged').filter((check) => check.verdict === verdict).length;
  expect(count('passed')).toBeGreaterThan(100);
  const last: unknown = JSON.parse(lines.at(-1) ?? '');
  context.annotate(JSON.stringify(last));
  expect(last).toMatchObject({
    type: 'kit.checked',
    holds: true,
    passed: count('passed'),
    failed: 0,
    skipped: count('skipped'),
  });
  expect(checked.exitCode).toBe(0);
  expect([await readdir(box.tmp), await snapshot(namedEngine)]).toEqual([[], before]);
});
