import { describe, expect, it } from 'vitest';
import { fakeApp, twoLabs } from '../../test/helpers/fake-app.ts';
import { type MemoryFiles, memoryFiles } from '../../test/helpers/memory-files.ts';
import { emptyProgress, type Progress } from '../session/progress.ts';
import { resetPlaces } from './reset.ts';
import { restoreKept } from './restore.ts';

const course = twoLabs;
const at = '2026-01-01T00:00:00.000Z';
const passed = { outcome: 'passed', at, seconds: 1, checks: [] } as const;
const answer = { type: 'number', value: 1 } as const;
const full: Progress = {
  ...emptyProgress('two'),
  lang: 'zh',
  position: { lab: 'one', step: 'write' },
  steps: { 'one/write': passed, 'one/base': passed, 'two/write': passed },
  figures: { 'one/size': { image: 'one', figure: 'size', value: 1, at } },
  help: { 'one/write': { hints: 2 }, 'two/write': { hints: 1 } },
  predictions: { 'one/base': { measured: answer, at } },
  answers: { 'one/quiz/one': [{ answer, right: true, at }], 'two/quiz/one': [{ answer, right: true, at }] },
  images: { one: { id: 'sha256:1', at } },
};
const begin = {
  '/home/ws/Dockerfile.one': 'FROM mine-one\n',
  '/home/ws/extra.one': 'brought by the solution\n',
  '/home/ws/Dockerfile.two': 'FROM mine-two\n',
  '/home/ws/Dockerfile.base': 'FROM mine-base\n',
  '/home/ws/main.go': 'package mine\n',
  '/home/ws/notes.txt': 'mine\n',
};
const app = (flags = {}) =>
  fakeApp({ course, files: memoryFiles(begin), progress: full, flags: { json: true, ...flags } });
/** The workspace without what is ours. */
const workspace = (files: MemoryFiles): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    [...files.held.keys()]
      .filter((path) => path.startsWith('/home/ws/') && !path.includes('/.go-docker-lab/'))
      .map((path) => [path, files.text(path)]),
  );

describe('reset', () => {
  it('opens a step again, and nothing else', async () => {
    const one = app();
    expect(await resetPlaces(one.app, ['one/write'])).toBe(0);
    const { 'one/write': _, ...steps } = full.steps;
    expect(one.progress()).toEqual({ ...full, steps, help: { 'two/write': { hints: 1 } } });
    const { '/home/ws/extra.one': _gone, ...left } = begin;
    expect(workspace(one.files)).toEqual({ ...left, '/home/ws/Dockerfile.one': 'FROM one-start\n' });
    expect(one.lines()).toMatchObject([
      { type: 'progress.reset', steps: ['one/write'], files: ['Dockerfile.one', 'extra.one'] },
    ]);
  });

  it('opens a lab again, with its other files', async () => {
    const one = app();
    await resetPlaces(one.app, ['one']);
    expect(one.progress()).toEqual({
      ...full,
      position: { lab: 'one', step: 'read' },
      steps: { 'two/write': passed },
      help: { 'two/write': { hints: 1 } },
      predictions: {},
      answers: { 'two/quiz/one': full.answers['two/quiz/one'] },
    });
    expect(workspace(one.files)).toMatchObject({
      '/home/ws/Dockerfile.one': 'FROM one-start\n',
      '/home/ws/Dockerfile.base': 'FROM scratch\n',
      '/home/ws/Dockerfile.two': 'FROM mine-two\n',
      '/home/ws/main.go': 'package mine\n',
    });
  });

  it('begins everything anew, but for the language', async () => {
    const one = app();
    await resetPlaces(one.app, []);
    expect(one.progress()).toEqual({ ...emptyProgress('two'), lang: 'zh' });
    expect(workspace(one.files)).toEqual({
      '/home/ws/Dockerfile.one': 'FROM one-start\n',
      '/home/ws/Dockerfile.two': 'FROM two-start\n',
      '/home/ws/Dockerfile.base': 'FROM scratch\n',
      '/home/ws/main.go': 'package main\n',
      '/home/ws/notes.txt': 'mine\n',
    });
  });

  it('lays nothing out where nothing was', async () => {
    const one = fakeApp({ course, progress: full });
    await resetPlaces(one.app, []);
    expect(workspace(one.files)).toEqual({});
    expect(one.said()).toMatch(/go-docker-lab restore 2026-11-21T/);
  });

  it('refuses a link that leads out of the workspace, before anything is changed', async () => {
    const one = app();
    const { files } = one;
    files.within = async (_, path) => !path.endsWith('Dockerfile.one');
    await expect(resetPlaces(one.app, ['one'])).rejects.toMatchObject({
      exitCode: 3,
      what: { id: 'workspace.outside' },
    });
    expect(workspace(files)).toEqual(begin);
    expect(one.progress()).toEqual(full);
  });
});

