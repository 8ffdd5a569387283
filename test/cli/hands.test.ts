import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { authored } from '../helpers/authored.ts';
import { expectPlainWords, runCli, startCli } from '../helpers/cli.ts';
import { progressPath, type Sandbox, sandbox } from '../helpers/sandbox.ts';
import { eventsOf, isEvent, lastOf, wireEvents } from '../helpers/wire.ts';

/** Not even a docker program on the PATH. */
const bare = (box: Sandbox): Sandbox => ({ ...box, env: { ...box.env, PATH: box.cwd } });

async function progressOf(box: Sandbox): Promise<unknown> {
  return JSON.parse(await readFile(progressPath(box, 'mine'), 'utf8'));
}

describe('check, where the text alone is wrong', () => {
  test.for(['en', 'zh'] as const)('needs no engine, no terminal, no stdin, and ends with 1 (%s)', async (lang) => {
    const box = bare(await sandbox());
    const course = await authored(box);
    await mkdir(course.workspace, { recursive: true });
    await writeFile(join(course.workspace, 'Dockerfile.slim'), 'FORM alpine:3.22\n');
    const result = await runCli(['check', '01-first/slim', ...course.flags, '--lang', lang], box);
    expect(result).toMatchObject({ exitCode: 1, stderr: '' });
    expect(result.stdout).toContain(lang === 'zh' ? '[失败] dockerfile' : '[FAIL] dockerfile');
    expectPlainWords(result);
    expect(await progressOf(box)).toMatchObject({
      position: { lab: '01-first', step: 'slim' },
      steps: { '01-first/slim': { outcome: 'failed' } },
    });
    expect(await runCli(['check', '01-first/slim', ...course.flags], { ...box, stdin: 'closed' })).toMatchObject({
      exitCode: 1,
    });
  });

  test('says so as JSON, every line of it', async () => {
    const box = bare(await sandbox());
    const course = await authored(box);
    await writeFile(join(box.cwd, 'Mine'), '');
    const args = ['check', '01-first/slim', ...course.flags, '--dockerfile', 'Mine', '--json'];
    const { stdout, exitCode } = await runCli(args, box);
    const events = wireEvents(stdout);
    expect(eventsOf(events, 'check.judged')[0]).toMatchObject({ check: 'dockerfile', verdict: 'failed' });
    expect(lastOf(events, 'course.finished')).toMatchObject({ passed: 0, failed: 1, skipped: 3 });
    expect(exitCode).toBe(1);
    // No workspace was made, and the copy is gone.
    expect(await readdir(box.cwd)).toEqual(['Mine', 'mine']);
    expect(await readdir(box.tmp)).toEqual([]);
  });

  test('what comes after it needs an engine: 3, and the reason', async () => {
    const box = bare(await sandbox());
    const course = await authored(box);
    const args = ['check', '01-first/slim', ...course.flags, '--dockerfile', course.variant('solution')];
    const result = await runCli(args, box);
    expect(result.exitCode).toBe(3);
    expect(result.stdout).toContain('[pass] dockerfile');
    expectPlainWords(result);
  });

  test('a folder for temporary files that is not there: 3, its variable is named, and none is made', async () => {
    const box = bare(await sandbox());
    const course = await authored(box);
    const typo = join(box.root, 'typo');
    for (const [lang, sentence] of [
      ['en', `The folder for temporary files that TMPDIR names does not exist: ${typo}`],
      ['zh', `TMPDIR 指定的临时文件目录不存在：${typo}`],
    ] as const) {
      const args = ['check', '01-first/slim', ...course.flags, '--dockerfile', course.variant('solution')];
      const env = { ...box.env, TMPDIR: join(typo, 'more') };
      const result = await runCli([...args, '--lang', lang], { ...box, env });
      expect(result).toMatchObject({ exitCode: 3, stdout: '' });
      expect(result.stderr).toContain(`${sentence}/more`);
      expectPlainWords(result);
    }
    expect(await readdir(box.root)).not.toContain('typo');
  });

  test('--watch judges every save, and Ctrl-C ends it with the last verdict', async () => {
    const box = bare(await sandbox());
    const course = await authored(box);
    const file = join(course.workspace, 'Dockerfile.slim');
    await mkdir(course.workspace, { recursive: true });
    await writeFile(file, 'FORM alpine:3.22\n');
    const running = startCli(['check', '01-first/slim', ...course.flags, '--watch', '--json'], box);
    await running.line(isEvent('step.finished', (event) => event.outcome === 'failed'));
    await writeFile(file, 'FRAM alpine:3.22\n');
    await running.line(isEvent('step.finished', (event) => event.runId === 'run-2'));
    running.kill('SIGINT');
    const { exitCode, stdout, stderr } = await running.done;
    expect(exitCode).toBe(1);
    expect(stderr).toBe('');
    expect(eventsOf(wireEvents(stdout), 'file.saved').length).toBeGreaterThan(0);
    // Nothing of ours is left in the workspace.
    expect(await readdir(course.workspace)).not.toContain('.go-docker-lab');
  });
});

