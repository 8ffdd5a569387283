import { describe, expect, it } from 'vitest';
import { twoLabs } from '../../test/helpers/fake-app.ts';
import { memoryFiles } from '../../test/helpers/memory-files.ts';
import type { Course, EditStep } from '../course/model.ts';
import { layAsDone } from './workspace.ts';
import type { Desk } from './world.ts';

function deskOf(course: Course, begin: Readonly<Record<string, string>> = {}) {
  const files = memoryFiles(
    Object.fromEntries(Object.entries(begin).map(([path, text]) => [`/home/ws/${path}`, text])),
  );
  const desk: Desk = {
    course,
    files,
    clock: { now: () => 0, monotonic: () => 0, wait: async () => undefined },
    workspace: '/home/ws',
    resolve: (path) => `/home/ws/${path}`,
    lang: () => 'en',
    examine: async () => [],
    shell: 'posix',
  };
  return { desk, files };
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The course with the edit steps of its first lab made anew from variants. */
function withEdits(variants: readonly Partial<EditStep['variants']>[]): Course {
  const [first, ...rest] = twoLabs.labs;
  const edit = first?.steps.find((step) => step.kind === 'edit');
  if (!first || edit?.kind !== 'edit') throw new Error('the course has an edit step');
  const steps = variants.map((own, index) => ({
    ...edit,
    id: `edit-${index}`,
    variants: { start: [], solution: [], alternatives: {}, wrong: {}, ...own },
  }));
  return { ...twoLabs, labs: [{ ...first, steps }, ...rest] };
}

describe('layAsDone', () => {
  it('lays the solution where nothing is, and where it is the start still, whatever its line endings', async () => {
    for (const begin of [{}, { 'Dockerfile.one': 'FROM one-start\n' }, { 'Dockerfile.one': 'FROM one-start\r\n' }]) {
      const { desk, files } = deskOf(twoLabs, begin);
      expect(await layAsDone(desk, 'one')).toEqual({
        laid: ['Dockerfile.one', 'extra.one'],
        kept: [],
        steps: ['write'],
        notices: [],
      });
      expect(files.text('/home/ws/Dockerfile.one')).toBe('FROM one-solution\n');
      expect(files.text('/home/ws/Dockerfile.base')).toBe('FROM scratch\n');
    }
  });

  it('keeps what the learner wrote, and does nothing the second time', async () => {
    const { desk, files } = deskOf(twoLabs, { 'Dockerfile.one': 'FROM mine\n' });
    const kept = { kept: ['Dockerfile.one'], steps: [], notices: [] };
    expect(await layAsDone(desk, 'one')).toEqual({ laid: ['extra.one'], ...kept });
    expect(await layAsDone(desk, 'one')).toEqual({ laid: [], ...kept });
    expect(files.text('/home/ws/Dockerfile.one')).toBe('FROM mine\n');
  });

  it('lays the last solution of steps that share a file', async () => {
    const start = [{ path: 'Dockerfile', content: bytes('start') }];
    const solution = (text: string) => [{ path: 'Dockerfile', content: bytes(text) }];
    const course = withEdits([
      { start, solution: solution('first') },
      { start, solution: solution('second') },
    ]);
    for (const text of ['start', 'first', 'second']) {
      const { desk, files } = deskOf(course, { Dockerfile: text });
      expect(await layAsDone(desk, 'one')).toMatchObject({ kept: [], steps: ['edit-0', 'edit-1'] });
      expect(files.text('/home/ws/Dockerfile')).toBe('second');
    }
  });

  it('changes a file of the app that a solution changes', async () => {
    const course = withEdits([{ solution: [{ path: 'main.go', content: bytes('package better\n') }] }]);
    const { desk, files } = deskOf(course, { 'main.go': 'package main\n' });
    expect(await layAsDone(desk, 'one')).toMatchObject({ laid: ['main.go'], kept: [], notices: [] });
    expect(files.text('/home/ws/main.go')).toBe('package better\n');
  });

  it('refuses a link that leads out of the workspace', async () => {
    const { desk, files } = deskOf(twoLabs);
    files.within = async () => false;
    await expect(layAsDone(desk, 'one')).rejects.toMatchObject({ exitCode: 3, what: { id: 'workspace.outside' } });
    expect(files.held.size).toBe(0);
  });
});
