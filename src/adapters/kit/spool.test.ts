import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { spoolImage } from './spool.ts';
import { encodeHeader, padding, tarEnd } from './tar-header.ts';

const sum = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const tar = (files: Readonly<Record<string, Buffer>>): Buffer =>
  Buffer.concat([
    ...Object.entries(files).flatMap(([path, bytes]) => [
      encodeHeader({ path, mode: 0o644, size: bytes.length }),
      bytes,
      Buffer.alloc(padding(bytes.length)),
    ]),
    tarEnd,
  ]);

const lower = tar({ 'etc/motd': Buffer.from('lower') });
const upper = tar({ 'etc/motd': Buffer.from('upper') });
/** What an engine makes of a layer without files. */
const empty = Buffer.alloc(1024);
const layers = [lower, upper, empty].map((layer) => `sha256:${sum(layer)}`);
const settings = Buffer.from(
  JSON.stringify({ architecture: 'amd64', os: 'linux', rootfs: { type: 'layers', diff_ids: layers } }),
);
const image = { base: 'a:1', reference: 'a:1', platform: 'linux/amd64', created: '', layers };

/** As engines with the classic store save it. */
const archive = tar({
  [`${'a'.repeat(64)}/layer.tar`]: upper,
  [`${'a'.repeat(64)}/VERSION`]: Buffer.from('1.0'),
  [`${'a'.repeat(64)}/json`]: Buffer.from('{"id":"a"}'),
  [`${'b'.repeat(64)}/layer.tar`]: lower,
  [`${'c'.repeat(64)}/layer.tar`]: empty,
  [`${sum(settings)}.json`]: settings,
  'manifest.json': Buffer.from('[]'),
});

/** As engines with the containerd store save it: packed layers, attestations, another platform. */
const layout = tar({
  ...Object.fromEntries(
    [lower, upper, empty].map((layer) => [`blobs/sha256/${sum(gzipSync(layer))}`, gzipSync(layer)]),
  ),
  'blobs/sha256/1': Buffer.from(
    JSON.stringify({ architecture: 'unknown', os: 'unknown', rootfs: { diff_ids: ['x'] } }),
  ),
  'blobs/sha256/2': Buffer.from(JSON.stringify({ architecture: 'arm64', os: 'linux', rootfs: { diff_ids: layers } })),
  'blobs/sha256/3': settings,
  'index.json': Buffer.from('{}'),
  'oci-layout': Buffer.from('{}'),
});

async function* stream(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 700) yield bytes.subarray(at, at + 700);
}

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gdl-spool-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function spooled(bytes: Buffer, have: ReadonlySet<string> = new Set()) {
  const found = await spoolImage(stream(bytes), image, have, folder);
  const packed = await Promise.all(
    [...found.layers].map(async ([layer, { path }]) => [layer, sum(await readFile(path))]),
  );
  return {
    settings: found.settings.toString(),
    packed: packed.sort(),
    sizes: [...found.layers.values()].map((one) => one.bytes),
  };
}

describe('spoolImage', () => {
  it('gives the same bytes whatever the engine packed them in', async () => {
    const one = await spooled(archive);
    const other = await spooled(layout);
    expect(one.packed).toEqual(other.packed);
    expect(one.packed.map(([layer]) => layer)).toEqual(layers.toSorted());
    expect([one.settings, other.settings]).toEqual([settings.toString(), settings.toString()]);
    expect(one.sizes.toSorted()).toEqual([1024, 2048, 2048].toSorted());
  });

  it('leaves out the layers that are there already, and nothing unfinished behind', async () => {
    const { packed } = await spooled(archive, new Set(layers.slice(0, 1)));
    expect(packed.map(([layer]) => layer)).toEqual(layers.slice(1).toSorted());
    expect(await readdir(folder)).toHaveLength(2);
  });

  it.each([
    ['a layer', tar({ 'x/layer.tar': upper, 'y/layer.tar': empty, 'c.json': settings })],
    ['the settings', tar({ 'x/layer.tar': upper, 'y/layer.tar': lower, 'z/layer.tar': empty })],
    ['a bit of a layer', Buffer.from(archive.toString('latin1').replace('lower', 'lowes'), 'latin1')],
  ])('says that %s is missing', async (_, bytes) => {
    await expect(spooled(bytes)).rejects.toMatchObject({ what: { id: 'kit.save-incomplete' } });
  });

  it('does not take an archive that breaks off for a whole one', async () => {
    await expect(spooled(archive.subarray(0, 3000))).rejects.toThrow();
  });
});
