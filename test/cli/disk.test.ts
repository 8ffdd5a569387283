import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectPlainWords, runCli } from '../helpers/cli.ts';
import { mayMount, needsMounts, readOnly, runMounted } from '../helpers/mounts.ts';
import { bundle, miniCourse } from '../helpers/paths.ts';
import { progressPath, type Sandbox, sandbox } from '../helpers/sandbox.ts';
import { lastOf, wireEvents } from '../helpers/wire.ts';

const quick = ['--course', miniCourse('quick')];

async function withProgress(box: Sandbox): Promise<{ path: string; text: string }> {
  const path = progressPath(box, 'mini-quick');
  const text = JSON.stringify({ version: 1, course: 'mini-quick', steps: {}, figures: {} });
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return { path, text };
}

describe('a home that is read-only', () => {
  test('lets everything be read', async ({ skip }) => {
    skip(!mayMount && !process.env['CI'], needsMounts);
    const box = await sandbox();
    await withProgress(box);
    for (const command of ['list', 'status', 'compare', 'course lint']) {
      expect(await runMounted(box, readOnly(box.root), [...command.split(' '), ...quick])).toMatchObject({
        exitCode: 0,
        stderr: '',
      });
    }
  });

  test.for([
    ['en', 'cannot be written: this disk is read-only.'],
    ['zh', '这块磁盘是只读的'],
  ] as const)('ends what has to write with 3 (%s)', async ([lang, sentence], { skip }) => {
    skip(!mayMount && !process.env['CI'], needsMounts);
    const box = await sandbox();
    const { path, text } = await withProgress(box);
    for (const command of ['reset', 'run', 'open']) {
      const result = await runMounted(box, readOnly(box.root), [command, ...quick, '--lang', lang]);
      expect(result.stderr).toContain(sentence);
      expect([command, result.exitCode]).toEqual([command, 3]);
      expectPlainWords(result);
    }
    const json = await runMounted(box, readOnly(box.root), ['run', ...quick, '--json']);
    expect(lastOf(wireEvents(json.stdout), 'error.raised').exitCode).toBe(3);
    expect(await readFile(path, 'utf8')).toBe(text);
  });

  test.for([
    ['en', 'set XDG_STATE_HOME to the full path of another folder'],
    ['zh', '把 XDG_STATE_HOME 设为另一个目录的完整路径'],
  ] as const)(
    'names what chooses another place for the state and the workspace (%s)',
    async ([lang, advice], { skip }) => {
      skip(!mayMount && !process.env['CI'], needsMounts);
      const box = await sandbox();
      await withProgress(box);
      const said = async (folder: string, ...args: readonly string[]): Promise<string> => {
        const result = await runMounted(box, readOnly(folder), [...args, ...quick, '--lang', lang]);
        expect([args, result.exitCode]).toEqual([args, 3]);
        expectPlainWords(result);
        return result.stderr;
      };
      for (const args of [
        ['reset'],
        ['report'],
        ['report', '--workspace', box.cwd],
        ['network', 'direct', '--force'],
      ]) {
        const words = await said(box.state, ...args);
        expect(words.toLowerCase()).toContain(advice.toLowerCase());
        expect(words).not.toMatch(/--workspace|network direct/);
      }
      expect(await said(box.cwd, 'open', '--workspace', `${box.cwd}/ws`)).toContain('--workspace');
    },
  );

  // Root may write everywhere; the read-only mount stands for this then.
  if (process.getuid?.() !== 0) {
    test('a home without permission', async () => {
      const box = await sandbox();
      await chmod(box.state, 0o500);
      const result = await runCli(['reset', ...quick], box);
      expect(result.stderr).toContain('This account has no permission for');
      expect(result.exitCode).toBe(3);
      expectPlainWords(result);
    });
  }
});

describe('a disk that is full', () => {
  test.for([
    ['en', 'The disk is full', 'What was there before is unharmed.'],
    ['zh', '磁盘已满', '原来的内容完好无损'],
  ] as const)('ends with 3 and loses nothing (%s)', async ([lang, ...sentences], { skip }) => {
    skip(!mayMount && !process.env['CI'], needsMounts);
    const box = await sandbox();
    const folder = `${box.state}/go-docker-lab/mini-quick`;
    const step = { outcome: 'passed', at: '2026-01-01T00:00:00.000Z', seconds: 1, checks: [] };
    const steps = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`01-first/step-${index}`, step]));
    const text = JSON.stringify({ version: 1, course: 'mini-quick', steps, figures: {} });
    // A small disk with room for the beginning of a new file, but not for all of it; after the run its
    // content is told, since it goes with the namespace.
    const full = [
      `mount -t tmpfs -o size=128k tmpfs ${box.state}`,
      `mkdir -p ${folder}`,
      `printf %s '${text}' > ${folder}/progress.json`,
      `cat /dev/zero > ${folder}/filler 2>/dev/null || true`,
      `truncate -s -8192 ${folder}/filler`,
      'code=0; "$@" || code=$?',
      `echo "kept: $(cat ${folder}/progress.json)"`,
      `echo "left: $(ls -A ${folder} | tr '\\n' ' ')"`,
      'exit $code',
    ].join('\n');
    const result = await runMounted(box, full, ['reset', '01-first/build', ...quick, '--lang', lang]);
    for (const sentence of sentences) expect(result.stderr).toContain(sentence);
    expect(result.stdout).toContain(`kept: ${text}`);
    expect(result.stdout).toContain('left: filler progress.json');
    expect(result.exitCode).toBe(3);
    expectPlainWords(result);
  });
});

describe('standard output on a disk that is full', () => {
  const lost = {
    en: ['Standard output could not be written: the disk is full.', 'Free some space on that disk'],
    zh: ['无法写入标准输出：磁盘已满。', '请在那块磁盘上腾出一些空间'],
  };
  const languages = ['en', 'zh'] as const;

  test.for(languages)('ends every command with 3 and one sentence (%s)', async (lang, { skip }) => {
    skip(!existsSync('/dev/full') && !process.env['CI'], 'this system has no /dev/full');
    const box = await sandbox();
    const through = ['sh', '-c', 'exec "$@" > /dev/full', 'sh', process.execPath, bundle];
    for (const command of [
      'list',
      'run',
      'run --json',
      'doctor --json',
      'status --help',
      'list --course nowhere --json',
    ]) {
      const args = [...command.split(' '), ...(command.includes('--course') ? [] : quick), '--lang', lang];
      const result = await runCli(args, { ...box, through });
      for (const sentence of lost[lang]) expect(result.stderr).toContain(sentence);
      expect([command, result.exitCode]).toEqual([command, 3]);
      expectPlainWords(result);
    }
  });

  test.for(languages)('tells of a text of which only the beginning had room (%s)', async (lang, { skip }) => {
    skip(!mayMount && !process.env['CI'], needsMounts);
    const box = await sandbox();
    const out = `${box.root}/out`;
    const small = `mkdir ${out}; mount -t tmpfs -o size=4k tmpfs ${out}; exec > ${out}/report.html`;
    const result = await runMounted(box, small, ['report', '--format', 'html', ...quick, '--lang', lang]);
    for (const sentence of lost[lang]) expect(result.stderr).toContain(sentence);
    expect(result.exitCode).toBe(3);
    expectPlainWords(result);
  });

  test('a reader that has gone is none', async () => {
    const box = await sandbox();
    const through = ['sh', '-c', '{ "$@"; echo "code $?" >&2; } | true', 'sh', process.execPath, bundle];
    const { stderr } = await runCli(['list', ...quick], { ...box, through });
    expect(stderr).toBe('code 0\n');
  });
});
