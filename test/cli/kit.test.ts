import { spawnSync } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectPlainWords, type Finished, runCli } from '../helpers/cli.ts';
import { edited, packKit, smallKit } from '../helpers/kit.ts';
import { type Sandbox, sandbox } from '../helpers/sandbox.ts';

/** No engine: whoever gets so far as to ask for one says so. */
const noEngine = { DOCKER_HOST: 'unix:///nowhere/docker.sock' };

async function load(box: Sandbox, content: Buffer, ...args: readonly string[]): Promise<Finished> {
  await writeFile(join(box.cwd, 'kit.tar'), content);
  const result = await runCli(['kit', 'load', 'kit.tar', ...args], { ...box, env: { ...box.env, ...noEngine } });
  expectPlainWords(result);
  return result;
}

describe('a kit that is sound', () => {
  test('is told, and then an engine is asked for', async () => {
    const result = await load(await sandbox(), packKit(smallKit()));
    expect(result.stdout).toMatch(/Sound: .*, course tiny, go-docker-lab 0\.1\.0\nsha256: [0-9a-f]{64}\n/);
    expect(result.stderr).toContain('unix:///nowhere/docker.sock');
    expect(result.exitCode).toBe(3);
  });
});

describe('a kit that is not sound ends with 3 and says why', () => {
  const whole = packKit(smallKit());
  const link = { path: 'go-docker-lab/more', mode: 0o644, bytes: Buffer.alloc(0), type: '2' };
  // Each way to be unsound: src/adapters/kit/open.test.ts.
  const cases: readonly (readonly [name: string, content: Buffer, sentence: string])[] = [
    ['an empty file', Buffer.alloc(0), 'is no kit of go-docker-lab'],
    ['its first half', whole.subarray(0, whole.length / 2), 'breaks off after'],
    ['a path that escapes', packKit([...smallKit().slice(0, 2), { ...link, path: '../x' }]), '../x in it is a link'],
    ['a link', packKit([...smallKit().slice(0, 2), link]), 'go-docker-lab/more in it is a link'],
    [
      'a newer format',
      packKit(edited(smallKit(), 'go-docker-lab/kit.json', (facts) => ({ ...facts, format: 2, runner: '9.1.0' }))),
      'was made by a newer go-docker-lab (9.1.0)',
    ],
  ];

  test.for(cases)('%s', async ([, content, sentence]) => {
    const box = await sandbox();
    const result = await load(box, content);
    expect(result.stderr).toContain(sentence);
    expect(result.stderr).toContain('Nothing was changed.');
    expect(result.exitCode).toBe(3);
    expect([await readdir(box.cwd), await readdir(box.tmp), await readdir(box.state)]).toEqual([['kit.tar'], [], []]);
  });

  test('in Chinese, and as JSON', async () => {
    const box = await sandbox();
    expect((await load(box, whole.subarray(0, 3000), '--lang', 'zh')).stderr).toContain('字节处中断，不完整');
    const { stdout } = await load(box, whole.subarray(0, 3000), '--json');
    expect(JSON.parse(stdout)).toMatchObject({ type: 'error.raised', exitCode: 3 });
  });
});

describe('wrong usage ends with 2', () => {
  test.for([
    [['kit', 'maek', 'x'], 'There is no `kit maek`'],
    [['kit', 'load'], '`kit load` needs the name of a file'],
    [['kit', 'load', 'absent.tar'], 'There is no file'],
    [['kit', 'check', 'absent.tar'], 'There is no file'],
    [['kit', 'load', 'folder'], 'is a folder'],
    [['kit', 'load', 'pipe'], 'not a plain file'],
    [['kit', 'make', 'there.tar'], 'exists already'],
    [['kit', 'make', 'x.tar', '--platform', 'sparc'], 'platform sparc'],
    [['kit', 'make', 'x.tar', '--node', 'node'], 'does not name a platform and a Node.js program'],
  ] as const)('%j', async ([args, sentence]) => {
    const box = await sandbox();
    await mkdir(join(box.cwd, 'folder'));
    spawnSync('mkfifo', [join(box.cwd, 'pipe')]);
    await writeFile(join(box.cwd, 'there.tar'), 'mine');
    const result = await runCli(args, { ...box, env: { ...box.env, ...noEngine } });
    expect(result.stderr).toContain(sentence);
    expect(result.exitCode).toBe(2);
    expectPlainWords(result);
  });

  test('kit make onto a folder ends with 3', async () => {
    const box = await sandbox();
    await mkdir(join(box.cwd, 'folder'));
    const result = await runCli(['kit', 'make', 'folder', '--force'], { ...box, env: { ...box.env, ...noEngine } });
    expect(result.stderr).toContain('is a folder');
    expect(result.exitCode).toBe(3);
  });
});

describe('kit check where it cannot be', () => {
  test('a kit without Node.js for this machine: 3', async () => {
    const box = await sandbox();
    await writeFile(join(box.cwd, 'kit.tar'), packKit(smallKit()));
    const result = await runCli(['kit', 'check', 'kit.tar'], box);
    expect(result.stderr).toContain('This kit has no Node.js for');
    expect(result.exitCode).toBe(3);
    expectPlainWords(result);
  });
});
