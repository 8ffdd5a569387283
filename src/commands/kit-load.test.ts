import { describe, expect, it } from 'vitest';
import { fakeApp } from '../../test/helpers/fake-app.ts';
import { fakeWorld, miniCourse } from '../../test/helpers/fake-world.ts';
import type { Kits, OpenKit, StoredImage } from '../ports/kit.ts';
import { loadKit } from './kit-load.ts';

const image = (reference: string, base = reference): StoredImage => ({
  base,
  reference,
  platform: 'linux/amd64',
  created: '',
  layers: ['sha256:1'],
  id: 'sha256:2',
  bytes: 100,
});

/** Loads a kit of three images on an engine that has some; gives what was loaded and said. */
async function loaded(
  has: Readonly<Record<string, 'same' | 'other'>>,
  free?: number,
  {
    engine = true,
    json = true,
    platform = 'linux/amd64',
    course = 'mini',
  }: { readonly engine?: boolean; readonly json?: boolean; readonly platform?: string; readonly course?: string } = {},
) {
  const images = [image('go:1'), image('go-docker-lab/base/alpine:1', 'alpine:1'), image('tiny:1')].map((one) => ({
    ...one,
    platform,
  }));
  const facts = {
    format: 1,
    runner: '0.1.0',
    course: { id: course, version: '1.0.0', sha256: '' },
    node: [],
    platforms: ['linux/amd64'],
    images,
  };
  const kit: OpenKit = { path: '/kit.tar', bytes: 1000, sha256: 'abc', facts, images };
  let opened = 0;
  const given: string[] = [];
  const refuse = () => Promise.reject(new Error('not asked for'));
  const kits: Kits = {
    make: refuse,
    expectRehearsal: refuse,
    rehearse: refuse,
    nodes: refuse,
    courseSum: refuse,
    obstacles: refuse,
    expect: async () => undefined,
    files: () => ({ list: refuse, read: refuse }),
    async open() {
      opened += 1;
      return kit;
    },
    look: async ({ reference }) => has[reference] ?? 'absent',
    space: async () => (free === undefined ? undefined : { path: '/data', free }),
    load: async (_, one) => void given.push(one.reference),
  };
  const fake = fakeApp({
    course: miniCourse,
    ...(engine ? { engine: fakeWorld(miniCourse).world.engine } : {}),
    flags: { json },
  });
  const app = { ...fake.app, kits: async () => kits };
  const code = await loadKit(app, '/kit.tar').catch((error: unknown) => error);
  return { code, given, opened, said: fake.said(), answer: json ? fake.lines().at(-1) : undefined };
}

describe('kit load', () => {
  it('loads all on an engine that has nothing', async () => {
    const { code, given, answer } = await loaded({});
    expect(code).toBe(0);
    expect(given).toEqual(['go:1', 'go-docker-lab/base/alpine:1', 'tiny:1']);
    expect(answer).toMatchObject({ type: 'kit.loaded', loaded: given, present: [], kept: [] });
  });

  it('loads only what is missing, and leaves another image its name', async () => {
    const { given, answer } = await loaded({ 'go:1': 'same', 'tiny:1': 'other' });
    expect(given).toEqual(['go-docker-lab/base/alpine:1']);
    expect(answer).toMatchObject({ present: ['go:1'], kept: ['tiny:1'] });
  });

  it('loads no stand-in for a public image that is here', async () => {
    const { given, answer } = await loaded({ 'alpine:1': 'other' });
    expect(given).toEqual(['go:1', 'tiny:1']);
    expect(answer).toMatchObject({ present: ['go-docker-lab/base/alpine:1'] });
  });

  it('asks for the engine before it reads a large file', async () => {
    const { code, opened, said } = await loaded({}, undefined, { engine: false, json: false });
    expect(code).toMatchObject({ exitCode: 3 });
    expect([opened, said]).toEqual([0, '']);
  });

  it('counts what it loads, and says how the room stays offline', async () => {
    const { said } = await loaded({ 'go:1': 'same' }, undefined, { json: false });
    expect(said).toContain('Loading image 1/2 go-docker-lab/base/alpine:1 (100 B)\nLoading image 2/2 tiny:1 (100 B)\n');
    expect(said.trim().split('\n').at(-1)).toContain('go-docker-lab network offline');
  });

  it('prints nothing that moves the cursor', async () => {
    const { said } = await loaded({}, undefined, { json: false, course: 'mini\u001B[2J' });
    expect(said).toContain('course mini,');
    expect(said).not.toContain('\u001B');
  });

  it('says for which CPUs the images are, whatever else the kit says', async () => {
    const { code } = await loaded({}, undefined, { platform: 'linux/s390x' });
    expect(code).toMatchObject({ what: { id: 'kit.other-cpu', params: { platforms: 'linux/s390x' } } });
  });

  it('loads nothing where there is no room for all of it, unpacked and on its way', async () => {
    expect((await loaded({}, 400)).code).toBe(0);
    const { code, given } = await loaded({}, 399);
    expect(code).toMatchObject({ what: { id: 'kit.no-space', params: { path: '/data' } }, exitCode: 3 });
    expect(given).toEqual([]);
    // What is here already needs no room.
    expect((await loaded({ 'go:1': 'same', 'tiny:1': 'same', 'go-docker-lab/base/alpine:1': 'same' }, 0)).code).toBe(0);
  });
});
