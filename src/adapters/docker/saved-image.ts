import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { SecretPlace } from '../../checks/evidence.ts';
import { absolute, eachEntry, resolveLink } from './archive.ts';
import { decompressor } from './decompressor.ts';
import { createFinder } from './needle.ts';
import { type Peeked, peek } from './peek.ts';
import { drain, eachBlob } from './saved-archive.ts';
import { readSaved } from './saved-manifest.ts';
import { createSettingsSearch } from './saved-settings.ts';

/** A blob that is text: settings and lists. Larger ones are searched, not read. */
const longestText = 4 * 1024 * 1024;
/** Places told of one layer: the rest says nothing new. */
const mostPlaces = 20;
const blockSize = 512;
const tarMark = { at: 257, text: 'ustar' };

/** What was found in one blob: paths, or that it holds the secret somewhere. */
interface Found {
  readonly paths: Set<string>;
  somewhere: boolean;
}

/**
 * Looks for a secret in what `docker save` gives, both as docker-archive and as OCI layout: in names and contents
 * of every layer, those hidden by later layers included, in the history and in the settings. Never more than a
 * chunk of a layer is held. Throws when the archive is not whole: then nobody knows what is in it.
 */
export async function searchSavedImage(
  stream: AsyncIterable<Buffer>,
  bytes: Uint8Array,
): Promise<readonly SecretPlace[]> {
  const secret = Buffer.from(bytes);
  const found = new Map<string, Found>();
  const documents = new Map<string, unknown>();
  const links = new Map<string, string>();
  const tooLong = new Set<string>();
  await eachBlob(stream, async (header, content) => {
    const name = absolute(header.name).slice(1);
    // Older engines link a layer that an image has twice.
    if (header.type === 'symlink') links.set(name, resolveLink(name, header.linkname ?? '').slice(1));
    if (header.type !== 'file') return drain(content);
    const start = await peek(content, blockSize);
    const isJson = /^\s*[[{]/.test(start.head.toString('latin1'));
    const isText = isJson && (header.size ?? 0) <= longestText;
    if (isJson && !isText) tooLong.add(name);
    const text = isText ? parseJson(await buffer(start.all)) : undefined;
    if (text?.parsed) documents.set(name, text.parsed);
    else found.set(name, await searchBlob(text ? { head: text.bytes, all: once(text.bytes) } : start, secret));
  });
  const saved = readSaved(documents, (name) => found.has(links.get(name) ?? name), tooLong);
  const settings = createSettingsSearch(secret);
  const places: SecretPlace[] = [];
  const layers = new Set<string>();
  for (const { name, instruction } of saved.layers) {
    const blob = links.get(name) ?? name;
    if (layers.has(blob)) continue;
    layers.add(blob);
    places.push(...layerPlaces(found.get(blob), settings.redact(instruction), settings.redact));
  }
  for (const config of saved.configs) places.push(...settings.inConfig(config));
  for (const [name, document] of documents) if (!saved.known.has(name)) places.push(...settings.beside(name, document));
  for (const [name, one] of found) {
    if (layers.has(name) || (!one.somewhere && one.paths.size === 0)) continue;
    // A layer of another platform, or what a build adds.
    places.push(
      ...(one.paths.size > 0 ? layerPlaces(one, '', settings.redact) : [{ where: 'elsewhere', text: name } as const]),
    );
  }
  return places;
}

function layerPlaces(found: Found | undefined, text: string, redact: (text: string) => string): readonly SecretPlace[] {
  if (!found) return [];
  const places: SecretPlace[] = [...found.paths].map((path) => ({ where: 'layer', text, path: redact(path) }));
  return places.length === 0 && found.somewhere ? [{ where: 'layer', text }] : places;
}

async function searchBlob(start: Peeked, secret: Buffer): Promise<Found> {
  const { head, all } = start;
  if (isTar(head)) return searchLayer(all, secret);
  const unpack = decompressor(head);
  if (!unpack) return searchBytes(all, secret);
  let found: Found = { paths: new Set(), somewhere: false };
  await pipeline(Readable.from(all), unpack, async (bytes: AsyncIterable<Buffer>) => {
    const inner = await peek(bytes, blockSize);
    found = await (isTar(inner.head) ? searchLayer(inner.all, secret) : searchBytes(inner.all, secret));
  });
  return found;
}

function isTar(head: Buffer): boolean {
  return head.toString('latin1', tarMark.at, tarMark.at + tarMark.text.length) === tarMark.text;
}

/** Names, link targets and contents of every file. */
async function searchLayer(bytes: AsyncIterable<Buffer>, secret: Buffer): Promise<Found> {
  const found: Found = { paths: new Set(), somewhere: false };
  const tell = (path: string): void => {
    if (found.paths.size < mostPlaces) found.paths.add(path);
  };
  await eachEntry(bytes, (header) => {
    const path = absolute(header.name);
    const words = [header.name, header.linkname ?? '', ...Object.entries(header.pax ?? {}).flat()];
    if (words.some((word) => Buffer.from(word).includes(secret))) tell(path);
    const search = createFinder(secret);
    return {
      chunk(chunk) {
        if (search(chunk)) tell(path);
      },
      end: () => undefined,
    };
  });
  return found;
}

async function searchBytes(bytes: AsyncIterable<Buffer>, secret: Buffer): Promise<Found> {
  const search = createFinder(secret);
  let somewhere = false;
  for await (const chunk of bytes) somewhere = search(chunk);
  return { paths: new Set(), somewhere };
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

function parseJson(bytes: Buffer): { readonly bytes: Buffer; readonly parsed?: object } {
  try {
    const parsed: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof parsed === 'object' && parsed !== null ? { bytes, parsed } : { bytes };
  } catch (error) {
    if (error instanceof SyntaxError) return { bytes };
    throw error;
  }
}
