import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { elfHead, machOHead } from '../../../test/helpers/program-heads.ts';
import { UserError } from '../../errors.ts';
import { createFiles } from '../files.ts';
import { findNodes } from './nodes.ts';

let folder = '';
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'gdl-node-')));
  await writeFile(join(folder, 'own'), elfHead(0x3e));
  await writeFile(join(folder, 'other'), elfHead(0x3e));
  await writeFile(join(folder, 'arm'), elfHead(0xb7));
  await writeFile(join(folder, 'mac'), machOHead(0x0100000c));
  await writeFile(join(folder, 'node.tar.gz'), Buffer.from('1f8b0800', 'hex'));
  await writeFile(join(folder, 'text'), 'node\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Says {
  readonly exitCode: number;
  readonly stdout: string;
}

/** On linux/amd64, where a program that is asked for its version says that. */
function find(
  given: Readonly<Record<string, string>>,
  says: Says | ((signal: AbortSignal) => Promise<Says>) = { exitCode: 0, stdout: 'v22.12.0\n' },
  own = 'own',
) {
  const asked: string[] = [];
  const named = Object.fromEntries(Object.entries(given).map(([platform, name]) => [platform, join(folder, name)]));
  const found = findNodes(
    {
      files: createFiles({ temporary: folder, platform: 'linux' }),
      own: { platform: 'linux/amd64', path: join(folder, own), version: 'v20.20.2' },
      patience: 20,
      process: {
        async run(file, _, { signal } = {}) {
          asked.push(file);
          if (!signal) throw new Error('nothing would end it');
          const said = typeof says === 'function' ? await says(signal) : says;
          return { ...said, stderr: '', output: '', seconds: 0 };
        },
      },
    },
    named,
  );
  return { found, asked };
}

describe('findNodes', () => {
  it('gives our own and those that were named, and a version only where it is known', async () => {
    const { found, asked } = find({ 'linux/arm64': 'arm', 'darwin/arm64': 'mac' });
    expect(await found).toEqual([
      { platform: 'darwin/arm64', path: join(folder, 'mac'), version: null },
      { platform: 'linux/amd64', path: join(folder, 'own'), version: 'v20.20.2' },
      { platform: 'linux/arm64', path: join(folder, 'arm'), version: null },
    ]);
    expect(asked).toEqual([]);
  });

  it('asks one that takes the place of ours for its version, if it starts here', async () => {
    const place = { platform: 'linux/amd64', path: join(folder, 'other') };
    expect(await find({ 'linux/amd64': 'other' }).found).toEqual([{ ...place, version: 'v22.12.0' }]);
  });

  it.each([
    ['linux/arm64', 'node.tar.gz', 'kit.node-archive'],
    ['linux/arm64', 'text', 'kit.node-none'],
    ['linux/arm64', 'mac', 'kit.node-cpu'],
    ['linux/arm64', 'own', 'kit.node-cpu'],
    ['windows/amd64', 'own', 'kit.node-cpu'],
    ['linux/arm64', 'absent', 'kit.absent'],
    ['linux/arm64', '.', 'files.is-folder'],
  ])('refuses for %s: %s', async (platform, name, id) => {
    const error: unknown = await find({ [platform]: name }).found.catch((problem: unknown) => problem);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ exitCode: 2, what: { id } });
    expect((error as UserError).next).toBeDefined();
  });

  it('looks at our own in the same way', async () => {
    await expect(find({}, undefined, 'text').found).rejects.toMatchObject({ what: { id: 'kit.node-none' } });
  });

  it.each([1, 126, 127, 130, 139])('refuses one that does not run here: exit code %i', async (exitCode) => {
    await expect(find({ 'linux/amd64': 'other' }, { exitCode, stdout: 'v22.12.0\n' }).found).rejects.toMatchObject({
      exitCode: 2,
      what: { id: 'kit.node-silent', params: { path: join(folder, 'other') } },
      next: { id: 'kit.node-file.next' },
    });
  });

  it('does not wait without end for one that says nothing', async () => {
    const { found } = find(
      { 'linux/amd64': 'other' },
      (signal) =>
        new Promise((resolve) => signal.addEventListener('abort', () => resolve({ exitCode: 130, stdout: '' }))),
    );
    await expect(found).rejects.toMatchObject({ what: { id: 'kit.node-silent' } });
  });

  it.each(['v18.19.0\n', 'ls (GNU coreutils) 9.1\n', ''])('refuses one that says %j of itself', async (stdout) => {
    await expect(find({ 'linux/amd64': 'other' }, { exitCode: 0, stdout }).found).rejects.toMatchObject({
      exitCode: 2,
      what: { id: 'kit.node-version', params: { said: stdout.trim() } },
    });
  });
});
