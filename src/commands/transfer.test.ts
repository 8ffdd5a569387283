import { describe, expect, it } from 'vitest';
import { fakeApp, twoLabs } from '../../test/helpers/fake-app.ts';
import { memoryFiles } from '../../test/helpers/memory-files.ts';
import type { Exported } from '../session/export-schema.ts';
import { emptyProgress, type Progress } from '../session/progress.ts';
import { exportProgress } from './export.ts';
import { importProgress } from './import.ts';
import { restoreKept } from './restore.ts';

const course = twoLabs;
const at = '2026-01-01T00:00:00.000Z';
const passed = { outcome: 'passed', at, seconds: 1, checks: [] } as const;
const theirs: Progress = { ...emptyProgress('two'), lang: 'zh', steps: { 'one/write': passed, 'two/write': passed } };
const mine: Progress = { ...emptyProgress('two'), steps: { 'one/read': passed } };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = Uint8Array.of(0xff, 0xfe, 0x46, 0x00, 0x0a, 0x00);

/** The machine that is left. */
async function exported(change: (content: Exported) => unknown = (content) => content): Promise<string> {
  const files = memoryFiles({
    '/home/ws/Dockerfile.one': '\ufeffFROM theirs-one\r\n',
    '/home/ws/extra.one': 'theirs\n',
    '/home/ws/main.go': 'package theirs\n',
    '/home/ws/.env': 'secret\n',
  });
  files.held.set('/home/ws/Dockerfile.two', utf16);
  const one = fakeApp({ course, files, progress: theirs });
  expect(await exportProgress(one.app, 'my.json', false)).toBe(0);
  const content = JSON.parse(files.text('/home/my.json') ?? '') as Exported;
  return JSON.stringify(change(content));
}

/** The machine that is gone on with. */
function machine(text: string, flags = {}) {
  const files = memoryFiles({
    '/home/my.json': text,
    '/home/ws/Dockerfile.one': 'FROM mine-one\n',
    '/home/ws/extra.one': 'theirs\n',
    '/home/ws/main.go': 'package mine\n',
  });
  return fakeApp({ course, files, progress: mine, flags: { json: true, ...flags } });
}

type Machine = ReturnType<typeof machine>;

const state = ({ files, progress }: Machine) => ({
  files: [...files.held]
    .filter(([path]) => !path.includes('/.go-docker-lab/'))
    .map(([path, content]) => [path, Buffer.from(content).toString('latin1')]),
  progress: progress(),
});

describe('export', () => {
  it('holds progress and what is the learner’s to change, and no other file', async () => {
    const content = JSON.parse(await exported()) as Exported;
    expect(content).toMatchObject({ v: 1, course: 'two', courseVersion: '1.0.0', progress: theirs });
    expect(content.files.map(({ path, encoding }) => [path, encoding])).toEqual([
      ['Dockerfile.one', 'utf8'],
      ['Dockerfile.two', 'base64'],
      ['extra.one', 'utf8'],
    ]);
  });

  it('replaces a file only when told to', async () => {
    const files = memoryFiles({ '/home/my.json': 'mine' });
    const one = fakeApp({ course, files, progress: theirs });
    await expect(exportProgress(one.app, 'my.json', false)).rejects.toMatchObject({ exitCode: 2 });
    expect(files.text('/home/my.json')).toBe('mine');
    expect(await exportProgress(one.app, 'my.json', true)).toBe(0);
    expect(files.text('/home/my.json')).toContain('go-docker-lab.export');
  });

  it('takes no file of more than 1 MB along', async () => {
    const files = memoryFiles({ '/home/ws/Dockerfile.one': 'x'.repeat(1024 * 1024 + 1) });
    const one = fakeApp({ course, files, progress: theirs });
    await expect(exportProgress(one.app, 'my.json', false)).rejects.toMatchObject({ what: { id: 'export.large' } });
    expect(files.held.has('/home/my.json')).toBe(false);
  });

  it('follows no link out of the workspace', async () => {
    const files = memoryFiles({ '/home/ws/Dockerfile.one': 'x' });
    files.within = async () => false;
    const one = fakeApp({ course, files, progress: theirs });
    await expect(exportProgress(one.app, 'my.json', false)).rejects.toMatchObject({
      what: { id: 'workspace.outside' },
    });
  });
});

