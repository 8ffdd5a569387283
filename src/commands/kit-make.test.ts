import { posix } from 'node:path';
import { expect, it } from 'vitest';
import { fakeApp } from '../../test/helpers/fake-app.ts';
import { fakeWorld, miniCourse } from '../../test/helpers/fake-world.ts';
import { memoryFiles } from '../../test/helpers/memory-files.ts';
import { CourseError } from '../errors.ts';
import { msg } from '../i18n/message.ts';
import type { KitBase, Kits, NodeProgram } from '../ports/kit.ts';
import type { GlobalFlags } from './app.ts';
import { makeKit } from './kit-make.ts';

const refuse = () => Promise.reject(new Error('not asked for'));
const nodes: readonly NodeProgram[] = [
  { platform: 'linux/amd64', path: '/usr/bin/node', version: 'v20.20.2' },
  { platform: 'windows/amd64', path: '/home/node.exe', version: null },
];

async function made(
  path: string,
  flags: Partial<GlobalFlags> = {},
  bases: readonly KitBase[] = [],
  obstacles: readonly CourseError[] = [],
) {
  const course = miniCourse;
  let taken: readonly KitBase[] = [];
  const kits: Kits = {
    nodes: async () => nodes,
    courseSum: refuse,
    async obstacles(given) {
      expect(given).toBe(course);
      return obstacles;
    },
    async make({ path: file, course, runner, platforms, ...request }, { onProgress }) {
      taken = request.bases;
      const image = { number: 2, of: 3 };
      for (const done of [1e6, 5e6]) onProgress?.({ phase: 'reading', done, total: 9e6, entry: 'golang:1.26', image });
      onProgress?.({ phase: 'writing', done: 7e6, total: 8e6, entry: 'golang:1.26', image });
      onProgress?.({ phase: 'verifying', done: 4e6, entry: 'go-docker-lab/node/linux-amd64/node' });
      expect(file).toBe(path);
      const { id, version } = course;
      const node = nodes.map((one) => ({ ...one, path: 'x' }));
      const facts = { format: 1, runner, course: { id, version, sha256: '' }, node, platforms, images: [] };
      return { bytes: 1000, sha256: 'abc', facts, resumed: 0 };
    },
    expect: refuse,
    open: refuse,
    files: () => ({ list: refuse, read: refuse }),
    load: refuse,
    look: refuse,
    space: refuse,
    expectRehearsal: refuse,
    rehearse: refuse,
  };
  const files = memoryFiles({ '/out/other': '' });
  const fake = fakeApp({ course, engine: fakeWorld(miniCourse).world.engine, files, flags });
  let time = 0;
  const clock = { ...fake.app.clock, monotonic: () => (time += 2000) };
  const mapping = { 'alpine:3.22': 'go-docker-lab/mirrored/alpine:3.22' };
  const app = {
    ...fake.app,
    clock,
    join: posix.join,
    kits: async () => kits,
    kitBases: async () => bases,
    resolveBases: async () => ({ mapping, standIns: [] }),
    lookForBases: async () => ({ mapping, standIns: [], missing: [] }),
  };
  const code = await makeKit(app, path, { force: false }).catch((error: unknown) => error);
  return { code, said: fake.said(), connects: fake.seen.connects, taken };
}

it('says which Node.js is in it for whom, and who needs one of their own', async () => {
  const { code, said } = await made('/out/kit.tar');
  expect(code).toBe(0);
  expect(said).toContain(
    'Node.js for linux/amd64: v20.20.2 (/usr/bin/node)\nNode.js for windows/amd64: version unknown (/home/node.exe)\n' +
      'No Node.js for linux/arm64, darwin/amd64, darwin/arm64, windows/arm64: who has such a machine',
  );
  const { said: chinese } = await made('/out/kit.tar', { lang: 'zh' });
  expect(chinese).toContain('windows/amd64 的 Node.js：版本未知（/home/node.exe）');
});

it('says how far it is by image, number and bytes', async () => {
  const { said } = await made('/out/kit.tar');
  expect(said.split('\n').filter((line) => line.startsWith('  '))).toEqual([
    '  reading image 2/3 golang:1.26: 1 MB / 9 MB, 500 kB/s',
    '  reading image 2/3 golang:1.26: 5 MB / 9 MB, 2 MB/s',
    '  writing image 2/3 golang:1.26: 7 MB / 8 MB, 3.5 MB/s',
    '  verifying go-docker-lab/node/linux-amd64/node: 4 MB, 2 MB/s',
  ]);
  const { said: json } = await made('/out/kit.tar', { json: true });
  expect(JSON.parse(json.split('\n')[0] ?? '')).toEqual({
    v: 1,
    type: 'kit.progressed',
    phase: 'reading',
    entry: 'golang:1.26',
    image: { number: 2, of: 3 },
    done: 1e6,
    total: 9e6,
  });
});

it('makes no folder for it', async () => {
  const { code, connects } = await made('/nope/kit.tar');
  expect(code).toMatchObject({ exitCode: 2, what: { id: 'files.no-folder', params: { path: '/nope' } } });
  expect(connects).toBe(0);
});

it('takes no course that no kit can hold, and asks for no engine', async () => {
  const obstacles = ['start', 'docs'].map((name) => new CourseError({ what: msg('kit.app-name', { name }) }));
  const { code, connects } = await made('/out/kit.tar', {}, [], obstacles);
  expect([code, connects]).toEqual([obstacles[0], 0]);
});

const base = (source: KitBase['source'], image = 'alpine:3.22'): KitBase => ({
  name: 'alpine:3.22',
  source,
  image,
  sources: [],
});

it('takes base images as they came, and says which are stand-ins and which are missing', async () => {
  const standIn = base('stand-in', 'go-docker-lab/base/alpine:3.22');
  const { taken, said } = await made('/out/kit.tar', {}, [standIn]);
  expect(taken).toEqual([standIn]);
  expect(said).toContain('alpine:3.22');
  const { code } = await made('/out/kit.tar', {}, [base('missing')]);
  expect(code).toMatchObject({ exitCode: 3, what: { id: 'doctor.bases.missing', params: { names: 'alpine:3.22' } } });
});
