import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { platformName } from '../../src/adapters/kit/runner.ts';
import { expectPlainWords, type Finished, runCli } from '../helpers/cli.ts';
import { courseCopy } from '../helpers/course-copy.ts';
import { edited, type KitEntry, packKit, sealed, smallKit } from '../helpers/kit.ts';
import { fakeDocker } from '../helpers/paths.ts';
import { elfHead, smallProgram } from '../helpers/program-heads.ts';
import { type Sandbox, sandbox } from '../helpers/sandbox.ts';

/** No engine: whoever gets so far as to ask for one says so. */
const noEngine = { DOCKER_HOST: 'unix:///nowhere/docker.sock' };

async function check(box: Sandbox, content: Buffer, ...args: readonly string[]): Promise<Finished> {
  await writeFile(join(box.cwd, 'kit.tar'), content);
  // A machine on which it is possible, whatever this one is.
  const env = { ...box.env, ...noEngine, PATH: `${fakeDocker('offline-tools')}:${box.env['PATH']}` };
  const result = await runCli(['kit', 'check', 'kit.tar', ...args], { ...box, env });
  expectPlainWords(result);
  return result;
}

test('kit load asks for an engine before it reads the kit', async () => {
  const box = await sandbox();
  await writeFile(join(box.cwd, 'kit.tar'), packKit(smallKit()));
  const result = await runCli(['kit', 'load', 'kit.tar'], { ...box, env: { ...box.env, ...noEngine } });
  expect(result.stderr).toContain('unix:///nowhere/docker.sock');
  expect(result).toMatchObject({ exitCode: 3, stdout: '' });
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
    const result = await check(box, content);
    expect(result.stderr).toContain(sentence);
    expect(result.stderr).toContain('Nothing was changed.');
    expect(result.exitCode).toBe(3);
    expect([await readdir(box.cwd), await readdir(box.tmp), await readdir(box.state)]).toEqual([['kit.tar'], [], []]);
  });

  test('in Chinese, and as JSON', async () => {
    const box = await sandbox();
    expect((await check(box, whole.subarray(0, 3000), '--lang', 'zh')).stderr).toContain('字节处中断，不完整');
    const { stdout } = await check(box, whole.subarray(0, 3000), '--json');
    expect(JSON.parse(stdout)).toMatchObject({ type: 'error.raised', exitCode: 3 });
  });
});