describe('import', () => {
  it('puts progress and files in place, byte for byte, and keeps the present aside', async () => {
    const one = machine(await exported());
    const before = state(one);
    expect(await importProgress(one.app, 'my.json')).toBe(0);
    expect(one.progress()).toEqual(theirs);
    expect([...(one.files.held.get('/home/ws/Dockerfile.one') ?? [])]).toEqual([...bytes('\ufeffFROM theirs-one\r\n')]);
    expect([...(one.files.held.get('/home/ws/Dockerfile.two') ?? [])]).toEqual([...utf16]);
    expect(one.files.text('/home/ws/main.go')).toBe('package mine\n');
    expect(one.seen.locks).toEqual(['progress', 'workspace']);
    expect(one.lines()).toMatchObject([
      { type: 'progress.imported', steps: 2, files: ['Dockerfile.one', 'Dockerfile.two'], foreign: [] },
    ]);
    await restoreKept(one.app, 'last');
    expect(one.files.text('/home/ws/Dockerfile.one')).toBe('FROM mine-one\n');
    expect(one.progress()).toEqual(before.progress);
  });

  it('says so in words', async () => {
    for (const [lang, words] of [
      ['en', 'Files put into your workspace: Dockerfile.one, Dockerfile.two.'],
      ['zh', '已放入工作区的文件：Dockerfile.one, Dockerfile.two。'],
    ] as const) {
      const one = machine(await exported(), { json: false, lang });
      await importProgress(one.app, 'my.json');
      expect(one.said()).toContain(words);
      expect(one.said()).toMatch(/go-docker-lab restore 2026-11-21T/);
    }
  });

  it('leaves out files that are not the learner’s to change in this course', async () => {
    const text = await exported((content) => ({
      ...content,
      files: [...content.files, { path: '.git/hooks/post-checkout', encoding: 'utf8', content: 'rm -rf /' }],
    }));
    const one = machine(text);
    expect(await importProgress(one.app, 'my.json')).toBe(0);
    expect(one.lines()).toMatchObject([{ foreign: ['.git/hooks/post-checkout'] }]);
    expect([...one.files.held.keys()].filter((path) => path.includes('.git/'))).toEqual([]);
  });

  const escaping = ['../out', '/etc/passwd', 'a/../../out', 'C:/out', '..\\out', 'a\0b', ''];
  const wrong: Readonly<Record<string, readonly [id: string, change: (content: Exported) => unknown]>> = {
    'another course': ['import.course', (content) => ({ ...content, course: 'other' })],
    'progress of another course': [
      'import.not-one',
      (content) => ({ ...content, progress: { ...content.progress, course: 'other' } }),
    ],
    'a newer export': ['import.newer', (content) => ({ ...content, v: 2, surprise: true })],
    'newer progress': ['import.newer', (content) => ({ ...content, progress: { ...content.progress, version: 3 } })],
    'progress of another shape': [
      'import.not-one',
      (content) => ({ ...content, progress: { ...content.progress, steps: [] } }),
    ],
    'no progress': ['import.not-one', ({ progress: _, ...content }) => content],
    'other JSON': ['import.not-one', () => ({ v: 1, type: 'status' })],
    'a list': ['import.not-one', () => []],
    'too large a file': [
      'import.not-one',
      (content) => ({
        ...content,
        files: [{ path: 'Dockerfile.one', encoding: 'utf8', content: 'x'.repeat(2 ** 21 + 1) }],
      }),
    ],
    'a file that is too large': [
      'import.large',
      (content) => ({
        ...content,
        files: [{ path: 'Dockerfile.one', encoding: 'utf8', content: 'x'.repeat(2 ** 20 + 1) }],
      }),
    ],
    ...Object.fromEntries(
      escaping.map((path) => [
        `the path ${JSON.stringify(path)}`,
        [
          'import.not-one',
          (content: Exported) => ({ ...content, files: [{ path, encoding: 'utf8', content: 'x' }] }),
        ] as const,
      ]),
    ),
  };
  it.each(Object.keys(wrong))('%s is refused, and nothing is changed', async (name) => {
    const [id, change] = wrong[name] ?? ['', (content: Exported) => content];
    const one = machine(await exported(change));
    const before = state(one);
    await expect(importProgress(one.app, 'my.json')).rejects.toMatchObject({ exitCode: 2, what: { id } });
    expect(state(one)).toEqual(before);
    expect(one.seen.held.size).toBe(0);
  });

  it.each(['', 'hello', '{"v":1', '\0\u0001'])('%j is refused', async (text) => {
    await expect(importProgress(machine(text).app, 'my.json')).rejects.toMatchObject({ exitCode: 2 });
  });

  it('a file that is not there', async () => {
    await expect(importProgress(machine('').app, 'no.json')).rejects.toMatchObject({ what: { id: 'report.absent' } });
  });

  it('a link that leads out of the workspace is refused, and nothing is changed', async () => {
    const one = machine(await exported());
    const before = state(one);
    one.files.within = async (_, path) => !path.endsWith('Dockerfile.two');
    await expect(importProgress(one.app, 'my.json')).rejects.toMatchObject({ exitCode: 3 });
    expect(state(one)).toEqual(before);
  });

  it('progress of the first version is brought to today’s shape', async () => {
    const one = machine(
      await exported((content) => ({
        ...content,
        progress: { version: 1, course: 'two', steps: { 'one/write': passed }, figures: {} },
      })),
    );
    await importProgress(one.app, 'my.json');
    expect(one.progress()).toEqual({ ...emptyProgress('two'), steps: { 'one/write': passed } });
  });

  it('killed at any write: nothing is lost, and it can be done again', async () => {
    const text = await exported();
    const done = machine(text);
    await importProgress(done.app, 'my.json');
    let writes = 0;
    for (let fatal = 1; ; fatal += 1) {
      const one = machine(text);
      writes = 0;
      one.files.onChange = () => {
        writes += 1;
        if (writes >= fatal) throw new Error('killed');
      };
      const killed = await importProgress(one.app, 'my.json').then(
        () => false,
        () => true,
      );
      one.files.onChange = () => undefined;
      const kept = [...one.files.held.keys()].find((path) => path.endsWith('/kept.json'))?.replace(/\/kept\.json$/, '');
      const mineStill = one.files.text('/home/ws/Dockerfile.one') === 'FROM mine-one\n';
      // The new progress never stands without the new files, nor anything new without the old kept whole.
      if (one.progress() !== mine) expect(mineStill).toBe(false);
      if (!mineStill) {
        expect(one.files.text(`${kept}/files/Dockerfile.one`)).toBe('FROM mine-one\n');
        expect(JSON.parse(one.files.text(`${kept}/progress.json`) ?? '')).toEqual(mine);
      }
      if (!killed) break;
      expect(await importProgress(one.app, 'my.json')).toBe(0);
      expect(state(one)).toEqual(state(done));
    }
    expect(writes).toBeGreaterThan(4);
  });
});
