import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { defaultEngine as engine, forget, labelled, needEngine, on } from '../helpers/engines.ts';
import { miniCourse } from '../helpers/paths.ts';
import { startTui } from '../helpers/pty.ts';
import { sandbox } from '../helpers/sandbox.ts';

const learner = 'guide';
const course = miniCourse('guide');

afterAll(() => forget(engine, learner));

test('plain mode: a save passes, is compared and measured against the solution, and guesses are measured', async (context) => {
  needEngine(context, engine);
  const box = on(engine, await sandbox());
  const args = ['--plain', '--course', course, '--learner', learner];
  const tui = startTui(args, { ...box, columns: 100, rows: 60 });
  const type = (line: string): void => tui.press(`${line}\r`);
  await tui.until(/> *$/);
  const passing = join(course, '01-hands/edits/user/alternatives/by-number/Dockerfile.guide');
  await cp(passing, join(box.cwd, 'go-docker-demo/Dockerfile.guide'));
  await tui.until(/\[pass\] not-root[\s\S]*\$ docker build[\s\S]*passed in[\s\S]*Enter goes on\. d compares/, 60_000);
  type('d');
  await tui.until(/- USER 1000:1000[\s\S]*\+ USER 65532/);
  type('f');
  await tui.until(/User: yours 1000, solution 65532: differs[\s\S]*>$/, 60_000);
  type('');
  await tui.until(/How many layers will the image guide have\?/);
  type('6');
  await tui.until(
    /your guess: 6[\s\S]*measured: 3[\s\S]*You guessed 2× too much[\s\S]*Only RUN[\s\S]*Enter goes on/,
    60_000,
  );
  type('');
  await tui.until(/a {2}RUN echo hello/);
  type('none');
  await tui.until(/RUN date: you said rebuilt, it was CACHED: wrong[\s\S]*right about 0 of 2[\s\S]*>$/, 60_000);
  type('q');
  expect(await tui.ended).toMatchObject({ exitCode: 0 });
  expect(await labelled(engine, `go-docker-lab.learner=${learner}`)).toEqual([]);
});
