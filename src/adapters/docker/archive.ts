import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, type Header } from 'tar-stream';
import type { FileFacts, PathFacts } from '../../checks/evidence.ts';
import { createBuildInfoReader } from './go-build-info.ts';

const keptHead = 64 * 1024;

/** What an engine puts into every container, whatever the image holds. */
const added = new Set([
  '/.dockerenv',
  '/run/.containerenv',
  '/dev',
  '/proc',
  '/sys',
  '/etc/hosts',
  '/etc/hostname',
  '/etc/resolv.conf',
  '/etc/mtab',
]);
const addedTrees = ['/dev/', '/proc/', '/sys/'];

/** Every file of an exported container, sorted as the archive has them, without what the engine added. */
export async function listArchive(stream: AsyncIterable<Buffer>): Promise<readonly FileFacts[]> {
  const files = new Map<string, FileFacts>();
  let addedInEtc = false;
  await eachEntry(stream, (header) => {
    const path = absolute(header.name);
    if (path === '/') return undefined;
    if (added.has(path) || addedTrees.some((tree) => path.startsWith(tree))) {
      addedInEtc ||= path.startsWith('/etc/');
      return undefined;
    }
    // A hard link is the same file under another name; only the first entry carries the size.
    const same = header.type === 'link' ? files.get(absolute(header.linkname)) : undefined;
    const facts = same ? { ...same, path } : factsOf(header, path);
    files.set(path, facts);
    if (same || facts.kind !== 'file') return undefined;
    const reader = createBuildInfoReader();
    return {
      chunk: (bytes) => reader.push(bytes),
      end() {
        const modules = reader.modules();
        if (modules) files.set(path, { ...facts, modules });
      },
    };
  });
  const emptyEtc = addedInEtc && ![...files.keys()].some((path) => path.startsWith('/etc/'));
  if (emptyEtc) files.delete('/etc');
  return [...files.values()];
}

/** The first entry of an archive: facts and head, or where it points to when it is a symbolic link. */
export async function readEntry(
  stream: AsyncIterable<Buffer>,
): Promise<{ readonly facts: PathFacts; readonly link?: string } | undefined> {
  const archive = extract();
  const source = Readable.from(stream);
  const pumped = pipeline(source, archive).catch(() => undefined);
  try {
    for await (const entry of archive) {
      const { header } = entry;
      const facts = factsOf(header, absolute(header.name));
      const { head, sha256 } = await contentOf(entry);
      const link = header.type === 'symlink' ? header.linkname : undefined;
      return {
        facts: { ...facts, head, ...(facts.kind === 'file' ? { sha256 } : {}) },
        ...(link === undefined ? {} : { link }),
      };
    }
    return undefined;
  } finally {
    // The rest of the archive (a whole folder) is of no interest.
    archive.destroy();
    source.destroy();
    await pumped;
  }
}

/** The first 64 KiB, and the sum of it all. */
async function contentOf(entry: AsyncIterable<unknown>): Promise<{ head: Uint8Array; sha256: string }> {
  const chunks: Buffer[] = [];
  const hash = createHash('sha256');
  let length = 0;
  for await (const chunk of entry) {
    if (!Buffer.isBuffer(chunk)) continue;
    hash.update(chunk);
    if (length < keptHead) chunks.push(chunk);
    length += chunk.length;
  }
  return { head: new Uint8Array(Buffer.concat(chunks).subarray(0, keptHead)), sha256: hash.digest('hex') };
}

/** Takes the content of one entry as it comes. */
export interface EntryReader {
  chunk(bytes: Buffer): void;
  end(): void;
}

/** Goes through an archive once, never holding more than a chunk of it. Throws when it breaks off. */
export async function eachEntry(
  stream: AsyncIterable<Buffer>,
  look: (header: Header) => EntryReader | undefined,
): Promise<void> {
  const archive = extract();
  archive.on('entry', (header, entry, next) => {
    const reader = look(header);
    entry.on('end', () => {
      reader?.end();
      next();
    });
    // An archive that breaks off ends both streams; the pipeline reports it, and this one must not crash us.
    entry.on('error', () => undefined);
    if (reader) entry.on('data', (bytes) => Buffer.isBuffer(bytes) && reader.chunk(bytes));
    else entry.resume();
  });
  await pipeline(Readable.from(stream), archive);
}

/** The path of an entry inside the image. */
export function absolute(name: string): string {
  return `/${name.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '')}`;
}

/** Where a link leads, as an absolute path. URL resolution would decode; these are plain path segments. */
export function resolveLink(from: string, to: string): string {
  const start = to.startsWith('/') ? [] : from.split('/').slice(0, -1);
  const parts: string[] = [];
  for (const part of [...start, ...to.split('/')]) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

function factsOf(header: Header, path: string): FileFacts {
  const { type, mode, uid = 0, gid = 0, size } = header;
  return { path, kind: kindOf(type), mode: (mode ?? 0) & 0o7777, uid, gid, size: size ?? 0 };
}

function kindOf(type: Header['type']): FileFacts['kind'] {
  switch (type) {
    case 'file':
    case 'contiguous-file':
    case 'link':
      return 'file';
    case 'directory':
      return 'directory';
    case 'symlink':
      return 'link';
    default:
      return 'other';
  }
}