describe('restore', () => {
  it('brings files and progress back, and keeps the present aside', async () => {
    const one = app();
    await resetPlaces(one.app, []);
    one.files.held.set('/home/ws/Dockerfile.one', new TextEncoder().encode('FROM later\n'));
    expect(await restoreKept(one.app, 'last')).toBe(0);
    expect(one.progress()).toEqual(full);
    expect(workspace(one.files)).toEqual(begin);
    expect(await restoreKept(one.app, 'last')).toBe(0);
    expect(workspace(one.files)).toMatchObject({ '/home/ws/Dockerfile.one': 'FROM later\n' });
    expect(one.progress()).toEqual({ ...emptyProgress('two'), lang: 'zh' });
  });

  it('lists the newest first, and takes the beginning of an id', async () => {
    const one = app();
    await resetPlaces(one.app, ['one/write']);
    await resetPlaces(one.app, ['two/write']);
    await restoreKept(one.app, undefined);
    const kept = one.lines().at(-1)?.['kept'] as readonly { id: string; files: readonly string[] }[];
    expect(kept.map(({ files }) => files)).toEqual([['Dockerfile.two'], ['Dockerfile.one', 'extra.one']]);
    expect(kept.map(({ id }) => id)).toEqual(
      kept
        .map(({ id }) => id)
        .toSorted()
        .toReversed(),
    );
    await restoreKept(one.app, kept[1]?.id);
    expect(one.files.text('/home/ws/Dockerfile.one')).toBe('FROM mine-one\n');
    expect(one.files.text('/home/ws/Dockerfile.two')).toBe('FROM two-start\n');
    expect(one.progress()).toEqual(full);
    await expect(restoreKept(one.app, '2026')).rejects.toMatchObject({ what: { id: 'restore.unlike' } });
    await expect(restoreKept(one.app, '2031')).rejects.toMatchObject({ exitCode: 2, what: { id: 'restore.unknown' } });
  });

  it.each(['{', '{"version":2,"course":"other"}', undefined])('takes no progress that is none: %s', async (text) => {
    const one = app();
    await resetPlaces(one.app, ['one/write']);
    const after = one.progress();
    const path = [...one.files.held.keys()].find((name) => name.endsWith('/progress.json')) ?? '';
    if (text === undefined) one.files.held.delete(path);
    else one.files.held.set(path, new TextEncoder().encode(text));
    expect(await restoreKept(one.app, 'last')).toBe(0);
    expect(one.lines().at(-1)).toMatchObject({ type: 'restored', progress: false });
    expect(one.files.text('/home/ws/Dockerfile.one')).toBe('FROM mine-one\n');
    expect(one.progress()).toEqual(after);
  });

  it('has nothing to list where nothing was kept', async () => {
    const one = fakeApp({ course });
    expect(await restoreKept(one.app, undefined)).toBe(0);
    expect(one.said()).toContain('Nothing has been kept aside');
    await expect(restoreKept(one.app, 'last')).rejects.toMatchObject({ exitCode: 2 });
  });
});

type One = ReturnType<typeof app>;

/** Everything that a learner could still get at: where it lies, and what is kept aside and whole. */
function reachable(one: One): { readonly texts: readonly string[]; readonly progress: readonly unknown[] } {
  const { files } = one;
  const kept = [...files.held.keys()].flatMap((path) => /^(.*\/kept\/[^/]+)\/kept\.json$/.exec(path)?.[1] ?? []);
  const paths = [...files.held.keys()].filter(
    (path) => !path.includes('/.go-docker-lab/') || kept.some((folder) => path.startsWith(`${folder}/files/`)),
  );
  return {
    texts: paths.map((path) => files.text(path) ?? ''),
    progress: [
      one.progress(),
      ...kept.flatMap((folder) => {
        const text = files.text(`${folder}/progress.json`);
        return text === undefined ? [] : [JSON.parse(text) as unknown];
      }),
    ],
  };
}

describe('killed at any write', () => {
  const cases: Readonly<
    Record<string, { begin: (one: One) => Promise<unknown>; work: (one: One) => Promise<number> }>
  > = {
    'reset of a step': { begin: async () => undefined, work: (one) => resetPlaces(one.app, ['one/write']) },
    'reset of everything': { begin: async () => undefined, work: (one) => resetPlaces(one.app, []) },
    restore: {
      begin: async (one) => {
        await resetPlaces(one.app, []);
        one.files.held.set('/home/ws/Dockerfile.one', new TextEncoder().encode('FROM later\n'));
      },
      work: (one) => restoreKept(one.app, 'last'),
    },
  };

  it.each(Object.keys(cases))('%s loses nothing, and can be done again', async (name) => {
    const { begin: prepare, work } = cases[name] ?? { begin: async () => undefined, work: async () => 0 };
    const undisturbed = app();
    await prepare(undisturbed);
    await work(undisturbed);
    let writes = 0;
    for (let fatal = 1; ; fatal += 1) {
      const one = app();
      await prepare(one);
      const had = reachable(one);
      writes = 0;
      one.files.onChange = () => {
        writes += 1;
        if (writes >= fatal) throw new Error('killed');
      };
      const killed = await work(one).then(
        () => false,
        () => true,
      );
      one.files.onChange = () => undefined;
      const has = reachable(one);
      for (const text of had.texts) expect(has.texts, `write ${fatal}`).toContain(text);
      for (const progress of had.progress) expect(has.progress, `write ${fatal}`).toContainEqual(progress);
      if (!killed) break;
      if (name !== 'restore') {
        expect(await work(one)).toBe(0);
        expect(workspace(one.files)).toEqual(workspace(undisturbed.files));
        expect(one.progress()).toEqual(undisturbed.progress());
      }
    }
    expect(writes).toBeGreaterThan(4);
  });
});