test.for(['en', 'zh'])(
  'what no kit can hold: `kit make` refuses it in the words of `course lint`: %s',
  async (lang) => {
    const box = await sandbox();
    const name = `alpine:3.22@sha256:${'1'.repeat(64)}`;
    const course = await courseCopy(box, 'quick', {
      'course.yaml': ['  - alpine:3.22', `  - ${name}`],
      '01-first/lab.yaml': ['bases: [alpine:3.22]', `bases: [${name}]`],
    });
    const there = { ...box, env: { ...box.env, ...noEngine } };
    const given = ['--course', course, '--lang', lang];
    const made = await runCli(['kit', 'make', 'x.tar', ...given], there);
    const linted = await runCli(['course', 'lint', ...given], there);
    const told = made.stderr.trimEnd().split('\n');
    expect(told).toHaveLength(2);
    for (const line of told) expect(linted.stderr).toContain(line.replace(/^(Error: |错误：)/, ''));
    expect([made.exitCode, linted.exitCode, await readdir(box.cwd)]).toEqual([4, 0, []]);
    for (const result of [made, linted]) expectPlainWords(result);
  },
);

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
    [['kit', 'make', 'x.tar', '--node', 'linux/arm64=folder'], '/folder is a folder'],
    [['kit', 'make', 'x.tar', '--node', 'linux/arm64=pipe'], '/pipe is not a plain file'],
    [['kit', 'make', 'x.tar', '--node', 'linux/arm64=/dev/zero'], '/dev/zero is not a plain file'],
    [['kit', 'make', 'x.tar', '--node', 'node'], 'does not name a platform and a Node.js program'],
    [['kit', 'make', 'x.tar', '--node', 'linux/arm64=absent'], 'There is no file'],
    [['kit', 'make', 'x.tar', '--node', 'linux/arm64=there.tar'], 'there.tar is no program for linux/arm64'],
    [['kit', 'make', 'nope/k.tar'], 'There is no folder'],
    [['kit', 'make', 'x.tar', '--only', '01-bad'], '`kit make` does not take --only'],
    [['kit', 'load', 'there.tar', '--course', 'x'], '`kit load` does not take --course'],
    [['kit', 'load', 'there.tar', '--platform', 'arm64'], '`kit load` does not take --platform'],
    [['kit', 'load', 'there.tar', '--force'], '`kit load` does not take --force'],
    [['kit', 'check', 'there.tar', '--node', 'x'], '`kit check` does not take --node'],
  ] as const)('%j', async ([args, sentence]) => {
    const box = await sandbox();
    await mkdir(join(box.cwd, 'folder'));
    spawnSync('mkfifo', [join(box.cwd, 'pipe')]);
    await writeFile(join(box.cwd, 'there.tar'), 'mine');
    const result = await runCli(args, { ...box, env: { ...box.env, ...noEngine } });
    expect(result.stderr).toContain(sentence);
    // Nothing is said to be read that is not there, and nothing is made.
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expect((await readdir(box.cwd)).toSorted()).toEqual(['folder', 'pipe', 'there.tar']);
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

describe.skipIf(process.platform !== 'linux')('a Node.js for this machine', () => {
  const own = platformName(process.platform, process.arch);
  test.for([
    ['does not run', elfHead(process.arch === 'arm64' ? 0xb7 : 0x3e), 'does not run on this machine'],
    ['is something else', '/bin/true', '--version says: true (GNU coreutils)'],
  ] as const)('that %s is refused: 2', async ([, program, sentence]) => {
    const box = await sandbox();
    await writeFile(join(box.cwd, 'node'), typeof program === 'string' ? await readFile(program) : program, {
      mode: 0o755,
    });
    for (const lang of ['en', 'zh']) {
      const args = ['kit', 'make', 'x.tar', '--node', `${own}=node`, '--lang', lang];
      const result = await runCli(args, { ...box, env: { ...box.env, ...noEngine } });
      expect(result).toMatchObject({ exitCode: 2, stdout: '' });
      if (lang === 'en') expect(result.stderr).toContain(sentence);
      expectPlainWords(result);
    }
    expect(await readdir(box.cwd)).toEqual(['node']);
  });

  test('that says a version is taken', async () => {
    const box = await sandbox();
    await writeFile(join(box.cwd, 'node'), smallProgram('v20.19.0'), { mode: 0o755 });
    const args = ['kit', 'make', 'x.tar', '--node', `${own}=node`];
    const result = await runCli(args, { ...box, env: { ...box.env, ...noEngine } });
    // It is the engine that is missed then.
    expect(result.stderr).toContain('unix:///nowhere/docker.sock');
    expect(result.exitCode).toBe(3);
  });
});

describe('kit check --only', () => {
  test('a place that the course of the kit does not have: 2, before an engine is started', async () => {
    const box = await sandbox();
    const course = await courseCopy(box, 'quick');
    const files: KitEntry[] = [];
    for (const [from, to] of [
      [course, 'labs'],
      [join(course, '../go-app'), 'go-app'],
    ] as const)
      for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const path = join(entry.parentPath, entry.name);
        files.push({ path: join('go-docker-lab', to, relative(from, path)), mode: 0o644, bytes: await readFile(path) });
      }
    const entries = smallKit();
    const whole = packKit(sealed([...entries.slice(0, 1), ...files, ...entries.slice(1)]));
    const result = await check(box, whole, '--only', '01-frist');
    expect(result.stderr).toMatch(/^Error: There is no lab 01-frist\.\nNext: Did you mean 01-first\?\n$/);
    expect(result.exitCode).toBe(2);
    expect(await readdir(box.tmp)).toEqual([]);
    const chinese = await check(box, whole, '--only', '01-frist', '--lang', 'zh');
    expect(chinese.stderr).toContain('01-first');
    expect(chinese.stderr).not.toMatch(/There is|Did you/);
    // One where nothing is judged proves nothing.
    const unjudged = await check(box, whole, '--only', '01-first/intro');
    expect(unjudged.stderr).toContain('Nothing is checked in 01-first/intro');
    expect(unjudged.exitCode).toBe(2);
    // What the kit has, not what `list` would show here; one that is like none too.
    const places = 'In the course of this kit something is checked in:';
    expect(unjudged.stderr).toMatch(new RegExp(`${places} 01-first/build, 01-first/run`));
    const unlike = await check(box, whole, '--only', 'xylophone');
    expect(unlike).toMatchObject({
      exitCode: 2,
      stderr: `Error: There is no lab xylophone.\nNext: ${places} 01-first.\n`,
    });
    expect((await check(box, whole, '--only', 'xylophone', '--lang', 'zh')).stderr).toContain('有检查的是：01-first。');
    // One that it has goes on.
    expect((await check(box, whole, '--only', '01-first')).stderr).toContain('This kit has no Node.js for');
  });
});

describe('kit check where it cannot be', () => {
  test('a kit without Node.js for this machine: 3', async () => {
    const box = await sandbox();
    const result = await check(box, packKit(smallKit()));
    expect(result.stderr).toContain('This kit has no Node.js for');
    expect(result.exitCode).toBe(3);
  });
});
