import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { NodeProgram } from '../../ports/kit.ts';
import { createFiles } from '../files.ts';
import { listRunner } from './runner.ts';

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
