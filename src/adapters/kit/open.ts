import { type FileHandle, open } from 'node:fs/promises';
import type { z } from 'zod';
import { msg } from '../../i18n/message.ts';
import type { KitFacts, KitOptions, OpenKit, StoredImage } from '../../ports/kit.ts';
import { parsed } from '../docker/json.ts';
import { explainFileError } from '../file-error.ts';
import {
  anyFactsShape,
  factsShape,
  isPinned,
  type KitManifest,
  kitError,
  kitFormat,
  layerPath,
  manifestPath,
  manifestShape,
  settingsPath,
} from './format.ts';
import { plainFile } from './plain-file.ts';
import { ownersOf } from './plan.ts';
import { altered, type FoundEntry, walk } from './walk.ts';

/** More than any description of a kit. */
const longestDocument = 16 * 1024 * 1024;

/** A kit with where everything in it lies. */
export interface IndexedKit extends OpenKit {
  readonly entries: ReadonlyMap<string, FoundEntry>;
  readonly manifest: KitManifest;
}

/** Reads all of a kit and compares it with its sums. Throws a MachineError that says what is wrong. */
export async function openKit(path: string, options: KitOptions): Promise<IndexedKit> {
  const { size } = await plainFile(path, msg('kit.absent.next'));
  const file = await open(path, 'r').catch((error: unknown) => {
    throw explainFileError(error, path);
  });
  try {
    return await readKit(file, path, size, options);
  } catch (error) {
    throw explainFileError(error, path);
  } finally {
    await file.close();
  }
}

async function readKit(file: FileHandle, path: string, total: number, options: KitOptions): Promise<IndexedKit> {
  const entries = new Map<string, FoundEntry>();
  let facts: KitFacts | undefined;
  let owners = ownersOf([]);
  const going = walk(file, path, {
    ...(options.signal ? { signal: options.signal } : {}),
    onBytes: (done, entry) =>
      options.onProgress?.({ phase: 'verifying', done, total, ...(owners.get(entry) ?? { entry }) }),
  });
  let next = await going.next();
  for (; !next.done; next = await going.next()) {
    entries.set(next.value.path, next.value);
    // Known first: a kit of tomorrow may have anything behind it.
    if (facts) continue;
    facts = await readFacts(file, path, next.value);
    owners = ownersOf(facts.images);
  }
  const last = [...entries.keys()].at(-1);
  const manifestEntry = entries.get(manifestPath);
  if (!facts || !manifestEntry || last !== manifestPath) throw kitError(msg('kit.truncated', { path, bytes: total }));
  const manifest = await readDocument(file, path, manifestEntry, manifestShape);
  compare(path, entries, manifest);
  return { path, ...next.value, facts, entries, manifest, images: storedImages(path, facts, manifest, entries) };
}

async function readFacts(file: FileHandle, path: string, entry: FoundEntry): Promise<KitFacts> {
  const any = await readDocument(file, path, entry, anyFactsShape);
  if (any.format > kitFormat)
    throw kitError(msg('kit.newer', { path, version: any.runner }), msg('kit.newer.next', { version: any.runner }));
  const facts = await readDocument(file, path, entry, factsShape);
  const pinned = facts.images.find(({ reference }) => isPinned(reference));
  if (pinned) throw kitError(msg('kit.pinned-in', { path, name: pinned.reference }), msg('kit.pinned-in.next'));
  return facts;
}

async function readDocument<S extends z.ZodType>(
  file: FileHandle,
  path: string,
  entry: FoundEntry,
  shape: S,
): Promise<z.output<S>> {
  if (entry.size > longestDocument) throw altered(path, entry.path);
  const bytes = Buffer.alloc(entry.size);
  const { bytesRead } = await file.read(bytes, 0, entry.size, entry.offset);
  const document = bytesRead === entry.size ? parsed(shape, bytes.toString('utf8')) : undefined;
  if (document === undefined) throw altered(path, entry.path);
  return document;
}

/** Every entry is as it was written, and there are no others. */
function compare(path: string, entries: ReadonlyMap<string, FoundEntry>, manifest: KitManifest): void {
  const found = [...entries.values()].filter((entry) => entry.path !== manifestPath);
  for (const [index, entry] of found.entries()) {
    const written = manifest.entries[index];
    if (entry.path !== written?.path || entry.size !== written.size || entry.sha256 !== written.sha256)
      throw altered(path, entry.path);
  }
  const missing = manifest.entries[found.length];
  if (missing) throw altered(path, missing.path);
}

function storedImages(
  path: string,
  facts: KitFacts,
  manifest: KitManifest,
  entries: ReadonlyMap<string, FoundEntry>,
): readonly StoredImage[] {
  if (manifest.images.length !== facts.images.length) throw altered(path, manifestPath);
  return facts.images.map((image, index) => {
    const { settings = '', id = '', sizes = [] } = manifest.images[index] ?? {};
    const right =
      settings === settingsPath(index, image.base, image.platform) &&
      entries.get(settings)?.sha256 === id.replace('sha256:', '') &&
      sizes.length === image.layers.length;
    if (!right) throw altered(path, manifestPath);
    const lost = image.layers.find((layer) => !entries.has(layerPath(layer)));
    if (lost !== undefined) throw altered(path, layerPath(lost));
    return { ...image, id, bytes: sizes.reduce((sum, size) => sum + size, 0) };
  });
}
