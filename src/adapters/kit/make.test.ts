import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fakeEngine } from '../../doctor/testing/fake-machine.ts';
import type { Presence } from '../../ports/presence.ts';
import { createFiles } from '../files.ts';
import { takeLock } from '../lock-file.ts';
import { makeKit } from './make.ts';
import { lockOf } from './part.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gdl-make-'));
  for (const path of ['root/dist', 'course', 'go-app', 'out']) await mkdir(join(folder, path), { recursive: true });
  await writeFile(join(folder, 'root/dist/go-docker-lab.js'), '');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const refuse = (): never => {
  throw new Error('not asked for');
};
const { platform } = process;
const presence: Presence = { mark: 'mine', of: () => 'alive' };

/** What comes of making a kit in `out`, and what the engine was asked for. */
async function made() {
  const path = join(folder, 'out/kit.tar');
  const asked: string[] = [];
  const engine = fakeEngine();
  const files = createFiles({ temporary: folder, platform });
  const settings = { files, platform, presence, root: join(folder, 'root'), course: join(folder, 'course') };
  const error = await makeKit(
    { ...settings, pipe: { read: refuse, write: refuse } },
    {
      path,
      engine: {
        ...engine,
        async docker(args) {
          asked.push(args.join(' '));
          return { exitCode: 1, stdout: '', stderr: '', output: '', seconds: 0 };
        },
      },
      bases: [{ name: 'tiny:1', source: 'public', image: 'tiny:1', sources: ['tiny:1'] }],
      platforms: ['linux/arm64'],
      nodes: [],
      runner: '0.1.0',
      course: { id: 'x', version: '1.0.0', app: 'go-app' },
    },
    {},
  ).catch((problem: unknown) => problem);
  return { error, asked };
}

it('pulls nothing for a file that another run is making: at its end it would take that away from the other', async () => {
  const lock = await takeLock(lockOf(join(folder, 'out/kit.tar.part')), { platform, presence });
  if (!lock.taken) throw new Error('taken');
  expect(await made()).toMatchObject({ error: { exitCode: 3, what: { id: 'kit.busy' } }, asked: [] });
  await lock.release();
  const { error, asked } = await made();
  expect(error).toMatchObject({ exitCode: 3, what: { id: 'kit.no-image' } });
  expect(asked).toContain('manifest inspect tiny:1');
  expect(await readdir(join(folder, 'out'))).toEqual([]);
});
