import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { SecretForm, SecretPlace } from '../../checks/evidence.ts';
import { absolute, eachEntry, resolveLink } from './archive.ts';
import { decompressor } from './decompressor.ts';
import { type Finder, findersOf } from './needle.ts';
import { type Peeked, peek } from './peek.ts';
import { drain, eachBlob } from './saved-archive.ts';
import { readSaved } from './saved-manifest.ts';
import { createSettingsSearch } from './saved-settings.ts';
import { type Written, waysToWrite, writtenIn } from './secret-forms.ts';

/** A blob that is text: settings and lists. Larger ones are searched, not read. */
const longestText = 4 * 1024 * 1024;
/** Places told of one layer: the rest says nothing new. */
const mostPlaces = 20;
const blockSize = 512;
const tarMark = { at: 257, text: 'ustar' };

/** What was found in one blob: paths, or that it holds the secret somewhere; and how it is written there. */
interface Found {
  readonly paths: Map<string, Written>;
  readonly somewhere?: Written | undefined;
}

/** Looks for the secret, in whatever way it is written. */
interface Search {
  /** Made for each stream. */
  readonly inStream: () => Finder<Written>;
  readonly inText: (text: string) => Written | undefined;
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
  const ways = waysToWrite(Buffer.from(bytes));
  const search: Search = { inStream: findersOf(ways), inText: (text) => writtenIn(text, ways) };
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
    else found.set(name, await searchBlob(text ? { head: text.bytes, all: once(text.bytes) } : start, search));
  });
  const saved = readSaved(documents, (name) => found.has(links.get(name) ?? name), tooLong);
  const settings = createSettingsSearch(ways);
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
    if (layers.has(name)) continue;
    // A layer of another platform, or what a build adds.
    if (one.somewhere) places.push({ where: 'elsewhere', text: name, ...formOf(one.somewhere) });
    else places.push(...layerPlaces(one, '', settings.redact));
  }
  return places;
}

function layerPlaces(found: Found | undefined, text: string, redact: (text: string) => string): readonly SecretPlace[] {
  if (found?.somewhere) return [{ where: 'layer', text, ...formOf(found.somewhere) }];
  const paths = [...(found?.paths ?? [])];
  return paths.map(([path, written]) => ({ where: 'layer', text, path: redact(path), ...formOf(written) }));
}

function formOf({ form }: Written): { readonly form?: SecretForm } {
  return form ? { form } : {};
}

async function searchBlob(start: Peeked, search: Search): Promise<Found> {
  const { head, all } = start;
  if (isTar(head)) return searchLayer(all, search);
  const unpack = decompressor(head);
  if (!unpack) return searchBytes(all, search);
  let found: Found = { paths: new Map() };
  await pipeline(Readable.from(all), unpack, async (bytes: AsyncIterable<Buffer>) => {
    const inner = await peek(bytes, blockSize);
    found = await (isTar(inner.head) ? searchLayer(inner.all, search) : searchBytes(inner.all, search));
  });
  return found;
}

function isTar(head: Buffer): boolean {
  return head.toString('latin1', tarMark.at, tarMark.at + tarMark.text.length) === tarMark.text;
}

/** Names, link targets and contents of every file. */
async function searchLayer(bytes: AsyncIterable<Buffer>, search: Search): Promise<Found> {
  const paths = new Map<string, Written>();
  await eachEntry(bytes, (header) => {
    const path = absolute(header.name);
    // As it stands, else as it was first found.
    const tell = (written: Written | undefined): void => {
      if (!written || (written.form && paths.has(path))) return;
      if (paths.size < mostPlaces) paths.set(path, written);
    };
    const words = [header.name, header.linkname ?? '', ...Object.entries(header.pax ?? {}).flat()];
    for (const word of words) tell(search.inText(word));
    const find = search.inStream();
    return {
      chunk: (chunk) => tell(find(chunk)),
      end: () => undefined,
    };
  });
  return { paths };
}

async function searchBytes(bytes: AsyncIterable<Buffer>, search: Search): Promise<Found> {
  const find = search.inStream();
  let somewhere: Written | undefined;
  for await (const chunk of bytes) somewhere = find(chunk);
  return { paths: new Map(), somewhere };
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
