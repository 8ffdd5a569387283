import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectPlainWords, runCli } from '../helpers/cli.ts';
import { fakeDocker, miniCourse } from '../helpers/paths.ts';
import { progressPath, type Sandbox, sandbox } from '../helpers/sandbox.ts';

const quick = ['--course', miniCourse('quick')];
const at = '2026-01-01T00:00:00.000Z';
const done = {
  version: 2,
  course: 'mini-quick',
  steps: {
    '01-first/build': {
      outcome: 'passed',
      at,
      seconds: 2,
      checks: [{ id: 'x', kind: 'size', verdict: 'passed', expected: '<script>', actual: '\u001b[2J|`' }],
    },
  },
  figures: { 'quick/size': { image: 'quick', figure: 'size', value: 2_400_000, at } },
  help: {},
  predictions: {},
  answers: {},
  images: { quick: { id: 'sha256:0123', at } },
};

/** A learner who has done something, on a machine whose engine is down. */
async function learner(progress: unknown = done, name?: string): Promise<Sandbox> {
  const box = await sandbox();
  const path = progressPath(box, 'mini-quick', name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify(progress));
  return { ...box, env: { ...box.env, PATH: `${fakeDocker('down')}${delimiter}${box.env['PATH'] ?? ''}` } };
}

