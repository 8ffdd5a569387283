import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { MachineError } from '../../errors.ts';
import { msg } from '../../i18n/message.ts';
import type { Engine } from '../../ports/engine.ts';
import type { Files } from '../../ports/files.ts';
import type { KitOptions, StoredImage } from '../../ports/kit.ts';
import { isErrno } from '../errno.ts';
import { explainFileError } from '../file-error.ts';
import type { DockerPipe } from './docker-pipe.ts';
import { hexOf, layerPath, runnerFolder } from './format.ts';
import { lookFor } from './images.ts';
import type { IndexedKit } from './open.ts';
import { encodeHeader, padding, tarEnd } from './tar-header.ts';
import { altered, type FoundEntry } from './walk.ts';

const streamBytes = 256 * 1024;

/** Hands one image to an engine under its name; the engine compares the layers with their digests itself. */
export async function loadImage(
  pipe: DockerPipe,
  kit: IndexedKit,
  image: StoredImage,
  engine: Engine,
  options: KitOptions,
): Promise<void> {
  const name = { name: image.reference };
  const failed = {
    what: msg('kit.load-failed', name),
    next: msg('kit.load-failed.next'),
    cut: { what: msg('kit.cut', name), next: msg('kit.load-cut.next') },
  };
  const archive = () => imageArchive(kit, image, options);
  await pipe.write(engine.info, ['load', '-q'], archive, failed, options.signal);
  if ((await lookFor(image, engine, options.signal)) === 'same') return;
  throw new MachineError(failed);
}

/** The archive that `docker load` understands on every engine, made from the settings and layers of one image. */
async function* imageArchive(kit: IndexedKit, image: StoredImage, options: KitOptions): AsyncGenerator<Buffer> {
  const index = kit.images.indexOf(image);
  const stored = kit.manifest.images[index];
  const settings = stored && kit.entries.get(stored.settings);
  if (!stored || !settings) throw new RangeError(`no settings of ${image.reference}`);
  const config = `${hexOf(stored.id)}.json`;
  yield* whole(config, settings.size, content(kit.path, settings));
  const sent = new Set<string>();
  let done = 0;
  for (const [at, layer] of image.layers.entries()) {
    const entry = kit.entries.get(layerPath(layer));
    if (!entry) throw new RangeError(`no layer ${layer}`);
    if (sent.has(layer)) continue;
    sent.add(layer);
    const size = stored.sizes[at] ?? 0;
    for await (const chunk of whole(layerName(layer), size, unpacked(kit.path, entry, size))) {
      done += chunk.length;
      const { bytes: total, reference: entry } = image;
      options.onProgress?.({ phase: 'loading', done: Math.min(done, total), total, entry });
      yield chunk;
    }
  }
  const list = [{ Config: config, RepoTags: [tagged(image.reference)], Layers: image.layers.map(layerName) }];
  const bytes = Buffer.from(JSON.stringify(list));
  yield* whole('manifest.json', bytes.length, [bytes]);
  yield tarEnd;
}

/** An engine would keep an image without a name when this has no tag. */
function tagged(reference: string): string {
  return /:[^/:]+$/.test(reference) ? reference : `${reference}:latest`;
}

function layerName(layer: string): string {
  return `${hexOf(layer)}.tar`;
}

async function* whole(
  path: string,
  size: number,
  bytes: AsyncIterable<Buffer> | Iterable<Buffer>,
): AsyncGenerator<Buffer> {
  yield encodeHeader({ path, mode: 0o644, size });
  yield* bytes;
  yield Buffer.alloc(padding(size));
}

/** A layer, which has to have exactly the size that was written down. */
async function* unpacked(path: string, entry: FoundEntry, size: number): AsyncGenerator<Buffer> {
  let left = size;
  const gunzip = createGunzip({ chunkSize: streamBytes });
  const fed = pipeline(content(path, entry), gunzip).catch((error: unknown) => gunzip.destroy(asError(error)));
  try {
    for await (const chunk of gunzip) {
      if (!Buffer.isBuffer(chunk)) continue;
      left -= chunk.length;
      if (left < 0) break;
      yield chunk;
    }
    await fed;
  } catch (error) {
    if (!isErrno(error) || !error.code.startsWith('Z_')) throw error;
    left = -1;
  }
  // Its sum is right, so whoever made the kit made it so.
  if (left !== 0) throw altered(path, entry.path, 'in', msg('kit.copy-rest.next'));
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function stream(path: string, { offset, size }: FoundEntry) {
  return createReadStream(path, { start: offset, end: offset + size - 1, highWaterMark: streamBytes });
}

async function* content(path: string, entry: FoundEntry): AsyncGenerator<Buffer> {
  if (entry.size === 0) return;
  for await (const chunk of stream(path, entry)) if (Buffer.isBuffer(chunk)) yield chunk;
}

/** What lies in a verified kit, as `Files` has it. */
export function kitFiles(kit: IndexedKit): Pick<Files, 'list' | 'read'> {
  return {
    list: async (folder) =>
      [...kit.entries.keys()].flatMap((path) => (path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : [])),
    async read(path, most) {
      const entry = kit.entries.get(path);
      if (!entry) return undefined;
      const chunks: Buffer[] = [];
      const size = Math.min(entry.size, most ?? entry.size);
      for await (const chunk of content(kit.path, { ...entry, size })) chunks.push(chunk);
      return Buffer.concat(chunks);
    },
  };
}

/** Unpacks the program, the course and Node.js of a verified kit below a folder; gives the folder of the program. */
export async function unpackRunner(kit: IndexedKit, folder: string): Promise<string> {
  for (const entry of kit.entries.values()) {
    if (!entry.path.startsWith(`${runnerFolder}/`)) continue;
    const target = join(folder, entry.path);
    try {
      await mkdir(dirname(target), { recursive: true });
      await pipeline(content(kit.path, entry), createWriteStream(target));
      await chmod(target, entry.mode);
    } catch (error) {
      throw explainFileError(error, target);
    }
  }
  return join(folder, runnerFolder);
}
