import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectPlainWords, runCli } from '../helpers/cli.ts';
import { miniCourse } from '../helpers/paths.ts';
import { progressPath, type Sandbox, sandbox } from '../helpers/sandbox.ts';

const quick = ['--course', miniCourse('quick')];

const done = {
  version: 1,
  course: 'mini-quick',
  position: { lab: '01-first', step: 'run' },
  steps: { '01-first/build': { outcome: 'passed', at: '2026-01-01T00:00:00.000Z', seconds: 2, checks: [] } },
  figures: { 'quick/size': { image: 'quick', figure: 'size', value: 2_400_000, at: '2026-01-01T00:00:00.000Z' } },
};

async function keep(box: Sandbox, text: string, learner?: string): Promise<string> {
  const path = progressPath(box, 'mini-quick', learner);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
}

describe('progress', () => {
  test('is read where it lies, and read only', async () => {
    const box = await sandbox();
    const path = await keep(box, JSON.stringify(done));
    const { stdout } = await runCli(['status', ...quick], box);
    expect(stdout).toMatch(/1\/5/);
    expect(stdout).toMatch(/\[done\] 01-first\/build/);
    expect(stdout).toMatch(/01-first\/run.*<- you are here/);
    expect(JSON.parse((await runCli(['status', ...quick, '--json'], box)).stdout)).toMatchObject({
      position: done.position,
    });
    expect(await readFile(path, 'utf8')).toBe(JSON.stringify(done));
  });

  test('of one learner is not another’s', async () => {
    const box = await sandbox();
    const own = await keep(box, JSON.stringify(done));
    const anns = await keep(box, JSON.stringify({ ...done, position: undefined }), 'ann');
    const status = async (...flags: string[]): Promise<string> =>
      (await runCli(['status', ...quick, ...flags], box)).stdout;
    expect(await status()).toContain('<- you are here');
    expect(await status('--learner', 'default')).toContain('<- you are here');
    expect(await status('--learner', 'ann')).toMatch(/\[done\] 01-first\/build/);
    expect(await status('--learner', 'bob')).not.toContain('[done]');
    const ann = ['--learner', 'ann', ...quick];
    const before = await readFile(anns, 'utf8');
    const reset = await runCli(['reset', ...ann], box);
    expect(reset.stdout).toContain('--learner ann');
    expect(await status(...ann)).not.toContain('[done]');
    expect(await readFile(own, 'utf8')).toBe(JSON.stringify(done));
    // They share a workspace, and what ann kept aside there is still not bob's.
    const bobs = await runCli(['restore', 'last', '--learner', 'bob', ...quick], box);
    expect(bobs.stdout).toContain('another learner’s');
    expect(await status('--learner', 'bob')).not.toContain('[done]');
    const [, id = ''] = /restore (\S+)/.exec(reset.stdout) ?? [];
    expect(await runCli(['restore', id, ...ann], box)).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(await readFile(anns, 'utf8'))).toMatchObject({
      steps: (JSON.parse(before) as typeof done).steps,
    });
    await runCli(['export', 'anns.json', ...ann], box);
    await runCli(['import', 'anns.json', '--learner', 'bob', ...quick], box);
    expect(await status('--learner', 'bob')).toMatch(/\[done\] 01-first\/build/);
  });

  const broken = {
    'cut off in the middle': JSON.stringify(done).slice(0, 80),
    empty: '',
    'not JSON': 'hello',
    'of another shape': '{"version":1,"steps":[]}',
    'of another course': JSON.stringify({ ...done, course: 'other' }),
    'bytes that are no text': '\u0000\u0001\ufffd',
  };
  test.for(Object.entries(broken))('%s: kept aside, and reported', async ([, text]) => {
    for (const [lang, sentence] of [
      ['en', 'Your progress file could not be read. It is kept as '],
      ['zh', '进度文件读不出来，已另存为 '],
    ] as const) {
      for (const command of ['status', 'compare', 'reset']) {
        const box = await sandbox();
        const path = await keep(box, text);
        const result = await runCli([command, ...quick, '--lang', lang], box);
        const [aside = ''] = (await readdir(dirname(path))).filter((name) => name.startsWith('progress.corrupt-'));
        expect(await readFile(`${dirname(path)}/${aside}`, 'utf8')).toBe(text);
        expect(`${result.stdout}${result.stderr}`).toContain(`${sentence}${dirname(path)}/${aside}`);
        expect([command, result.exitCode]).toEqual([command, 0]);
        expectPlainWords(result);
      }
    }
  });

  test('with --json the report does not spoil stdout', async () => {
    const box = await sandbox();
    await keep(box, 'hello');
    const result = await runCli(['status', ...quick, '--json'], box);
    for (const line of result.stdout.trimEnd().split('\n')) expect(() => JSON.parse(line) as unknown).not.toThrow();
    expect(`${result.stdout}${result.stderr}`).toContain('progress.corrupt-');
  });

  test('of a newer version: not touched, 3', async () => {
    const box = await sandbox();
    const text = JSON.stringify({ ...done, version: 7, surprise: true });
    const path = await keep(box, text);
    for (const command of ['status', 'compare', 'reset']) {
      for (const [lang, sentence] of [
        ['en', 'was written by a newer go-docker-lab (format 7; this one knows 2)'],
        ['zh', '更新版本的 go-docker-lab'],
      ] as const) {
        const result = await runCli([command, ...quick, '--lang', lang], box);
        expect(result.stderr).toContain(sentence);
        expect(result.stderr).toContain(path);
        expect([command, result.exitCode]).toEqual([command, 3]);
        expectPlainWords(result);
      }
    }
    expect(await readFile(path, 'utf8')).toBe(text);
    expect(await readdir(dirname(path))).toEqual(['progress.json']);
  });

  test('reset forgets what is named and keeps the old in the workspace', async () => {
    const box = await sandbox();
    const path = await keep(box, JSON.stringify(done));
    const result = await runCli(['reset', '01-first/build', ...quick], box);
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    const now = JSON.parse(await readFile(path, 'utf8')) as typeof done;
    expect(now.steps).toEqual({});
    expect(now.position).toEqual(done.position);
    expect(now.figures).toEqual(done.figures);
    expect(await readdir(dirname(path))).toEqual(['progress.json']);
    const kept = await readdir(`${box.cwd}/go-docker-demo/.go-docker-lab/kept`);
    expect(kept).toHaveLength(1);
    const old = `${box.cwd}/go-docker-demo/.go-docker-lab/kept/${kept[0]}/progress.json`;
    expect(JSON.parse(await readFile(old, 'utf8'))).toMatchObject({ steps: done.steps, figures: done.figures });
    expect(result.stdout).toContain(`restore ${kept[0]}`);
  });
});
