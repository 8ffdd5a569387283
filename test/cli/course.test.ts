import { rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectPlainWords, runCli } from '../helpers/cli.ts';
import { courseCopy, lineOf } from '../helpers/course-copy.ts';
import { type Sandbox, sandbox } from '../helpers/sandbox.ts';
import { lastOf, wireEvents } from '../helpers/wire.ts';

interface Row {
  readonly name: string;
  readonly file: string;
  readonly edit: readonly [from: string, to: string];
  /** A text of the edited file on whose line the mistake is. */
  readonly at: string;
  /** What the sentence names beside file and line. */
  readonly names: readonly string[];
}

const lab = '01-first/lab.yaml';

const mistakes: readonly Row[] = [
  { name: 'not YAML', file: lab, edit: ['minutes: 1', 'minutes: [1'], at: 'bases: [alpine', names: [] },
  {
    name: 'an unknown key',
    file: lab,
    edit: ['minutes: 1', 'minutes: 1\nminuets: 2'],
    at: 'minuets',
    names: ['minuets'],
  },
  {
    name: 'a value of the wrong type',
    file: lab,
    edit: ['minutes: 1', 'minutes: soon'],
    at: 'minutes: soon',
    names: ['minutes', 'number'],
  },
  {
    name: 'an unknown kind of check',
    file: lab,
    edit: ['kind: path', 'kind: paht'],
    at: 'paht',
    names: ['steps.1.checks.0'],
  },
  {
    name: 'an unknown kind of step',
    file: lab,
    edit: ['kind: request', 'kind: reqeust'],
    at: 'reqeust',
    names: ['steps.3'],
  },
  {
    name: 'a need that comes later',
    file: lab,
    edit: ['needs: [build]', 'needs: [answers]'],
    at: 'needs: [answers]',
    names: ['answers', 'intro, build'],
  },
  {
    name: 'a docker command that a course may not use',
    file: lab,
    edit: ['rm, -f, "${name}-quick"', 'system, prune, -f'],
    at: 'system, prune',
    names: ['docker system'],
  },
  {
    name: 'a privileged container',
    file: lab,
    edit: ['run, -d, --name', 'run, -d, --privileged, --name'],
    at: '--privileged',
    names: ['--privileged'],
  },
  {
    name: 'a port that is published to everyone',
    file: lab,
    edit: ['"127.0.0.1:8080:8080"', '"8080:8080"'],
    at: '"8080:8080"',
    names: ['127.0.0.1'],
  },
  {
    name: 'a Dockerfile that is not there',
    file: lab,
    edit: ['-f, Dockerfile.quick', '-f, Dockerfile.slow'],
    at: 'Dockerfile.slow',
    names: ['Dockerfile.slow'],
  },
  {
    name: 'a path out of the workspace',
    file: lab,
    edit: ['-f, Dockerfile.quick', '-f, ../Dockerfile'],
    at: '../Dockerfile',
    names: ['../Dockerfile'],
  },
  {
    name: 'a base that the course does not list',
    file: lab,
    edit: ['bases: [alpine:3.22]', 'bases: [debian:12]'],
    at: 'debian:12',
    names: ['debian:12', 'alpine:3.22'],
  },
  {
    name: 'a lesson without one of its steps',
    file: '01-first/zh.md',
    edit: ['## 请求 {#answers}', ''],
    at: '# 第一课',
    names: ['answers', 'zh'],
  },
  {
    name: 'a heading without a step',
    file: '01-first/en.md',
    edit: ['## Ask {#answers}', '## Ask'],
    at: '## Ask',
    names: ['{#step-id}'],
  },
  {
    name: 'a heading of no step',
    file: '01-first/en.md',
    edit: ['{#answers}', '{#anwsers}'],
    at: 'anwsers',
    names: ['anwsers'],
  },
];

describe('an invalid course ends with 4 and names file, line and key', () => {
  test.for(mistakes)('$name', async ({ file, edit, at, names }) => {
    const box = await sandbox();
    const course = await courseCopy(box, 'quick', { [file]: edit });
    const line = await lineOf(join(course, file), at);
    for (const lang of ['en', 'zh']) {
      const result = await runCli(['course', 'lint', '--course', course, '--lang', lang], box);
      expect(result.stdout).toBe('');
      expect(result.stderr).toContain(lang === 'en' ? `${file}, line ${line}` : file);
      expect(result.stderr).toMatch(new RegExp(`\\b${line}\\b`));
      for (const name of names) expect(result.stderr).toContain(name);
      expect(result.stderr).toContain('docs/course-format.md');
      expect(result.exitCode).toBe(4);
      expectPlainWords(result);
    }
  });

  test('every command that reads the course says so, and does nothing else', async () => {
    const box = await sandbox();
    const course = await courseCopy(box, 'quick', { [lab]: ['minutes: 1', 'minutes: soon'] });
    for (const command of [
      'list',
      'status',
      'compare',
      'doctor',
      'reset',
      'restore',
      'start',
      'check x',
      'run',
      'open',
    ]) {
      const result = await runCli([...command.split(' '), '--course', course, '--json'], box);
      expect(lastOf(wireEvents(result.stdout), 'error.raised')).toMatchObject({ exitCode: 4 });
      expect([command, result.exitCode]).toEqual([command, 4]);
    }
  });
});

describe('a course that cannot be read ends with 4', () => {
  const spoil: Readonly<Record<string, (box: Sandbox, course: string) => Promise<unknown>>> = {
    'no folder at all': (_, course) => rm(course, { recursive: true }),
    'no course.yaml': (_, course) => rm(join(course, 'course.yaml')),
    'no lab.yaml': (_, course) => rm(join(course, lab)),
    'no lesson': (_, course) => rm(join(course, '01-first/en.md')),
    'a lab.yaml that is not text': (_, course) => writeFile(join(course, lab), Buffer.from([0xff, 0xfe, 0, 1, 2])),
    'no program beside it': (box) => rm(join(box.root, 'go-app'), { recursive: true }),
    'an empty lab.yaml': (_, course) => writeFile(join(course, lab), ''),
    'a course.yaml that the system cannot open': async (_, course) => {
      await rm(join(course, 'course.yaml'));
      await symlink('course.yaml', join(course, 'course.yaml'));
    },
  };
  test.for(Object.keys(spoil))('%s', async (name) => {
    const box = await sandbox();
    const course = await courseCopy(box, 'quick');
    await spoil[name]?.(box, course);
    for (const lang of ['en', 'zh']) {
      const result = await runCli(['course', 'lint', '--course', course, '--lang', lang], box);
      expect(result.stdout).toBe('');
      expect(result.stderr.split('\n').length).toBeLessThanOrEqual(4);
      expect(result.exitCode).toBe(4);
      expectPlainWords(result);
    }
  });
});

test.for([
  ['course.yaml', '  en: A quick mini course', '  en: "A \\e]0;owned\\a\\e[31mred mini course"'],
  ['01-first/en.md', 'It asks for the greeting.', 'It asks for the \u001b]0;owned\u0007 greeting.'],
  ['01-first/en.md', '## Ask {#answers}', '## \u009b31mAsk {#answers}'],
] as const)('a text of %s that a terminal would obey is refused', async ([file, from, to]) => {
  const box = await sandbox();
  const course = await courseCopy(box, 'quick', { [file]: [from, to] });
  const result = await runCli(['list', '--course', course], box);
  expect(result.stderr).toContain(`${file}, line `);
  expect(result.stderr).toContain('control characters');
  expect(`${result.stdout}${result.stderr}`).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
  expect(result.exitCode).toBe(4);
});
