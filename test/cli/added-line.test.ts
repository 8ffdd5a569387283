import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { delimiter, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { expectPlainWords, runCli, startCli } from '../helpers/cli.ts';
import { courseCopy } from '../helpers/course-copy.ts';
import { fakeDocker, miniCourse } from '../helpers/paths.ts';
import { type Sandbox, sandbox } from '../helpers/sandbox.ts';
import { isEvent } from '../helpers/wire.ts';

const line = '# made to fail';

interface Lesson {
  readonly box: Sandbox;
  /** The flags that name the course and the workspace. */
  readonly flags: readonly string[];
  readonly workspace: string;
  /** The file to which a step of the course adds a line. */
  readonly file: string;
  /** What that file begins with. */
  readonly begin: string;
  /** While it is there the step goes on. */
  readonly hold: string;
}

/** An engine without containers or networks, and a course with a step that adds a line and then takes its time. */
async function lesson(): Promise<Lesson> {
  const made = await sandbox();
  const engine = createServer((_, response) => response.setHeader('content-type', 'application/json').end('[]'));
  await new Promise<void>((resolve) => engine.listen(join(made.root, 'docker.sock'), resolve));
  onTestFinished(() => void engine.close());
  const path = `${fakeDocker('working')}${delimiter}${made.env['PATH'] ?? ''}`;
  const box = { ...made, env: { ...made.env, PATH: path, WORKING_DOCKER: made.root } };
  const course = await courseCopy(box, 'slow', {
    'course.yaml': ['bases:\n  - alpine:3.22\n', 'bases: []\n'],
    '01-build/lab.yaml': [
      await readFile(join(miniCourse('slow'), '01-build/lab.yaml'), 'utf8').then((text) =>
        text.slice(text.indexOf('bases:')),
      ),
      `steps:\n  - id: build\n    kind: command\n    actions:\n      - append: { file: Dockerfile.slow, text: "${line}" }\n      - docker: [version]\n`,
    ],
    '02-run/lab.yaml': ['bases: [alpine:3.22]\n', ''],
  });
  const workspace = join(box.cwd, '我的 workspace');
  const begin = await readFile(join(course, '01-build/start/Dockerfile.slow'), 'utf8');
  const hold = join(box.root, 'hold');
  await writeFile(hold, '');
  const flags = ['--course', course, '--workspace', workspace];
  return { box, flags, workspace, file: join(workspace, 'Dockerfile.slow'), begin, hold };
}

/** A run that is killed while the line is in the file. */
async function killed({ box, flags, file, begin, hold }: Lesson): Promise<void> {
  const running = startCli(['run', '01-build', ...flags, '--json'], box);
  await running.line(isEvent('output.received'), 'the slow command');
  expect(await readFile(file, 'utf8')).toBe(`${begin}${line}\n`);
  running.kill('SIGKILL');
  await running.done;
  expect(await readFile(file, 'utf8')).toBe(`${begin}${line}\n`);
  await rm(hold);
}

const sentences = {
  en: 'A line that an interrupted step had added to Dockerfile.slow was taken out again.',
  zh: '被中断的步骤在 Dockerfile.slow 里加过一行，现在已经删掉。',
};

describe('a line that a step adds to a file of the workspace', () => {
  test('is gone after the step, and nothing of ours stays', async () => {
    const { box, flags, workspace, file, begin, hold } = await lesson();
    await rm(hold);
    const result = await runCli(['run', '01-build', ...flags], box);
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    expect(result.stdout).toContain(line);
    expect(await readFile(file, 'utf8')).toBe(begin);
    expect(await readdir(workspace)).not.toContain('.go-docker-lab');
  });

  test.for([
    [['run', '01-build'], 'en'],
    [['check', '01-build/build'], 'zh'],
    [['start', '01-build'], 'en'],
    [['reset', '01-build'], 'zh'],
    [['--plain'], 'en'],
  ] as const)('kill -9 in the middle of the step: %s takes it out first', async ([command, lang]) => {
    const cut = await lesson();
    const { box, flags, workspace, file, begin } = cut;
    await killed(cut);
    const result = await runCli([...command, ...flags, '--lang', lang], box);
    expect(`${result.stdout}${result.stderr}`.split(sentences[lang])).toHaveLength(2);
    expectPlainWords(result);
    expect(await readFile(file, 'utf8')).toBe(begin);
    expect(await readdir(join(workspace, '.go-docker-lab')).catch(() => [])).not.toContain('added');
    const again = await runCli(['check', '01-build/build', ...flags, '--lang', lang], box);
    expect(`${again.stdout}${again.stderr}`).not.toContain(sentences[lang]);
  });

  test('kill -9: what the learner writes meanwhile stays', async () => {
    const cut = await lesson();
    const { box, flags, file, begin } = cut;
    await killed(cut);
    await writeFile(file, `# mine\n${begin}${line}\n# mine too\n`);
    await runCli(['run', '01-build', ...flags], box);
    expect(await readFile(file, 'utf8')).toBe(`# mine\n${begin}# mine too\n`);
  });
});
