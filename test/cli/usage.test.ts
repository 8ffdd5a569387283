import { describe, expect, test } from 'vitest';
import { expectPlainWords, runCli } from '../helpers/cli.ts';
import { miniCourse } from '../helpers/paths.ts';
import { sandbox } from '../helpers/sandbox.ts';
import { lastOf, wireEvents } from '../helpers/wire.ts';

const quick = ['--course', miniCourse('quick')];

interface Row {
  readonly name: string;
  readonly args: readonly string[];
  readonly en: readonly string[];
  readonly zh: readonly string[];
}

const wrong: readonly Row[] = [
  {
    name: 'an unknown command, with the nearest one',
    args: ['lsit'],
    en: ['There is no command lsit.', 'Did you mean go-docker-lab list?'],
    zh: ['没有 lsit 这个命令。', '你是想用 go-docker-lab list 吗？'],
  },
  {
    name: 'an unknown command that is like none',
    args: ['xylophone'],
    en: ['There is no command xylophone.', '`go-docker-lab --help` shows every command and flag.'],
    zh: ['没有 xylophone 这个命令。', '`go-docker-lab --help` 会列出所有命令和参数。'],
  },
  {
    name: 'help for an unknown command',
    args: ['help', 'nope'],
    en: ['There is no command nope.'],
    zh: ['没有 nope 这个命令。'],
  },
  {
    name: 'an unknown flag',
    args: ['list', '--colour'],
    en: ['there is no flag --colour.', '`go-docker-lab --help` shows every command and flag.'],
    zh: ['没有 --colour 这个参数。', '`go-docker-lab --help` 会列出所有命令和参数。'],
  },
  {
    name: 'a flag without its value',
    args: ['list', '--course'],
    en: ['--course <dir> needs a value.', '`go-docker-lab --help` shows every command and flag.'],
    zh: ['--course <dir> 后面要跟一个值。', '`go-docker-lab --help` 会列出所有命令和参数。'],
  },
  {
    name: 'a language that there is not',
    args: ['list', '--lang', 'tlh'],
    en: ['tlh is none of the values of --lang <lang> (en, zh).'],
    zh: ['--lang <lang> 不接受 tlh（可选：en, zh）。'],
  },
  {
    name: 'a command with an argument too many',
    args: ['list', 'everything'],
    en: ['That is not how it is called: list takes no argument.'],
    zh: ['用法不对：list 不带参数。'],
  },
  {
    name: 'a command with two arguments for one',
    args: ['check', '01-first/build', '01-first/run'],
    en: ['check takes at most 1 argument, not 2.'],
    zh: ['check 最多带 1 个参数，这里给了 2 个。'],
  },
  {
    name: 'a command with three arguments for two',
    args: ['kit', 'make', 'kit.tar', 'more'],
    en: ['kit takes at most 2 arguments, not 3.'],
    zh: ['kit 最多带 2 个参数，这里给了 3 个。'],
  },
  {
    name: 'a command without what it needs',
    args: ['check'],
    en: ['<place> is missing.'],
    zh: ['缺少 <place>。'],
  },
  {
    name: 'an action that authors do not have',
    args: ['course', 'lnit'],
    en: ['course has no action lnit', 'Did you mean go-docker-lab course lint?'],
    zh: ['course 没有 lnit 这个操作', '你是想用 go-docker-lab course lint 吗？'],
  },
  {
    name: 'a lab where one step is judged',
    args: ['check', '01-first', ...quick],
    en: ['01-first is a lab; this command takes one step'],
    zh: ['01-first 是一个实验'],
  },
  {
    name: 'a step where one begins at a lab',
    args: ['start', '01-first/build', ...quick],
    en: ['01-first/build is a step; this command takes a lab.'],
    zh: ['01-first/build 是一个步骤'],
  },
  {
    name: 'a file for a step that has none',
    args: ['check', '01-first/build', '--dockerfile', 'Dockerfile', ...quick],
    en: ['01-first/build has no files of yours to judge: --dockerfile is for edit steps.'],
    zh: ['01-first/build 里没有要评判的文件：--dockerfile 只用于编辑步骤。'],
  },
  {
    name: 'a time at which nothing was kept',
    args: ['restore', '1999', ...quick],
    en: ['Nothing was kept aside under 1999.'],
    zh: ['没有以 1999 另存的内容。'],
  },
  {
    name: 'a learner’s name that no image can have',
    args: ['list', '--learner', 'Ann Smith'],
    en: ['Ann Smith cannot be a learner’s name'],
    zh: ['Ann Smith 不能用作学员名'],
  },
  {
    name: 'a learner’s name that ends with a hyphen',
    args: ['list', '--learner', 'a--'],
    en: ['a-- cannot be a learner’s name'],
    zh: ['a-- 不能用作学员名'],
  },
  {
    name: 'an unknown lab, with the nearest one',
    args: ['run', '01-frist', ...quick],
    en: ['There is no lab 01-frist.', 'Did you mean 01-first?'],
    zh: ['没有名为 01-frist 的实验。', '你是想用 01-first 吗？'],
  },
  {
    name: 'an unknown step, with the nearest one',
    args: ['run', '01-first/biuld', ...quick],
    en: ['There is no step 01-first/biuld.', 'Did you mean 01-first/build?'],
    zh: ['没有名为 01-first/biuld 的步骤。', '你是想用 01-first/build 吗？'],
  },
  {
    name: 'an unknown place to begin from',
    args: ['run', '--from', '01-first/anwsers', ...quick],
    en: ['There is no step 01-first/anwsers.', 'Did you mean 01-first/answers?'],
    zh: ['没有名为 01-first/anwsers 的步骤。', '你是想用 01-first/answers 吗？'],
  },
  {
    name: 'an unknown lab to reset',
    args: ['reset', '02-frist', ...quick],
    en: ['There is no lab 02-frist.', 'Did you mean 01-first?'],
    zh: ['没有名为 02-frist 的实验。', '你是想用 01-first 吗？'],
  },
];

