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
async function loaded(has: Readonly<Record<string, 'same' | 'other'>>, free?: number) {
  const images = [image('go:1'), image('go-docker-lab/base/alpine:1', 'alpine:1'), image('tiny:1')];
  const facts = {
    format: 1,
    runner: '0.1.0',
    course: { id: 'mini', version: '1.0.0', sha256: '' },
    node: { version: '', platforms: [] },
    platforms: ['linux/amd64'],
    images,
  };
  const kit: OpenKit = { path: '/kit.tar', bytes: 1000, sha256: 'abc', facts, images };
  const given: string[] = [];
  const refuse = () => Promise.reject(new Error('not asked for'));
  const kits: Kits = {
    make: refuse,
    rehearse: refuse,
    open: async () => kit,
    look: async ({ reference }) => has[reference] ?? 'absent',
    space: async () => (free === undefined ? undefined : { path: '/data', free }),
    load: async (_, one) => void given.push(one.reference),
  };
  const fake = fakeApp({ course: miniCourse, engine: fakeWorld(miniCourse).world.engine, flags: { json: true } });
  const app = { ...fake.app, kits: async () => kits };
  const code = await loadKit(app, '/kit.tar').catch((error: unknown) => error);
  return { code, given, answer: fake.lines().at(-1) };
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

  it('loads nothing where there is no room for all of it, unpacked and on its way', async () => {
    expect((await loaded({}, 400)).code).toBe(0);
    const { code, given } = await loaded({}, 399);
    expect(code).toMatchObject({ what: { id: 'kit.no-space', params: { path: '/data' } }, exitCode: 3 });
    expect(given).toEqual([]);
    // What is here already needs no room.
    expect((await loaded({ 'go:1': 'same', 'tiny:1': 'same', 'go-docker-lab/base/alpine:1': 'same' }, 0)).code).toBe(0);
  });
});
