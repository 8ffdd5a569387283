import { expect, it } from 'vitest';
import { fakeApp } from '../../test/helpers/fake-app.ts';
import { miniCourse } from '../../test/helpers/fake-world.ts';
import type { KitFacts, KitNode, Kits, OpenKit } from '../ports/kit.ts';
import type { GlobalFlags } from './app.ts';
import { checkKit } from './kit-check.ts';

const own: KitNode = { platform: 'linux/amd64', path: '/usr/bin/node', version: 'v20.20.2' };

/** What is said of a kit with these facts that does not hold. */
async function failed(facts: Partial<KitFacts>, flags: Partial<GlobalFlags> = {}): Promise<string> {
  const refuse = () => Promise.reject(new Error('not asked for'));
  const kit: OpenKit = {
    path: '/my kit.tar',
    bytes: 1000,
    sha256: 'abc',
    facts: {
      format: 1,
      runner: '0.1.0',
      course: { id: miniCourse.id, version: '1.0.0', sha256: 'of mini' },
      node: [own],
      platforms: ['linux/amd64'],
      images: [],
      ...facts,
    },
    images: [],
  };
  const kits: Kits = {
    make: refuse,
    obstacles: refuse,
    load: refuse,
    look: refuse,
    space: refuse,
    files: () => ({ list: refuse, read: refuse }),
    expect: async () => undefined,
    expectRehearsal: async () => undefined,
    nodes: async () => [own],
    courseSum: async (app) => (app === miniCourse.app ? 'of mini' : 'of another'),
    open: async () => kit,
    rehearse: async () => 1,
  };
  const fake = fakeApp({ course: miniCourse, flags });
  const app = { ...fake.app, kits: async () => kits };
  expect(await checkKit(app, kit.path, { force: false })).toBe(1);
  return fake.said().replace(/^.*(?:then: |重新制作：)/s, '');
}

it('a kit that does not hold is made again with all that it was made with', async () => {
  const make = "go-docker-lab kit make '/my kit.tar'";
  expect(await failed({})).toBe(`${make} --platform amd64 --force\n`);
  const both = ['linux/amd64', 'linux/arm64'];
  expect(await failed({ platforms: both })).toBe(`${make} --platform amd64,arm64 --force\n`);
  const other = { platform: 'windows/amd64', path: 'x', version: null };
  expect(await failed({ node: [own, other] })).toBe(
    `${make} --platform amd64 --node windows/amd64=PATH --force\nPATH is the Node.js program for that platform.\n`,
  );
  // Not that of this machine, though for it.
  const named = { ...own, version: 'v24.1.0' };
  expect(await failed({ node: [named, other] })).toContain('--node linux/amd64=PATH,windows/amd64=PATH --force');
});

it.each([
  ['another course', { id: 'theirs', version: '1.0.0', sha256: 'of mini' }],
  ['another state of this course', { id: miniCourse.id, version: '1.0.0', sha256: 'of theirs' }],
])('the folder of the course has to be named for %s', async (_, course) => {
  expect(await failed({ course })).toBe(
    `go-docker-lab kit make '/my kit.tar' --course FOLDER --platform amd64 --force\nFOLDER is where the course ${course.id} lies.\n`,
  );
  expect(await failed({ course }, { lang: 'zh' })).toContain(`FOLDER 是课程 ${course.id} 所在的目录。`);
});
