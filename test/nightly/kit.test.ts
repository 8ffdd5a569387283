import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../helpers/cli.ts';
import { defaultEngine, needEngine, on, snapshot } from '../helpers/engines.ts';
import { sandbox } from '../helpers/sandbox.ts';

const timeout = 50 * 60_000;

test('a kit of the whole course passes every step where nothing but the kit can be reached', async (context) => {
  needEngine(context, defaultEngine);
  const box = { ...on(defaultEngine, await sandbox()), timeout };
  const before = await snapshot(defaultEngine);
  const made = await runCli(['kit', 'make', 'kit.tar'], box);
  expect(made).toMatchObject({ exitCode: 0, stderr: '' });
  // Packed, the three images and Node.js fit many times on any stick.
  expect((await stat(join(box.cwd, 'kit.tar'))).size).toBeLessThan(1_500_000_000);
  const checked = await runCli(['kit', 'check', 'kit.tar', '--json'], box);
  const events = checked.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const failed = events.filter(({ type, verdict }) => type === 'check.judged' && verdict === 'failed');
  expect(failed).toEqual([]);
  const last = events.at(-1);
  context.annotate(JSON.stringify(last));
  expect(last).toMatchObject({ type: 'kit.checked', holds: true, failed: 0 });
  expect(Number(last?.['passed'])).toBeGreaterThan(100);
  expect(checked.exitCode).toBe(0);
  expect([await readdir(box.tmp), await snapshot(defaultEngine)]).toEqual([[], before]);
});