describe('report', () => {
  test.for([
    ['en', 'report.html', '<h1>Workshop report: '],
    ['en', 'report.md', '# Workshop report: '],
    ['en', 'report.json', '"type": "report"'],
    ['zh', 'report.html', '<h1>工作坊报告：'],
    ['zh', 'REPORT.MARKDOWN', '# 工作坊报告：'],
  ] as const)('%s %s: is written without an engine, and found sound', async ([lang, name, heading]) => {
    const box = await learner(done, 'ann');
    const made = await runCli(['report', ...quick, '--output', name, '--lang', lang, '--learner', 'ann'], box);
    expect(made).toMatchObject({ exitCode: 0, stderr: '' });
    expectPlainWords(made);
    const text = await readFile(join(box.cwd, name), 'utf8');
    expect(text).toContain('script');
    expect(text).toContain(heading);
    expect(text).not.toContain('\u001b');
    const verified = await runCli(['report', 'verify', name, '--lang', lang], box);
    expect(verified).toMatchObject({ exitCode: 0, stderr: '' });
    expect(verified.stdout).toMatch(lang === 'zh' ? /^完好：/ : /^Sound: /);
    expect(verified.stdout).toContain('ann');
    const key = join(box.state, 'go-docker-lab', 'report-key.pem');
    expect((await stat(key)).mode & 0o777).toBe(0o600);
  });

  test('standard output gets what a file would, and the same key signs each', async () => {
    const box = await learner();
    const piped = await runCli(['report', ...quick], box);
    expect(piped).toMatchObject({ exitCode: 0, stderr: '' });
    await writeFile(join(box.cwd, 'piped.md'), piped.stdout);
    const json = await runCli(['report', ...quick, '--json'], box);
    await writeFile(join(box.cwd, 'line.json'), json.stdout);
    const prints = await Promise.all(
      ['piped.md', 'line.json'].map(async (name) => {
        const { stdout } = await runCli(['report', 'verify', name, '--json'], box);
        const answer = JSON.parse(stdout) as { sound: boolean; compared: string; fingerprint: string };
        expect(answer).toMatchObject({ v: 1, type: 'report.verified', sound: true, compared: 'document' });
        return answer.fingerprint;
      }),
    );
    expect(new Set(prints).size).toBe(1);
    expect(prints[0]).toMatch(/^[0-9a-f]{64}$/);
  });

  test('one that was altered ends with 1 and says where, in both languages', async () => {
    const box = await learner();
    await runCli(['report', ...quick, '--output', 'a.md'], box);
    const path = join(box.cwd, 'a.md');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('1 of 5 passed', '5 of 5 passed'));
    for (const [lang, words] of [
      ['en', /^ALTERED: .+\nThe first difference is in line \d+\.\n$/],
      ['zh', /^已被改动：.+\n第一处不同在第 \d+ 行。\n$/],
    ] as const) {
      const result = await runCli(['report', 'verify', 'a.md', '--lang', lang], box);
      expect(result).toMatchObject({ exitCode: 1, stderr: '', stdout: expect.stringMatching(words) as string });
    }
    const { stdout, exitCode } = await runCli(['report', 'verify', 'a.md', '--json'], box);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ sound: false, altered: 'text' });
  });

  test('what is no report ends with 2, and is not called altered', async () => {
    const box = await learner();
    const files = {
      'letter.md': '# Dear all\n',
      'about.md': 'Its data is called go-docker-lab-report.\n',
      'sales.json': '{"type":"report","v":3,"report":{"rows":[]}}',
      'keys.json': '{"alg":"Ed25519",}',
      'page.html': '<!doctype html><html><p>go-docker-lab-report</p></html>',
      'empty.html': '',
      'binary.md': Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0xff, 0xfe]),
    };
    for (const [name, content] of Object.entries(files)) await writeFile(join(box.cwd, name), content);
    await mkdir(join(box.cwd, 'folder'));
    for (const name of [...Object.keys(files), 'nothing.md', 'folder'])
      for (const lang of ['en', 'zh']) {
        const result = await runCli(['report', 'verify', name, '--lang', lang], box);
        expect(result).toMatchObject({ exitCode: 2, stdout: '' });
        expect(result.stderr).toContain(name);
        expect(result.stderr).not.toMatch(/altered|newer|改动|更新版本/i);
        expect(result.stderr).toContain(`go-docker-lab --lang ${lang} report --output FILE`);
        expectPlainWords(result);
      }
  });

  test.for(['en', 'zh'])('makes no folder for what it writes (%s)', async (lang) => {
    const box = await learner();
    const words = [
      ['report', '--output', 'typo/more/a.md'],
      ['report', '--output', 'typo/a.md', '--force'],
      ['export', 'typo/my.json'],
      ['run', '--junit', 'typo/report.xml'],
      ['kit', 'make', 'typo/kit.tar'],
    ];
    for (const [command = '', ...rest] of words) {
      const result = await runCli([command, ...rest, ...quick, '--lang', lang], box);
      expect(result).toMatchObject({ exitCode: 2, stdout: '' });
      expect(result.stderr).toContain(lang === 'zh' ? '没有目录 ' : 'There is no folder ');
      expect(result.stderr).toContain(join(box.cwd, 'typo'));
      expectPlainWords(result);
    }
    expect(await readdir(box.cwd)).toEqual([]);
  });

  test('replaces no folder and no pipe, whatever is said', async () => {
    const box = await learner();
    await mkdir(join(box.cwd, 'a.md'));
    execFileSync('mkfifo', [join(box.cwd, 'pipe')]);
    const words = [
      ['report', '--output', 'a.md', '--force'],
      ['report', '--output', 'pipe', '--format', 'md', '--force'],
      ['run', '--junit', 'a.md'],
      ['run', '--junit', 'pipe'],
      ['export', 'a.md', '--force'],
    ];
    for (const [command = '', ...rest] of words) {
      const result = await runCli([command, ...rest, ...quick], box);
      expect(result).toMatchObject({ exitCode: 3, stdout: '' });
      expect(result.stderr).toMatch(/is a folder; a file was expected|not a plain file/);
      expectPlainWords(result);
    }
    expect((await stat(join(box.cwd, 'pipe'))).isFIFO()).toBe(true);
    expect(await readdir(join(box.cwd, 'a.md'))).toEqual([]);
  });

  test('signs nobody else’s progress', async () => {
    const box = await learner(done, 'ann');
    const { stdout } = await runCli(['report', ...quick, '--learner', 'bob'], box);
    expect(stdout).toContain('Nothing has been done yet.');
  });

  test('no file is replaced unless told so', async () => {
    const box = await learner();
    const path = join(box.cwd, 'a.html');
    await writeFile(path, 'mine');
    const refused = await runCli(['report', ...quick, '--output', 'a.html'], box);
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
    expectPlainWords(refused);
    expect(await readFile(path, 'utf8')).toBe('mine');
    expect(await runCli(['report', ...quick, '--output', 'a.html', '--force'], box)).toMatchObject({ exitCode: 0 });
    expect(await readFile(path, 'utf8')).toContain('<!doctype html>');
  });

  test.for([
    [['--output', 'report.pdf'], 'report.pdf'],
    [['--format', 'pdf'], 'pdf'],
    [['--json', '--format', 'md'], '--json'],
    [['verify'], 'verify'],
    [['make', 'it'], 'make it'],
    [['verify', 'a.md', '--force'], '--force'],
  ] as const)('%j is wrong usage', async ([args, named]) => {
    const box = await learner();
    const result = await runCli(['report', ...quick, ...args], box);
    expect(result.exitCode).toBe(2);
    expect(`${result.stdout}${result.stderr}`).toContain(named);
    expectPlainWords(result);
    expect(await readdir(box.cwd)).toEqual([]);
  });

  test('of no progress it says that nothing was done, and is sound all the same', async () => {
    const box = await sandbox();
    const { stdout } = await runCli(['report', ...quick, '--output', 'a.md'], box);
    expect(stdout).toContain('a.md');
    expect(await readFile(join(box.cwd, 'a.md'), 'utf8')).toContain('Nothing has been done yet.');
    expect((await runCli(['report', 'verify', 'a.md'], box)).exitCode).toBe(0);
  });

  test('its language is the one that was chosen in the workshop, unless --lang says', async () => {
    const box = await learner({ ...done, lang: 'zh' });
    expect((await runCli(['report', ...quick], box)).stdout).toContain('# 工作坊报告');
    expect((await runCli(['report', ...quick, '--lang', 'en'], box)).stdout).toContain('# Workshop report');
  });

  const tools = runs('jq', '--version') && runs('openssl', 'version');
  test.skipIf(!tools)('docs/report.md: it can be checked without this program', async () => {
    const box = await learner();
    await runCli(['report', ...quick, '--output', 'report.json'], box);
    const page = await readFile(join(import.meta.dirname, '..', '..', 'docs', 'report.md'), 'utf8');
    const [, script = ''] = /```sh\n(jq [\s\S]*?)```/.exec(page) ?? [];
    const said = execFileSync('sh', ['-ec', script], { cwd: box.cwd, encoding: 'utf8' });
    expect(said).toContain('Signature Verified Successfully');
    const { stdout } = await runCli(['report', 'verify', 'report.json', '--json'], box);
    expect(said).toContain((JSON.parse(stdout) as { fingerprint: string }).fingerprint);
  });
});

