import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFiles } from './files.ts';

let folder: string;
let files: ReturnType<typeof createFiles>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-test-'));
  await mkdir(join(folder, 'tmp'));
  files = createFiles({ temporary: join(folder, 'tmp'), platform: process.platform });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const at = (...parts: string[]): string => join(folder, ...parts);

describe('files', () => {
  it('writes, reads, lists and removes', async () => {
    await files.write(at('a/b/c.txt'), 'text 编译');
    await files.write(at('a/z.bin'), new Uint8Array([1, 2]));
    expect(await files.readText(at('a/b/c.txt'))).toBe('text 编译');
    expect([...((await files.read(at('a/z.bin'))) ?? [])]).toEqual([1, 2]);
    expect(await files.list(at('a'))).toEqual(['b/c.txt', 'z.bin']);
    expect(await files.exists(at('a'))).toBe(true);
    await files.remove(at('a'));
    await files.remove(at('a'));
    expect(await files.exists(at('a'))).toBe(false);
  });

  it('lists no links, and tells a path that leads out by one', async () => {
    await files.write(at('home/secret'), 'x');
    await files.write(at('work/own'), 'x');
    await symlink(at('home/secret'), at('work/link'));
    await symlink(at('home'), at('work/folder'));
    expect(await files.list(at('work'))).toEqual(['own']);
    expect(await files.within(at('work'), at('work/own'))).toBe(true);
    expect(await files.within(at('work'), at('work/new/file'))).toBe(true);
    expect(await files.within(at('work'), at('work/link'))).toBe(false);
    expect(await files.within(at('work'), at('work/folder/new'))).toBe(false);
  });

  it('takes what is not there for absent', async () => {
    await writeFile(at('file'), '');
    for (const path of [at('no'), at('no/no'), at('file/below')]) {
      expect(await files.read(path)).toBeUndefined();
      expect(await files.readText(path)).toBeUndefined();
      expect(await files.exists(path)).toBe(false);
    }
    expect(await files.list(at('no'))).toEqual([]);
  });

  it('keeps mode and link of what it replaces', async () => {
    await writeFile(at('script'), 'old');
    await chmod(at('script'), 0o755);
    await symlink('script', at('link'));
    await files.write(at('link'), 'new');
    expect(await readFile(at('script'), 'utf8')).toBe('new');
    expect((await stat(at('script'))).mode & 0o777).toBe(0o755);
    expect((await readdir(folder)).sort()).toEqual(['link', 'script', 'tmp']);
  });

  it('makes a new scratch folder each time', async () => {
    const [one, two] = [await files.scratch('kit'), await files.scratch('kit')];
    expect(one).not.toBe(two);
    expect(one.startsWith(at('tmp', 'kit-'))).toBe(true);
    expect(await readdir(one)).toEqual([]);
  });

  it('makes no folder for temporary files, and names the variable that names it', async () => {
    await rm(at('tmp'), { recursive: true });
    for (const [platform, variable] of [
      ['linux', 'TMPDIR'],
      ['win32', 'TEMP'],
    ] as const) {
      const params = { variable, path: at('tmp', 'typo') };
      await expect(createFiles({ temporary: at('tmp', 'typo'), platform }).scratch('a')).rejects.toMatchObject({
        exitCode: 3,
        what: { id: 'files.no-temporary', params },
        next: { id: 'files.no-temporary.next', params: { variable } },
      });
    }
    expect(await files.exists(at('tmp'))).toBe(false);
  });

  it('survives many writers of one file', async () => {
    const texts = Array.from({ length: 20 }, (_, i) => String(i).repeat(10_000));
    await Promise.all(texts.map((text) => files.write(at('one'), text)));
    expect(texts).toContain(await files.readText(at('one')));
    expect(await files.list(folder)).toEqual(['one']);
  });

  it('knows a folder from a file, and from what a file cannot hold', async () => {
    await writeFile(at('file'), '');
    await mkdir(at('dir'));
    const names = ['dir', 'file', 'file/below', 'nothing'];
    expect(await Promise.all(names.map((name) => files.isFolder(at(name))))).toEqual([true, false, false, false]);
  });

  it('says in plain words what is wrong with a path', async () => {
    await writeFile(at('file'), '');
    await mkdir(at('dir'));
    await expect(files.write(at('file/below'), '')).rejects.toMatchObject({
      exitCode: 3,
      what: { id: 'files.not-folder' },
    });
    await expect(files.read(at('dir'))).rejects.toMatchObject({
      what: { id: 'files.is-folder', params: { path: at('dir') } },
    });
    await expect(files.read(at('dir'), 10)).rejects.toMatchObject({ what: { id: 'files.is-folder' } });
    await expect(files.write(at('dir'), 'x')).rejects.toMatchObject({ what: { id: 'files.is-folder' } });
    await expect(files.write(at('x'.repeat(300)), '')).rejects.toMatchObject({
      what: { id: 'files.other', params: { code: 'ENAMETOOLONG' } },
    });
    expect(await files.list(folder)).toEqual(['file']);
  });
});

it.each([
  ['linux', 'XDG_STATE_HOME', 'TMPDIR'],
  ['darwin', 'XDG_STATE_HOME', 'TMPDIR'],
  ['win32', 'LOCALAPPDATA', 'TEMP'],
] as const)('says how another place is chosen (%s)', async (platform, stateVariable, temporaryVariable) => {
  const temporary = at('tmp');
  const places = createFiles({ temporary, platform, folders: { state: at('state'), workspace: at('ws') } });
  const name = 'x'.repeat(300);
  const writing = (path: string) => expect(places.write(path, '')).rejects;
  const byVariable = (variable: string) => ({ next: { id: 'files.other.variable.next', params: { variable } } });
  await writing(at('state', 'course', name)).toMatchObject(byVariable(stateVariable));
  await writing(at('ws', name)).toMatchObject({ next: { id: 'files.other.next' } });
  await writing(at(name)).toMatchObject({ next: { id: 'files.other.name.next' } });
  await writing(join(await places.scratch('a'), name)).toMatchObject(byVariable(temporaryVariable));
  // An own file there was named, however: the variable has no say in it.
  await writing(join(temporary, name)).toMatchObject({ next: { id: 'files.other.name.next' } });
  await rm(temporary, { recursive: true });
  await writeFile(temporary, '');
  await expect(places.scratch('a')).rejects.toMatchObject({
    next: { id: 'files.move.variable.next', params: { variable: temporaryVariable } },
  });
});

// Root can mount; it also ignores permissions, so both are tried in one place.
const isRoot = process.getuid?.() === 0;
describe.skipIf(!isRoot || process.platform !== 'linux')('files on a bad disk', () => {
  const mount = (...options: string[]) => execFileSync('mount', ['-t', 'tmpfs', ...options, 'tmpfs', folder]);
  afterEach(() => void execFileSync('umount', [folder]));

  it('keeps the old file when the disk is full, even for a short write', async () => {
    mount('-o', 'size=64k');
    const old = 'old '.repeat(7000);
    await files.write(at('progress.json'), old);
    await expect(files.write(at('progress.json'), 'new '.repeat(15_000))).rejects.toMatchObject({
      what: { id: 'files.full' },
      next: { id: 'files.space.next' },
    });
    expect(await files.readText(at('progress.json'))).toBe(old);
    expect(await readdir(folder)).toEqual(['progress.json']);
  });

  it('says that a disk is read-only', async () => {
    mount('-o', 'ro');
    await expect(files.write(at('a'), '')).rejects.toMatchObject({ what: { id: 'files.read-only' } });
  });
});
