import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packKit, smallKit } from '../../../test/helpers/kit.ts';
import { dropSpool, emptySpool, mustBeOurs, openPart } from './part.ts';

let folder = '';
let part = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gdl-part-'));
  part = join(folder, 'kit.tar.part');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const layer = `${'a'.repeat(64)}.tar.gz`;
const foreign = { what: { id: 'kit.part' }, exitCode: 2 };

describe('what stands beside the file of a kit', () => {
  it.each([
    ['nothing', undefined],
    ['an empty file', Buffer.alloc(0)],
    ['ten bytes of a kit', packKit(smallKit()).subarray(0, 10)],
    ['half a kit', packKit(smallKit()).subarray(0, 2000)],
  ])('is ours: %s', async (_, bytes) => {
    if (bytes) await writeFile(part, bytes);
    await emptySpool(part);
    for (const name of ['layer.tmp', layer]) await writeFile(join(`${part}.d`, name), 'x');
    await mustBeOurs(part);
    const file = await openPart(part);
    await file.write('y', 0);
    await file.close();
    await emptySpool(part);
    await dropSpool(part);
    expect(await readdir(folder)).toEqual(['kit.tar.part']);
  });

  it.skipIf(process.platform === 'win32').each(['', '.lock', '.d'])(
    'is refused when it is a link or a pipe: %s',
    async (suffix) => {
      const precious = join(folder, 'precious');
      await writeFile(precious, 'mine');
      await symlink(precious, `${part}${suffix}`);
      await expect(mustBeOurs(part)).rejects.toMatchObject(foreign);
      if (suffix === '') await expect(openPart(part)).rejects.toThrow('ELOOP');
      await rm(`${part}${suffix}`);
      spawnSync('mkfifo', [`${part}${suffix}`]);
      await expect(mustBeOurs(part)).rejects.toMatchObject(foreign);
      expect(await readFile(precious, 'utf8')).toBe('mine');
    },
  );

  it('is refused when it is a file of somebody else, or a folder', async () => {
    await writeFile(part, 'mine');
    await expect(mustBeOurs(part)).rejects.toMatchObject(foreign);
    await rm(part);
    await mkdir(part);
    await expect(mustBeOurs(part)).rejects.toMatchObject(foreign);
  });

  it('is refused when the spool has more in it than layers, and nothing of it goes', async () => {
    await emptySpool(part);
    for (const name of [layer, 'precious']) await writeFile(join(`${part}.d`, name), 'mine');
    for (const work of [mustBeOurs, dropSpool, emptySpool]) await expect(work(part)).rejects.toMatchObject(foreign);
    expect(await readdir(`${part}.d`)).toEqual([layer, 'precious']);
  });
});
