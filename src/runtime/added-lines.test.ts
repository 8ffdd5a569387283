import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryFiles } from '../../test/helpers/memory-files.ts';
import { createFiles } from '../adapters/files.ts';
import { MachineError } from '../errors.ts';
import { msg, say } from '../i18n/message.ts';
import { type AddedLine, addLine, takeOutLeftovers } from './added-lines.ts';

const line = 'func TestMadeToFail() {}';
const path = '/ws/x_test.go';
const notes = '/ws/.go-docker-lab/added';

function workspace(begin?: string) {
  const files = memoryFiles(begin === undefined ? {} : { [path]: begin });
  const written: string[] = [];
  const { write } = files;
  files.write = async (where, content) => {
    written.push(where);
    await write(where, content);
  };
  const folder = { files, workspace: '/ws', resolve: (name: string) => `/ws/${name}` };
  /** Adds the line; what comes back takes it out, unless the process is killed before. */
  const add = async (id = 's1-run-1-0', text = line): Promise<AddedLine> => {
    const added: AddedLine[] = [];
    await addLine(folder, { id, file: 'x_test.go', text }, (one) => added.push(one));
    const [only] = added;
    if (!only) throw new Error('nothing was noted');
    return only;
  };
  const leftovers = async (): Promise<readonly string[]> =>
    (await takeOutLeftovers(folder)).map((notice) => say('en', notice));
  return { files, folder, add, leftovers, written, text: () => files.text(path) };
}

const told = ['A line that an interrupted step had added to x_test.go was taken out again.'];

describe('a line that a step adds', () => {
  it.each([
    ['with a line break at its end', 'package x\n'],
    ['without one', 'package x'],
    ['with CRLF', 'package x\r\n'],
    ['with the line in it already', `${line}\n`],
    ['that is empty', ''],
    ['that is not there', undefined],
  ])('comes out again and leaves a file %s as it was', async (_, begin) => {
    const { add, text, files, written } = workspace(begin);
    const added = await add();
    expect(text()).toMatch(/TestMadeToFail\(\) \{\}\n$/);
    expect(files.text(`${notes}/s1-run-1-0.json`)).toContain('x_test.go');
    // First the note: a process that is killed in between has not changed anything.
    expect(written).toEqual([`${notes}/s1-run-1-0.json`, path]);
    await added.takeOut();
    expect(text()).toBe(begin);
    expect([...files.held.keys()]).toEqual(begin === undefined ? [] : [path]);
    // Only shortened: a full disk is no hindrance.
    expect(written).toHaveLength(2);
  });

  it.each([
    ['with a line break at its end', 'package x\n'],
    ['without one', 'package x'],
    ['with the line in it already', `${line}\n`],
    ['that is not there', undefined],
  ])('is taken out the next time of a file %s, after the process was killed', async (_, begin) => {
    const { add, leftovers, text, files } = workspace(begin);
    await add();
    expect(await leftovers()).toEqual(told);
    expect(text()).toBe(begin);
    expect([...files.held.keys()]).toEqual(begin === undefined ? [] : [path]);
    expect(await leftovers()).toEqual([]);
  });

  it.each([
    ['above it', `// mine\npackage x\n${line}\n`, '// mine\npackage x\n', told],
    ['below it', `package x\n${line}\n// mine\n`, 'package x\n// mine\n', told],
    ['in every line break', `package x\r\n${line}\r\n// mine\r\n`, 'package x\r\n// mine\r\n', told],
    ['the last line break', `package x\n${line}`, 'package x\n', told],
    ['the line itself', `package x\n// ${line}\n`, `package x\n// ${line}\n`, []],
    ['the line away', 'package y\n', 'package y\n', []],
  ])('where the learner has changed %s: that stays, and only the line goes', async (_, mine, rest, notices) => {
    for (const killed of [false, true]) {
      const { add, leftovers, files, text } = workspace('package x\n');
      const added = await add();
      files.held.set(path, new TextEncoder().encode(mine));
      if (killed) expect(await leftovers()).toEqual(notices);
      else await added.takeOut();
      expect(text()?.trimEnd()).toBe(rest.trimEnd());
      expect([...files.held.keys()]).toEqual([path]);
    }
  });

  it('is not looked for where the process was killed before the file was changed', async () => {
    const { add, leftovers, files, text } = workspace(`${line}\n`);
    await add();
    files.held.set(path, new TextEncoder().encode(`${line}\n`));
    expect(await leftovers()).toEqual([]);
    expect(text()).toBe(`${line}\n`);
  });

  it('of several goes with the others; notes of a run that goes on stay', async () => {
    const { add, folder, leftovers, text } = workspace('package x\n');
    await add('s1-run-1-0', 'one');
    await add('s1-run-2-0', 'two');
    await add('s1-run-2-1', 'two');
    expect(await takeOutLeftovers(folder, 's1-run-2-')).toHaveLength(1);
    expect(text()).toBe('package x\ntwo\ntwo\n');
    expect(await leftovers()).toHaveLength(2);
    expect(text()).toBe('package x\n');
  });

  it('that cannot be taken out is told truly, and is tried again', async () => {
    const { add, leftovers, files, text } = workspace('package x\n');
    const added = await add();
    const full = new MachineError({ what: msg('files.full', { path }) });
    files.onChange = () => {
      throw full;
    };
    await expect(added.takeOut()).rejects.toMatchObject({
      exitCode: 3,
      what: { id: 'workspace.line-left', params: { file: 'x_test.go', why: full.what } },
    });
    expect((await leftovers())[0]).toMatch(/^A line that a step had added to x_test\.go is still in it/);
    files.onChange = () => undefined;
    expect(await leftovers()).toEqual(told);
    expect(text()).toBe('package x\n');
  });

  it.each(['', '{', '{"v":1}', '{"v":1,"file":"../x","text":"a","added":"a\\n","before":0,"existed":true}'])(
    'whose note is unreadable (%s) is let go',
    async (note) => {
      const { files, leftovers } = workspace('a\n');
      await files.write(`${notes}/n.json`, note);
      expect(await leftovers()).toEqual([]);
      expect([...files.held]).toHaveLength(1);
    },
  );
});

describe('on a disk', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'added-lines-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('comes through byte for byte, whatever the encoding', async () => {
    const files = createFiles({ temporary: tmpdir(), platform: process.platform });
    const desk = { files, workspace: folder, resolve: (name: string) => join(folder, name) };
    const begin = Buffer.from([0xff, 0xfe, 0x41, 0x00, 0x80]);
    await mkdir(join(folder, '工'));
    await writeFile(join(folder, '工/坊'), begin);
    await addLine(desk, { id: 'n', file: '工/坊', text: '第一行' }, () => undefined);
    expect(await readFile(join(folder, '工/坊'))).toEqual(Buffer.concat([begin, Buffer.from('\n第一行\n')]));
    expect(await takeOutLeftovers(desk)).toHaveLength(1);
    expect(await readFile(join(folder, '工/坊'))).toEqual(begin);
  });
});
