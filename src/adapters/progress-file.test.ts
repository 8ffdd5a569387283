import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { presenceOf } from '../../test/helpers/presence.ts';
import { emptyProgress, type Progress } from '../session/progress.ts';
import { createClock } from './clock.ts';
import { createProgressFile } from './progress-file.ts';
import { stateFolder, stateFolderVariable } from './state-folder.ts';

let folder: string;
const clock = { ...createClock(), now: () => Date.UTC(2026, 7, 1, 12, 30) };
const store = (learner = '') =>
  createProgressFile({ folder, course: 'go', learner, clock, platform: process.platform, presence: presenceOf() });
const progress: Progress = {
  version: 2,
  course: 'go',
  lang: 'zh',
  position: { lab: '01-bad', step: 'build' },
  steps: {
    '01-bad/build': {
      outcome: 'passed',
      at: '2026-08-01T12:00:00.000Z',
      seconds: 1.5,
      checks: [{ id: 'size', kind: 'size', verdict: 'passed', expected: 'at most 1 GB', actual: '800 MB' }],
    },
  },
  figures: { 'bad/size': { image: 'bad', figure: 'size', value: 8e8, at: '2026-08-01T12:00:00.000Z' } },
  help: { '02-better/build': { hints: 2, solutionAt: '2026-08-01T12:00:00.000Z' } },
  predictions: {
    '01-bad/build': {
      guess: { type: 'number', value: 5e8 },
      measured: { type: 'number', value: 8e8 },
      at: '2026-08-01T12:00:00.000Z',
    },
  },
  answers: {
    '01-bad/quiz/layers': [{ answer: { type: 'choice', ids: ['a'] }, right: true, at: '2026-08-01T12:00:00.000Z' }],
  },
  images: { bad: { id: 'sha256:1', at: '2026-08-01T12:00:00.000Z' } },
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'progress-test-'));
});
afterEach(() => rm(folder, { recursive: true }));

const put = async (text: string): Promise<void> => {
  await mkdir(join(folder, 'go'), { recursive: true });
  await writeFile(store().path, text);
};

describe('progress file', () => {
  it('begins empty, and gives back what was saved', async () => {
    expect(await store().load()).toEqual({
      progress: emptyProgress('go'),
      notices: [],
    });
    await store().save(progress);
    expect(await store().load()).toEqual({ progress, notices: [] });
    expect(store().path).toBe(join(folder, 'go', 'progress.json'));
  });

  it.each([
    '',
    '{"version":1',
    '[]',
    'null',
    '{"version":1,"course":"other","steps":{},"figures":{}}',
    '{"version":1,"course":"go","steps":{"a/b":{"outcome":"maybe"}},"figures":{}}',
  ])('keeps aside what it cannot read: %s', async (text) => {
    await put(text);
    const kept = join(folder, 'go', 'progress.corrupt-2026-08-01T12-30-00-000Z.json');
    expect(await store().load()).toEqual({
      progress: emptyProgress('go'),
      notices: [{ id: 'progress.corrupt', params: { kept } }],
    });
    expect(await readFile(kept, 'utf8')).toBe(text);
    expect(await readdir(join(folder, 'go'))).toEqual(['progress.corrupt-2026-08-01T12-30-00-000Z.json']);
  });

  it('has a place of its own for each learner, with its lock and what is kept aside', async () => {
    await store().save(progress);
    expect(store('ann').path).toBe(join(folder, 'go', 'learner-ann', 'progress.json'));
    expect(await store('ann').load()).toEqual({ progress: emptyProgress('go'), notices: [] });
    const [mine, anns, bobs] = [await store().lock(), await store('ann').lock(), await store('bob').lock()];
    await expect(store('ann').lock()).rejects.toMatchObject({ what: { id: 'progress.locked' } });
    for (const release of [mine, anns, bobs]) await release();
    await writeFile(store('ann').path, 'hello');
    await store('ann').load();
    expect(await readdir(join(folder, 'go', 'learner-ann'))).toEqual([
      'progress.corrupt-2026-08-01T12-30-00-000Z.json',
    ]);
    await store('ann').save(emptyProgress('go'));
    expect(await store().load()).toEqual({ progress, notices: [] });
  });

  it('brings a file of version 1 up to date', async () => {
    const { steps, figures } = progress;
    await put(JSON.stringify({ version: 1, course: 'go', steps, figures }));
    expect(await store().load()).toEqual({ progress: { ...emptyProgress('go'), steps, figures }, notices: [] });
  });

  it('takes progress that was kept elsewhere when it is of this course', () => {
    expect(store().parse(JSON.parse(JSON.stringify(progress)))).toEqual(progress);
    expect(store().parse({ version: 1, course: 'go', steps: {}, figures: {} })).toEqual(emptyProgress('go'));
    for (const other of [undefined, null, 'x', [], { ...progress, course: 'other' }, { ...progress, version: 3 }])
      expect(store().parse(other)).toBeUndefined();
  });

  it('does not touch the file of a newer version', async () => {
    const newer = '{"version":3,"anything":true}';
    await put(newer);
    const error = { exitCode: 3, what: { id: 'progress.newer', params: { path: store().path, version: 3, known: 2 } } };
    await expect(store().load()).rejects.toMatchObject(error);
    await expect(store().save(progress)).rejects.toMatchObject(error);
    expect(await readFile(store().path, 'utf8')).toBe(newer);
  });
});