describe('wrong usage ends with 2 and one plain sentence', () => {
  test.for(wrong)('$name', async ({ args, en, zh }) => {
    const box = await sandbox();
    for (const [locale, sentences] of [
      ['C.UTF-8', en],
      ['zh_CN.UTF-8', zh],
    ] as const) {
      const result = await runCli(args, { ...box, env: { ...box.env, LC_ALL: locale } });
      expect(result.stdout).toBe('');
      for (const sentence of sentences) expect(result.stderr).toContain(sentence);
      expect(result.exitCode).toBe(2);
      expectPlainWords(result);
    }
  });

  test.for(wrong)('$name, as JSON', async ({ args, en }) => {
    const box = await sandbox();
    const result = await runCli([...args, '--json'], box);
    // `--course` would take `--json` for its value.
    if (args.at(-1) === '--course') return expect(result.exitCode).not.toBe(0);
    expect(result.stderr).toBe('');
    const error = lastOf(wireEvents(result.stdout), 'error.raised');
    expect(`${error.error} ${error.next ?? ''}`).toContain(en[0]);
    expect(error.exitCode).toBe(2);
    expect(result.exitCode).toBe(2);
  });

  test('a number of builds that is none', async () => {
    const box = await sandbox();
    const env = { ...box.env, GO_DOCKER_LAB_BUILDS: 'many' };
    const result = await runCli(['doctor', ...quick], { ...box, env });
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expect(result.stderr).toContain('GO_DOCKER_LAB_BUILDS is "many", which is no number of builds.');
  });

  test.for(['en', 'zh'])('a shell for which no commands are written (%s)', async (lang) => {
    const box = await sandbox();
    const env = { ...box.env, GO_DOCKER_LAB_SHELL: 'fish' };
    const result = await runCli(['list', ...quick, '--lang', lang], { ...box, env });
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expect(result.stderr).toMatch(/GO_DOCKER_LAB_SHELL .*"fish".*posix, sh, bash, zsh, powershell, pwsh, cmd/);
    expectPlainWords(result);
    expect(await runCli(['list', ...quick], { ...box, env: { ...env, GO_DOCKER_LAB_SHELL: '' } })).toMatchObject({
      exitCode: 0,
    });
  });

  test('--lang decides over the locale, also for errors', async () => {
    const box = await sandbox();
    const result = await runCli(['lsit', '--lang', 'zh'], box);
    expect(result.stderr).toContain('没有 lsit 这个命令。');
  });
});

describe('commands in sentences can be typed as they stand', () => {
  test('called by npx, with flags that say what is meant', async () => {
    const box = await sandbox();
    const env = { ...box.env, npm_command: 'exec', npm_lifecycle_event: 'npx' };
    const wrong = await runCli(['lsit'], { ...box, env });
    expect(wrong.stderr).toContain('Did you mean npx go-docker-lab list?');
    const none = await runCli(['compare', '--learner', 'ann', '--lang', 'zh', ...quick], { ...box, env });
    expect(none.stdout).toContain(`\`npx go-docker-lab --course ${miniCourse('quick')} --learner ann --lang zh run\``);
  });

  test('called by the start of a kit', async () => {
    const box = await sandbox();
    const env = { ...box.env, GO_DOCKER_LAB_PROGRAM: './go-docker-lab/start' };
    const { stderr } = await runCli(['check', '--learner', 'Ann Smith'], { ...box, env });
    expect(stderr).toContain('`./go-docker-lab/start --help`');
    const { stdout } = await runCli(['list', '--help'], { ...box, env });
    expect(stdout).toContain('./go-docker-lab/start list');
  });
});

