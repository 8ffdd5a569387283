import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packKit } from '../../../test/helpers/kit.ts';
import { fakeEngine } from '../../doctor/testing/fake-machine.ts';
import { MachineError } from '../../errors.ts';
import type { Presence } from '../../ports/presence.ts';
import { createFiles } from '../files.ts';
import { takeLock } from '../lock-file.ts';
import type { DockerPipe } from './docker-pipe.ts';
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
async function made(read: DockerPipe['read'] = refuse, platforms = ['linux/arm64'], local?: string) {
  const path = join(folder, 'out/kit.tar');
  const asked: string[] = [];
  const engine = fakeEngine();
  const files = createFiles({ temporary: folder, platform });
  const settings = { files, platform, presence, root: join(folder, 'root'), course: join(folder, 'course') };
  const result = await makeKit(
    { ...settings, pipe: { read, write: refuse } },
    {
      path,
      engine: {
        ...engine,
        async docker(args) {
          asked.push(args.join(' '));
          const has = local !== undefined && args[0] === 'image';
          return { exitCode: has ? 0 : 1, stdout: has ? local : '', stderr: '', output: '', seconds: 0 };
        },
      },
      bases: [{ name: 'tiny:1', source: 'public', image: 'tiny:1', sources: ['tiny:1'] }],
      platforms,
      nodes: [],
      runner: '0.1.0',
      course: { id: 'x', version: '1.0.0', app: 'go-app' },
    },
    {},
  ).catch((problem: unknown) => problem);
  return { result, asked };
}

it('pulls nothing for a file that another run is making: at its end it would take that away from the other', async () => {
  const lock = await takeLock(lockOf(join(folder, 'out/kit.tar.part')), { platform, presence });
  if (!lock.taken) throw new Error('taken');
  expect(await made()).toMatchObject({ result: { exitCode: 3, what: { id: 'kit.busy' } }, asked: [] });
  await lock.release();
  const { result, asked } = await made();
  expect(result).toMatchObject({ exitCode: 3, what: { id: 'kit.no-image' } });
  expect(asked).toContain('manifest inspect tiny:1');
  expect(await readdir(join(folder, 'out'))).toEqual([]);
});

describe('docker save', () => {
  const layer = packKit([{ path: 'greeting', mode: 0o644, bytes: randomBytes(100_000) }]);
  const layers = [`sha256:${createHash('sha256').update(layer).digest('hex')}`];
  const tiny = { os: 'linux', architecture: 'amd64' };
  const settings = Buffer.from(JSON.stringify({ ...tiny, rootfs: { diff_ids: layers } }));
  const image = JSON.stringify([{ Created: '', Os: 'linux', Architecture: 'amd64', RootFS: { Layers: layers } }]);
  const archive = packKit([
    { path: 'x/layer.tar', mode: 0o644, bytes: layer },
    { path: 'settings.json', mode: 0o644, bytes: settings },
  ]);

  /** Makes a kit of that image; `breaks`: which of the attempts break off in the layer, and whether as a lost connection does. */
  async function saved(breaks: number, as: 'cut' | 'failed' = 'cut') {
    let attempts = 0;
    async function* read(...[, , failed]: Parameters<DockerPipe['read']>): AsyncGenerator<Buffer> {
      attempts += 1;
      yield archive.subarray(0, 50_000);
      if (attempts <= breaks) throw new MachineError(as === 'cut' ? failed.cut : failed);
      yield archive.subarray(50_000);
    }
    const { result } = await made(read, ['linux/amd64'], image);
    return { result, attempts };
  }

  it('that a lost connection cuts in the middle is asked for once more, and gives the same kit', async () => {
    const whole = await saved(0);
    await rm(join(folder, 'out/kit.tar'));
    const again = await saved(1);
    expect([whole.attempts, again.attempts]).toEqual([1, 2]);
    expect(whole.result).toMatchObject({ sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(again.result).toEqual(whole.result);
    expect(await readdir(join(folder, 'out'))).toEqual(['kit.tar']);
  });

  it.each([
    ['cut', 'kit.cut', 2],
    ['failed', 'kit.save-failed', 1],
  ] as const)('that is %s again and again ends with what happened, and nothing of it stays', async (as, id, times) => {
    const { result, attempts } = await saved(9, as);
    expect(result).toMatchObject({ exitCode: 3, what: { id } });
    expect(attempts).toBe(times);
    expect(await readdir(join(folder, 'out'))).toEqual(['kit.tar.part']);
  });
});

it('an image without layers is refused before anything of it is asked for or written', async () => {
  const bare = JSON.stringify([{ Created: '', Os: 'linux', Architecture: 'amd64', RootFS: { Type: 'layers' } }]);
  const { result, asked } = await made(refuse, ['linux/amd64'], bare);
  expect(result).toMatchObject({ exitCode: 3, what: { id: 'kit.no-layers' } });
  expect(asked).toEqual(['image inspect tiny:1']);
  expect(await readdir(join(folder, 'out'))).toEqual([]);
});