describe('lock', () => {
  const lockFile = () => join(folder, 'go', 'progress.lock');
  const putLock = async (holder: object | string): Promise<void> => {
    await mkdir(join(folder, 'go'), { recursive: true });
    await writeFile(lockFile(), typeof holder === 'string' ? holder : JSON.stringify(holder));
  };
  const held = (pid: number, { mark } = presenceOf(pid), host = hostname()) => ({
    pid,
    host,
    since: Date.now(),
    token: 'theirs',
    mark,
  });

  it('lets one in at a time, and names the holder', async () => {
    const release = await store().lock();
    await expect(store().lock()).rejects.toMatchObject({
      exitCode: 3,
      what: { id: 'progress.locked', params: { pid: process.pid } },
      next: { params: { path: lockFile() } },
    });
    await release();
    await release();
    await (await store().lock())();
    expect(await readdir(join(folder, 'go'))).toEqual([]);
  });

  it('takes over from a process that was killed', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await putLock(held(child.pid ?? 0));
    await expect(store().lock()).rejects.toMatchObject({ what: { params: { pid: child.pid } } });
    const gone = new Promise((resolve) => child.on('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    await (await store().lock())();
  });

  it('takes over from before the last start of this machine', async () => {
    await putLock(held(process.pid, presenceOf(process.pid, { boot: 'b01d' }, 1)));
    await (await store().lock())();
  });

  it('takes over what was never finished', async () => {
    await putLock('{"pid"');
    await (await store().lock())();
  });

  it.each([
    ['other', { boot: 'c0' }],
    [hostname(), { boot: 'c0' }],
    [hostname(), { namespace: 'a2' }],
  ])('never takes over from another machine or container, here one called %s', async (host, system) => {
    await putLock(held(2 ** 22 - 1, presenceOf(2 ** 22 - 1, system), host));
    await expect(store().lock()).rejects.toMatchObject({ what: { id: 'progress.locked-elsewhere', params: { host } } });
  });

  it('never takes over from an older version, which left no mark', async () => {
    const { mark: _, ...old } = held(2 ** 22 - 1);
    await putLock(old);
    await expect(store().lock()).rejects.toMatchObject({ what: { id: 'progress.locked-elsewhere' } });
  });

  it('lets exactly one of many take over', async () => {
    await putLock(held(2 ** 22 - 1));
    const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => store().lock()));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('does not remove the lock of another when it lets go', async () => {
    const release = await store().lock();
    await putLock(held(process.pid));
    await release();
    expect(await readFile(lockFile(), 'utf8')).toContain('theirs');
  });
});

it('names the variable that chooses another state folder', async () => {
  await writeFile(join(folder, 'go'), '');
  const named = { id: 'files.move.variable.next', params: { variable: stateFolderVariable(process.platform) } };
  await expect(store().save(emptyProgress('go'))).rejects.toMatchObject({ next: named });
  await expect(store().lock()).rejects.toMatchObject({ next: named });
});

describe('stateFolder', () => {
  it.each([
    [{ platform: 'linux', env: {}, home: '/home/u' }, '/home/u/.local/state/go-docker-lab'],
    [{ platform: 'linux', env: { XDG_STATE_HOME: '/state' }, home: '/home/u' }, '/state/go-docker-lab'],
    [{ platform: 'linux', env: { XDG_STATE_HOME: 'relative' }, home: '/home/u' }, '/home/u/.local/state/go-docker-lab'],
    [{ platform: 'linux', env: { XDG_STATE_HOME: '' }, home: '/home/u' }, '/home/u/.local/state/go-docker-lab'],
    [{ platform: 'darwin', env: {}, home: '/Users/u' }, '/Users/u/Library/Application Support/go-docker-lab'],
    [{ platform: 'win32', env: { LOCALAPPDATA: 'C:\\L' }, home: 'C:\\u' }, 'C:\\L\\go-docker-lab\\State'],
    [{ platform: 'win32', env: {}, home: 'C:\\u' }, 'C:\\u\\AppData\\Local\\go-docker-lab\\State'],
  ] as const)('%j', (home, expected) => expect(stateFolder(home)).toBe(expected));
});