describe('help and version', () => {
  test.for(['en', 'zh'] as const)(
    '--help fits a screen of 80 columns and 40 rows and names every command (%s)',
    async (lang) => {
      const box = await sandbox();
      const result = await runCli(['--help'], {
        ...box,
        env: { ...box.env, LC_ALL: lang === 'zh' ? 'zh_CN.UTF-8' : 'C.UTF-8' },
      });
      expect(result).toMatchObject({ exitCode: 0, stderr: '' });
      for (const command of [
        'run',
        'check',
        'start',
        'list',
        'status',
        'compare',
        'doctor',
        'reset',
        'restore',
        'clean',
        'course',
      ]) {
        expect(result.stdout).toMatch(new RegExp(`^ +${command}\\b`, 'm'));
      }
      const lines = result.stdout.trimEnd().split('\n');
      expect(lines.length).toBeLessThanOrEqual(40);
      expect(/[一-鿿]/.test(result.stdout)).toBe(lang === 'zh');
      expectPlainWords(result);
    },
  );

  test.for([
    'open',
    'run',
    'check',
    'start',
    'list',
    'status',
    'compare',
    'doctor',
    'reset',
    'restore',
    'clean',
    'course',
  ])('%s --help has examples and fits a screen', async (command) => {
    const box = await sandbox();
    const result = await runCli([command, '--help'], box);
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    expect(result.stdout).toMatch(/\nExamples:\n {2}go-docker-lab/);
    expect(result.stdout.trimEnd().split('\n').length).toBeLessThanOrEqual(40);
  });

  test('--version prints the version of the package and nothing else', async () => {
    const box = await sandbox();
    const { default: manifest } = await import('../../package.json', { with: { type: 'json' } });
    expect(await runCli(['--version'], box)).toMatchObject({
      exitCode: 0,
      stdout: `${manifest.version}\n`,
      stderr: '',
    });
  });
});

describe('list, status, compare, start, restore and course lint need no engine', () => {
  test.for(['list', 'status', 'compare', 'start', 'restore', 'course lint'])('%s', async (command) => {
    const box = await sandbox();
    for (const lang of ['en', 'zh']) {
      // Not even a docker program on the PATH.
      const result = await runCli([...command.split(' '), ...quick, '--lang', lang], {
        ...box,
        env: { ...box.env, PATH: box.cwd },
      });
      expect(result).toMatchObject({ exitCode: 0, stderr: '' });
      expect(/[一-鿿]/.test(result.stdout)).toBe(lang === 'zh');
      expectPlainWords(result);
    }
  });

  test('the course that ships is valid and lists its labs', async () => {
    const box = await sandbox();
    expect(await runCli(['course', 'lint'], box)).toMatchObject({ exitCode: 0, stderr: '' });
    const { stdout } = await runCli(['list', '--json'], box);
    const listed = JSON.parse(stdout) as { labs: { id: string }[] };
    expect(listed.labs.map((lab) => lab.id)).toEqual([
      '00-start',
      '01-bad',
      '02-better',
      '03-pro',
      '04-final',
      '05-beyond',
      '06-capstone',
    ]);
  });

  test('a reader that goes away ends the work without a word', async () => {
    const box = await sandbox();
    const { spawn } = await import('node:child_process');
    const { bundle } = await import('../helpers/paths.ts');
    const said = await new Promise<string>((resolve) => {
      const child = spawn('/bin/sh', ['-c', '"$0" "$1" list | head -n 1 >/dev/null', process.execPath, bundle], {
        env: box.env,
        cwd: box.cwd,
      });
      let text = '';
      child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      child.on('close', () => resolve(text));
    });
    expect(said).toBe('');
  });
});

test.for([
  ['--lang', 'zh', '--help'],
  ['run', '--help', '--lang=zh'],
  ['help', 'run', '--lang', 'zh'],
])('help speaks the language that is asked for: %s', async (args) => {
  const result = await runCli(args, await sandbox());
  expect(result.stdout).toContain('用法');
  expect(result).toMatchObject({ exitCode: 0, stderr: '' });
});
