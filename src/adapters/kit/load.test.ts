import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { edited, type KitEntry, packKit, sealed, smallKit } from '../../../test/helpers/kit.ts';
import { fakeEngine } from '../../doctor/testing/fake-machine.ts';
import type { DockerPipe } from './docker-pipe.ts';
import { settingsPath } from './format.ts';
import { loadImage } from './load.ts';
import { openKit } from './open.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gdl-load-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What comes of loading a kit whose sums are right, on an engine that takes whatever it is given. */
async function loaded(entries: readonly KitEntry[], sent: Buffer[] = []): Promise<unknown> {
  const path = join(folder, 'kit.tar');
  await writeFile(path, packKit(sealed(entries)));
  const kit = await openKit(path, {});
  const pipe: DockerPipe = {
    read: () => {
      throw new Error('not asked for');
    },
    async write(_info, _args, input) {
      for await (const chunk of input()) sent.push(chunk);
    },
  };
  const [image] = kit.images;
  if (!image) throw new Error('no image');
  return loadImage(pipe, kit, image, fakeEngine({}), {}).catch((error: unknown) => error);
}

const withLayer = (bytes: Buffer): readonly KitEntry[] =>
  smallKit().map((entry) => (entry.path.startsWith('images/layers/') ? { ...entry, bytes } : entry));
const withSize = (size: number): readonly KitEntry[] =>
  edited(smallKit(), 'go-docker-lab/manifest.json', ({ images, ...rest }) => ({
    ...rest,
    images: (images as object[]).map((image) => ({ ...image, sizes: [size] })),
  }));

it.each([
  ['tiny', 'tiny:latest'],
  ['tiny:1', 'tiny:1'],
  ['localhost:5000/tiny', 'localhost:5000/tiny:latest'],
])('an image is given to the engine with a tag: %s', async (name, tag) => {
  const settings = settingsPath(0, name, 'linux/amd64');
  const named = (from: Record<string, unknown>, changes: object) => ({
    ...from,
    images: (from['images'] as object[]).map((image) => ({ ...image, ...changes })),
  });
  const facts = edited(smallKit(), 'go-docker-lab/kit.json', (from) => named(from, { base: name, reference: name }));
  const entries = edited(facts, 'go-docker-lab/manifest.json', (from) => named(from, { settings }));
  const sent: Buffer[] = [];
  await loaded(
    entries.map((entry) => (/^images\/01-/.test(entry.path) ? { ...entry, path: settings } : entry)),
    sent,
  );
  // It would be there without a name.
  expect(Buffer.concat(sent).toString('latin1')).toContain(`"RepoTags":["${tag}"]`);
});

describe('a forged kit is told as such, and no promise is made of what was loaded before', () => {
  it.each([
    ['an empty layer', withLayer(Buffer.alloc(0))],
    ['a layer that is not packed', withLayer(Buffer.from('layer'))],
    ['a longer layer', withLayer(gzipSync(Buffer.alloc(2048)))],
    ['a size that no octal digits say', withSize(9e9)],
    ['the largest size', withSize(Number.MAX_SAFE_INTEGER)],
    ['no size', withSize(0)],
  ])('%s', async (_, entries) => {
    const error = await loaded(entries);
    expect(error).toMatchObject({ exitCode: 3, what: { id: 'kit.altered' }, next: { id: 'kit.copy-rest.next' } });
  });
});
