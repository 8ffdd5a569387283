import { readdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../helpers/cli.ts';
import { fakeDocker, miniCourse } from '../helpers/paths.ts';
import { startTui } from '../helpers/pty.ts';
import { progressPath, sandbox } from '../helpers/sandbox.ts';

test('R begins the step anew with its file fresh; what was there comes back by the command it names', async () => {
  const box = await sandbox();
  const env = { ...box.env, PATH: `${fakeDocker('down')}${delimiter}${box.env['PATH'] ?? ''}` };
  const course = ['--course', miniCourse('guide')];
  const file = join(box.cwd, 'go-docker-demo', 'Dockerfile.guide');
  const help = async (): Promise<unknown> =>
    (JSON.parse(await readFile(progressPath(box, 'mini-guide'), 'utf8')) as { help: unknown }).help;
  const tui = startTui(course, { ...box, env });
  await tui.until(/Enter\s+Begin/);
  tui.press('\r');
  await tui.until('Waiting for your first save');
  const start = await readFile(file, 'utf8');
  await writeFile(file, 'FROM scratch\nUSER root\n');
  await tui.until(/Not there yet[\s\S]*R {2}begin this step anew/);
  tui.press('h');
  await tui.until('Hint 1 of 3');

  tui.press('R');
  await tui.until(/Put aside[\s\S]*Dockerfile\.guide[\s\S]*your progress[\s\S]*restore\s+last[\s\S]*Esc No/);
  tui.press('\u001b');
  await tui.until('Hint 1 of 3');
  expect(await readFile(file, 'utf8')).toContain('USER root');

  tui.press('R');
  await tui.until('y  Yes, reset it');
  tui.press('y');
  await tui.until(
    (screen) => /Begun anew[\s\S]*q\s+Quit/.test(screen) && screen.includes('Waiting for your first save'),
  );
  expect(tui.screen()).not.toContain('Hint 1 of 3');
  expect(await readFile(file, 'utf8')).toBe(start);
  expect(await readdir(join(box.cwd, 'go-docker-demo/.go-docker-lab/kept'))).toHaveLength(1);
  tui.press('q');
  expect(await tui.ended).toMatchObject({ exitCode: 0 });
  expect(await help()).toEqual({});

  const restored = await runCli([...course, 'restore', 'last'], { ...box, env });
  expect(restored.exitCode).toBe(0);
  expect(await readFile(file, 'utf8')).toBe('FROM scratch\nUSER root\n');
  expect(await help()).toMatchObject({ '01-hands/user': { hints: 1 } });
});
