import { readFile } from 'node:fs/promises';
import { afterAll, expect, test } from 'vitest';
import { defaultEngine as engine, forget, labelled, needEngine, on } from '../helpers/engines.ts';
import { miniCourse } from '../helpers/paths.ts';
import { startTui } from '../helpers/pty.ts';
import { progressPath, sandbox } from '../helpers/sandbox.ts';

const learner = 'tui';
const label = `go-docker-lab.learner=${learner}`;

afterAll(() => forget(engine, learner));

test('the TUI runs steps by Enter, shows verdicts, keeps progress, and goes on where it was left', async (context) => {
  needEngine(context, engine);
  const box = on(engine, await sandbox());
  const args = ['--course', miniCourse('quick'), '--learner', learner];
  const first = startTui(args, box);
  await first.until(/First[\s\S]*Enter\s+Begin/);
  first.press('\r');
  await first.until(/A mini course for tests\.[\s\S]*Enter\s+Done/);
  first.press('\r');
  await first.until(/It builds an image\.[\s\S]*Enter\s+Run/);
  first.press('\r');
  await first.until(/Passed in[\s\S]*Enter\s+Next step/, 60_000);
  first.press('\r');
  await first.until(/It runs a container\.[\s\S]*Enter\s+Run/);
  first.press('\r');
  await first.until(
    /2 of 2 checks passed[\s\S]*\/ answers 200 → [\s\S]*a log line with "ready" → ready[\s\S]*Enter\s+Next step/,
    60_000,
  );
  first.press('q');
  expect(await first.ended).toMatchObject({ exitCode: 0 });
  expect(first.onAlternateScreen()).toBe(false);
  expect(await labelled(engine, label)).toEqual([]);

  const progress = JSON.parse(await readFile(progressPath(box, 'mini-quick', learner), 'utf8')) as {
    steps: Record<string, { outcome: string }>;
  };
  expect(Object.entries(progress.steps).map(([key, step]) => `${key} ${step.outcome}`)).toEqual([
    '01-first/intro passed',
    '01-first/build passed',
    '01-first/run passed',
  ]);

  const second = startTui(args, box);
  await second.until(/3 of 5 steps done|3\/5/);
  second.press('q');
  expect(await second.ended).toMatchObject({ exitCode: 0 });
});

test('Ctrl-C stops what runs, a second one leaves, and nothing is left on the engine', async (context) => {
  needEngine(context, engine);
  const box = on(engine, await sandbox());
  const tui = startTui(['--course', miniCourse('slow'), '--learner', learner], box);
  await tui.until(/Enter\s+Begin/);
  tui.press('\r');
  await tui.until(/It sleeps\.[\s\S]*Enter\s+Run/);
  tui.press('\r');
  await tui.until(/RUN sleep 6/, 60_000);
  tui.press('\u0003');
  await tui.until(/Cancelled/, 30_000);
  tui.press('\u0003');
  expect(await tui.ended).toMatchObject({ exitCode: 130 });
  expect(tui.onAlternateScreen()).toBe(false);
  expect(await labelled(engine, label)).toEqual([]);
});
