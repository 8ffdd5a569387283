import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, Readable, Transform } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import * as z from 'zod';
import { MachineError } from '../../errors.ts';
import { msg } from '../../i18n/message.ts';
import type { KitImage } from '../../ports/kit.ts';
import { decompressor } from '../docker/decompressor.ts';
import { parsed } from '../docker/json.ts';
import { peek } from '../docker/peek.ts';
import { drain, eachBlob } from '../docker/saved-archive.ts';
import { hexOf } from './format.ts';

/** Larger documents are no settings. */
const longestDocument = 4 * 1024 * 1024;
const streamBytes = 256 * 1024;

const settingsShape = z.object({
  os: z.string(),
  architecture: z.string(),
  rootfs: z.object({ diff_ids: z.array(z.string()) }),
});

/** What was taken out of a saved image into a folder. */
export interface Spooled {
  /** The settings as the image's author wrote them. */
  readonly settings: Buffer;
  /** Layers by digest, packed, each with its unpacked size. */
  readonly layers: ReadonlyMap<string, { readonly path: string; readonly bytes: number }>;
}

/**
 * Takes settings and layers out of what `docker save` gives. Engines pack an image differently (docker-archive, OCI
 * layout, layers packed or not, attestations beside it), so nothing but digests is looked at: the layers are those whose
 * unpacked bytes have a digest that the image names, the settings those that name exactly these layers. Layers in `have`
 * are left out. Throws a MachineError when a part did not come.
 */
export async function spoolImage(
  stream: AsyncIterable<Buffer>,
  image: KitImage,
  have: ReadonlySet<string>,
  folder: string,
): Promise<Spooled> {
  const wanted = new Set(image.layers.filter((layer) => !have.has(layer)));
  const layers = new Map<string, { path: string; bytes: number }>();
  let settings: Buffer | undefined;
  await eachBlob(stream, async (header, content) => {
    const { head, all } = await peek(content, 512);
    // Engines that name a layer by its digest spare us a look at those we have.
    const known = /^blobs\/sha256\/([0-9a-f]{64})$/.exec(header.name)?.[1];
    if (header.type !== 'file' || (known !== undefined && have.has(`sha256:${known}`))) return drain(all);
    if (/^\s*[[{]/.test(head.toString('latin1'))) {
      if ((header.size ?? 0) > longestDocument) return drain(all);
      const bytes = await buffer(all);
      if (isSettings(bytes, image)) settings = bytes;
      return;
    }
    const layer = await pack(all, head, join(folder, 'layer.tmp'));
    if (!wanted.has(layer.digest) || layers.has(layer.digest)) return;
    const path = join(folder, `${hexOf(layer.digest)}.tar.gz`);
    await rename(join(folder, 'layer.tmp'), path);
    layers.set(layer.digest, { path, bytes: layer.bytes });
  });
  await rm(join(folder, 'layer.tmp'), { force: true });
  if (!settings || [...wanted].some((layer) => !layers.has(layer)))
    throw new MachineError({ what: msg('kit.save-incomplete', { name: image.reference }), next: msg('kit.save.next') });
  return { settings, layers };
}

/** Whether these are the settings of that image: its platform, its layers. */
export function isSettings(bytes: Buffer, image: KitImage): boolean {
  const found = parsed(settingsShape, bytes.toString('utf8'));
  return (
    found !== undefined &&
    `${found.os}/${found.architecture}` === image.platform &&
    found.rootfs.diff_ids.join() === image.layers.join()
  );
}

/** Unpacks a layer by its first bytes, and packs it anew: the same bytes whatever the engine had done. */
async function pack(
  content: AsyncIterable<Buffer>,
  head: Buffer,
  path: string,
): Promise<{ readonly digest: string; readonly bytes: number }> {
  const counter = hashing();
  await pipeline(
    Readable.from(content),
    decompressor(head, streamBytes) ?? new PassThrough(),
    counter.stream,
    createGzip({ level: 6, chunkSize: streamBytes }),
    createWriteStream(path, { highWaterMark: streamBytes }),
  );
  return { digest: counter.digest(), bytes: counter.bytes() };
}

/** Lets bytes pass, and tells their digest and number. */
export function hashing() {
  const hash = createHash('sha256');
  let bytes = 0;
  return {
    stream: new Transform({
      transform(chunk: Buffer, _, done) {
        hash.update(chunk);
        bytes += chunk.length;
        done(null, chunk);
      },
    }),
    digest: () => `sha256:${hash.digest('hex')}`,
    bytes: () => bytes,
  };
}
