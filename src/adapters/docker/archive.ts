import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, type Header } from 'tar-stream';
import type { FileFacts, PathFacts } from '../../checks/evidence.ts';

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
    if (path === '/') return;
    if (added.has(path) || addedTrees.some((tree) => path.startsWith(tree))) {
      addedInEtc ||= path.startsWith('/etc/');
      return;
    }
    // A hard link is the same file under another name; only the first entry carries the size.
    const same = header.type === 'link' ? files.get(absolute(header.linkname)) : undefined;
    files.set(path, {
      ...factsOf(header, path),
      ...(same ? { kind: same.kind, mode: same.mode, size: same.size } : {}),
    });
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
      const facts = { ...factsOf(header, absolute(header.name)), head: await headOf(entry) };
      const link = header.type === 'symlink' ? header.linkname : undefined;
      return { facts, ...(link === undefined ? {} : { link }) };
    }
    return undefined;
  } finally {
    // The rest of the archive (a whole folder, a large file) is of no interest.
    archive.destroy();
    source.destroy();
    await pumped;
  }
}

async function headOf(entry: AsyncIterable<unknown>): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of entry) {
    if (!Buffer.isBuffer(chunk)) continue;
    chunks.push(chunk);
    length += chunk.length;
    if (length >= keptHead) break;
  }
  return new Uint8Array(Buffer.concat(chunks).subarray(0, keptHead));
}

async function eachEntry(stream: AsyncIterable<Buffer>, look: (header: Header) => void): Promise<void> {
  const archive = extract();
  archive.on('entry', (header, entry, next) => {
    look(header);
    entry.on('end', () => next());
    // An archive that breaks off ends both streams; the pipeline reports it, and this one must not crash us.
    entry.on('error', () => undefined);
    entry.resume();
  });
  await pipeline(Readable.from(stream), archive);
}

function absolute(name: string): string {
  return `/${name.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '')}`;
}

function factsOf(header: Header, path: string): FileFacts {
  return { path, kind: kindOf(header.type), mode: header.mode & 0o7777, size: header.size };
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
