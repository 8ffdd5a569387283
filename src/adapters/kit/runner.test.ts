import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NodeProgram } from '../../ports/kit.ts';
import { createFiles } from '../files.ts';
import { listRunner, sumOfCourse } from './runner.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gdl-runner-'));
  for (const path of ['root/dist', 'course/01-first', 'go-app']) await mkdir(join(folder, path), { recursive: true });
  await writeFile(join(folder, 'root/dist/go-docker-lab.js'), '');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function listed(path: string, app = 'go-app', nodes: readonly NodeProgram[] = []) {
  const files = createFiles({ temporary: folder, platform: process.platform });
  return listRunner(
    { files, root: join(folder, 'root'), course: join(folder, 'course') },
    { path: join(folder, path), course: { id: 'x', version: '1.0.0', app }, nodes },
  );
}

it.each(['course/kit.tar', 'course/01-first/kit.tar', 'go-app/kit.tar', 'root/dist/kit.tar'])(
  'a kit cannot be written where the next one would swallow it: %s',
  async (path) => {
    await expect(listed(path)).rejects.toMatchObject({ what: { id: 'kit.inside' }, exitCode: 2 });
  },
);

it.each(['kit.tar', 'root/kit.tar'])('elsewhere it can: %s', async (path) => {
  expect((await listed(path)).files.map((file) => file.path)).toContain('go-docker-lab/dist/go-docker-lab.js');
});

it('what is called LICENSE beside a Node.js goes along only as a file', async () => {
  const path = join(folder, 'root/bin/node');
  const node = [{ platform: 'linux/arm64', path, version: null }];
  const licences = async () =>
    (await listed('kit.tar', 'go-app', node)).files.flatMap(({ path, content }) =>
      path === 'go-docker-lab/node/linux-arm64/LICENSE' && 'from' in content ? [content.from] : [],
    );
  await mkdir(join(folder, 'root/LICENSE'));
  expect(await licences()).not.toContain(join(folder, 'root/LICENSE'));
  await rm(join(folder, 'root/LICENSE'), { recursive: true });
  await writeFile(join(folder, 'root/LICENSE'), 'free');
  expect(await licences()).toEqual([join(folder, 'root/LICENSE')]);
});

describe('a course that no kit can hold is told before anything is written', () => {
  const files = createFiles({ temporary: '/nowhere', platform: process.platform });
  async function refusal(...names: readonly string[]) {
    for (const name of names) {
      await mkdir(dirname(join(folder, 'course/01-first', name)), { recursive: true });
      await writeFile(join(folder, 'course/01-first', name), '');
    }
    return listed('kit.tar').catch((error: unknown) => error);
  }

  it.each(['start', 'start.cmd', 'dist', 'docs', 'labs', 'node', 'license', 'Start', 'README.md', 'kit.json'])(
    'its program is called %s, as something of the kit is',
    async (app) => {
      await expect(listed('kit.tar', app)).rejects.toMatchObject({ exitCode: 4, what: { id: 'kit.app-name' } });
    },
  );

  it.each([`start/${'x'.repeat(124)}`, `${'folder/'.repeat(40)}x`, `start/${'名'.repeat(34)}`])(
    'a name is too long: %s',
    async (name) => {
      const path = join(folder, 'course/01-first', name);
      expect(await refusal(name)).toMatchObject({ exitCode: 4, what: { id: 'kit.path-long', params: { path } } });
    },
  );

  it('a name of 100 bytes is none of these', async () => {
    expect(await refusal('x'.repeat(100), `${'folder/'.repeat(18)}${'名'.repeat(33)}`)).toMatchObject({ files: {} });
  });

  it.skipIf(process.platform === 'win32').each(['notes: draft', 'aux.md', 'back\\slash', 'line\n', 'dot.'])(
    'Windows has no such name: %j',
    async (name) => {
      expect(await refusal(name)).toMatchObject({ exitCode: 4, what: { id: 'kit.path-odd' } });
    },
  );

  it.runIf(process.platform === 'linux').each([
    ['a.txt', 'A.txt'],
    ['notes/a', 'Notes/b'],
    ['notes', 'Notes/a'],
  ])('two names that some disks take for one: %s and %s', async (...names) => {
    expect(await refusal(...names)).toMatchObject({ exitCode: 4, what: { id: 'kit.path-twin' } });
  });

  it('a file cannot be read', async () => {
    const course = join(folder, 'course');
    // As one that is forbidden, which root cannot have: what is listed cannot be opened.
    const blind = { ...files, list: async () => ['01-first/gone'] };
    await expect(sumOfCourse({ files: blind, course }, 'go-app')).rejects.toMatchObject({
      exitCode: 4,
      what: { params: { path: join(course, '01-first/gone') } },
      next: { id: 'kit.unread.next' },
    });
  });
});