describe('two of us in one workspace', () => {
  test.for([
    ['en', 'is at work in this workspace', 'has this course open'],
    ['zh', '正在使用这个工作区', '正开着这门课程'],
  ] as const)('the second says so, ends with 3 and changes nothing (%s)', async ([lang, ofWorkspace, ofCourse]) => {
    const box = bare(await sandbox());
    const course = await authored(box);
    await mkdir(course.workspace, { recursive: true });
    await writeFile(join(course.workspace, 'Dockerfile.slim'), 'FORM\n');
    const first = startCli(['check', '01-first/slim', ...course.flags, '--watch', '--json'], box);
    await first.line(isEvent('step.finished'));
    const elsewhere = { ...box, env: { ...box.env, XDG_STATE_HOME: join(box.root, 'other-state') } };
    for (const [where, sentence] of [
      [box, ofCourse],
      [elsewhere, ofWorkspace],
    ] as const) {
      for (const args of [['reset'], ['start', '01-first'], ['check', '01-first/slim']]) {
        const result = await runCli([...args, ...course.flags, '--lang', lang], where);
        expect(result.stderr).toContain(sentence);
        expect([args[0], result.exitCode]).toEqual([args[0], 3]);
        expectPlainWords(result);
      }
    }
    expect(await readFile(join(course.workspace, 'Dockerfile.slim'), 'utf8')).toBe('FORM\n');
    first.kill('SIGTERM');
    expect((await first.done).exitCode).toBe(1);
    expect(await runCli(['reset', ...course.flags], box)).toMatchObject({ exitCode: 0 });
  });
});

describe('reset and restore', () => {
  test('what was written and done comes back', async () => {
    const box = bare(await sandbox());
    const course = await authored(box);
    const file = join(course.workspace, 'Dockerfile.slim');
    await mkdir(course.workspace, { recursive: true });
    await writeFile(file, 'FORM mine\n');
    await runCli(['check', '01-first/slim', ...course.flags], box);
    const before = await progressOf(box);
    const reset = await runCli(['reset', '01-first/slim', ...course.flags], box);
    expect(reset).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await readFile(file, 'utf8')).toBe(await readFile(course.variant('start'), 'utf8'));
    expect(await progressOf(box)).toMatchObject({ steps: {} });
    const id = /restore (\S+)/.exec(reset.stdout)?.[1] ?? '';
    expect((await runCli(['restore', ...course.flags], box)).stdout).toContain(`${id}  Dockerfile.slim`);
    const restored = await runCli(['restore', id, ...course.flags], box);
    expect(restored).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await readFile(file, 'utf8')).toBe('FORM mine\n');
    expect(await progressOf(box)).toEqual(before);
    const kept = await readdir(join(course.workspace, '.go-docker-lab/kept'));
    expect(kept).toHaveLength(2);
  });
});

describe('start', () => {
  test('--files-only needs no engine: solutions where nothing was changed, marked as prepared', async () => {
    const box = bare(await sandbox());
    for (const [mine, now] of [
      ['', 'solution'],
      ['FROM alpine:3.22\nRUN mine\n', 'mine'],
    ] as const) {
      const flags = ['--workspace', join(box.cwd, `ws-${now}`), '--learner', now];
      const file = join(box.cwd, `ws-${now}`, 'Dockerfile.compiled');
      await mkdir(join(box.cwd, `ws-${now}`));
      if (mine !== '') await writeFile(file, mine);
      const result = await runCli(['start', '02-better', '--files-only', ...flags], box);
      expect(result).toMatchObject({ exitCode: 0, stderr: '' });
      const text = await readFile(file, 'utf8');
      const solution = await readFile('labs/01-bad/edits/compile/solution/Dockerfile.compiled', 'utf8');
      expect(text).toBe(mine === '' ? solution : mine);
      if (mine !== '') expect(result.stdout).toContain('they stay as they are: Dockerfile.compiled');
      const { stdout } = await runCli(['status', '--json', ...flags], box);
      expect(JSON.parse(stdout)).toMatchObject({ position: { lab: '02-better' } });
    }
  });
});

describe('course', () => {
  test.for(['en', 'zh'] as const)('new writes a course that is valid and whose text is proven (%s)', async (lang) => {
    const box = bare(await sandbox());
    const made = await runCli(['course', 'new', 'Mein Kurs', '--lang', lang], box);
    expect(made).toMatchObject({ exitCode: 0, stderr: '' });
    expect(made.stdout).toContain("course lint --course './Mein Kurs/labs'");
    expectPlainWords(made);
    const flags = ['--course', 'Mein Kurs/labs', '--lang', lang];
    expect(await runCli(['course', 'lint', ...flags], box)).toMatchObject({ exitCode: 0, stderr: '' });
    const listed = await runCli(['list', ...flags, '--json'], box);
    const { course, labs } = JSON.parse(listed.stdout) as { course: string; labs: { steps: { kind: string }[] }[] };
    expect(course).toBe('mein-kurs');
    expect(labs.flatMap((lab) => lab.steps.map((step) => step.kind))).toEqual([
      'read',
      'predict',
      'edit',
      'quiz',
      'checkpoint',
    ]);
    expect((await runCli(['course', 'test', '--text', ...flags], box)).exitCode).toBe(0);
  });

  test('new refuses a folder that is not empty, and leaves it as it is', async () => {
    const box = bare(await sandbox());
    await mkdir(join(box.cwd, 'full'));
    await copyFile('package.json', join(box.cwd, 'full', 'package.json'));
    const result = await runCli(['course', 'new', 'full'], box);
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain('./full is not empty; nothing was written.');
    expect(await readdir(join(box.cwd, 'full'))).toEqual(['package.json']);
  });
});