/** Whether a program is there. */
function runs(name: string, argument: string): boolean {
  try {
    execFileSync(name, [argument], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('export and import', () => {
  test('carry progress to another machine, and what was there can be had back', async () => {
    const from = await learner();
    const exported = await runCli(['export', ...quick, 'my.json'], from);
    expect(exported).toMatchObject({ exitCode: 0, stderr: '' });
    const to = await learner({ ...done, steps: {} });
    await writeFile(join(to.cwd, 'my.json'), await readFile(join(from.cwd, 'my.json')));
    const imported = await runCli(['import', ...quick, 'my.json'], to);
    expect(imported).toMatchObject({ exitCode: 0, stderr: '' });
    expectPlainWords(imported);
    expect((await runCli(['status', ...quick], to)).stdout).toMatch(/\[done\] 01-first\/build/);
    expect(await runCli(['restore', ...quick, 'last'], to)).toMatchObject({ exitCode: 0 });
    expect((await runCli(['status', ...quick], to)).stdout).not.toMatch(/\[done\]/);
  });

  test('another course is refused, in both languages', async () => {
    const box = await learner();
    await runCli(['export', ...quick, 'my.json'], box);
    for (const [lang, words] of [
      ['en', 'belongs to the course mini-quick; this is '],
      ['zh', '属于课程 mini-quick'],
    ] as const) {
      const result = await runCli(['import', '--course', miniCourse('slow'), 'my.json', '--lang', lang], box);
      expect(result).toMatchObject({ exitCode: 2, stdout: '' });
      expect(result.stderr).toContain(words);
      expectPlainWords(result);
    }
  });

  test('without a file it is wrong usage', async () => {
    for (const command of ['export', 'import']) {
      const result = await runCli([command, ...quick], await learner());
      expect(result).toMatchObject({ exitCode: 2, stdout: '' });
      expectPlainWords(result);
    }
  });
});
