import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFiles } from '../files.ts';
import { findObstacles } from './obstacles.ts';
import { sumOfCourse } from './runner.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gdl-obstacles-'));
  for (const path of ['course/01-first', 'go-app']) await mkdir(join(folder, path), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const files = createFiles({ temporary: '/nowhere', platform: process.platform });

function obstacles(app = 'go-app', bases: readonly string[] = ['alpine:3.22']) {
  return findObstacles({ files, course: join(folder, 'course') }, { app, bases });
}

async function obstaclesOf(...names: readonly string[]) {
  for (const name of names) {
    await mkdir(dirname(join(folder, 'course/01-first', name)), { recursive: true });
    await writeFile(join(folder, 'course/01-first', name), '');
  }
  return obstacles();
}

it.each(['start', 'start.cmd', 'dist', 'docs', 'labs', 'node', 'license', 'Start', 'README.md', 'kit.json'])(
  'its program is called %s, as something of the kit is',
  async (app) => {
    expect(await obstacles(app)).toMatchObject([{ exitCode: 4, what: { id: 'kit.app-name' } }]);
  },
);

it.each([`start/${'x'.repeat(124)}`, `${'folder/'.repeat(40)}x`, `start/${'名'.repeat(34)}`])(
  'a name is too long: %s',
  async (name) => {
    const path = join(folder, 'course/01-first', name);
    expect(await obstaclesOf(name)).toMatchObject([{ exitCode: 4, what: { id: 'kit.path-long', params: { path } } }]);
  },
);

it('a name of 100 bytes is none of these', async () => {
  expect(await obstaclesOf('x'.repeat(100), `${'folder/'.repeat(18)}${'名'.repeat(33)}`)).toEqual([]);
});

it.skipIf(process.platform === 'win32').each(['notes: draft', 'aux.md', 'back\\slash', 'line\n', 'dot.'])(
  'Windows has no such name: %j',
  async (name) => {
    expect(await obstaclesOf(name)).toMatchObject([{ exitCode: 4, what: { id: 'kit.path-odd' } }]);
  },
);

it.runIf(process.platform === 'linux').each([
  ['a.txt', 'A.txt'],
  ['notes/a', 'Notes/b'],
  ['notes', 'Notes/a'],
])('two names that some disks take for one: %s and %s', async (...names) => {
  expect(await obstaclesOf(...names)).toMatchObject([{ exitCode: 4, what: { id: 'kit.path-twin' } }]);
});

it('a file cannot be read', async () => {
  const course = join(folder, 'course');
  // As one that is forbidden, which root cannot have: what is listed cannot be opened.
  const blind = { files: { ...files, list: async () => ['01-first/gone'] }, course };
  const told = {
    exitCode: 4,
    what: { params: { path: join(course, '01-first/gone') } },
    next: { id: 'kit.unread.next' },
  };
  expect(await findObstacles(blind, { app: 'go-app', bases: [] })).toMatchObject([told]);
  await expect(sumOfCourse(blind, 'go-app')).rejects.toMatchObject(told);
});

it('images have digests in their names: no engine could be given them; all is told at once', async () => {
  const pinned = ['alpine:3.22', 'golang:1.26'].map((name) => `${name}@sha256:${'1'.repeat(64)}`);
  await obstaclesOf('x'.repeat(101));
  expect(await obstacles('start', ['alpine:3.22', ...pinned])).toMatchObject([
    { what: { id: 'kit.pinned', params: { name: pinned[0] } }, next: { params: { name: 'alpine:3.22' } } },
    { what: { id: 'kit.pinned', params: { name: pinned[1] } }, next: { params: { name: 'golang:1.26' } } },
    { what: { id: 'kit.app-name' } },
    { what: { id: 'kit.path-long' } },
  ]);
});
