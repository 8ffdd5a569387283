import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { type Message, msg } from '../../i18n/message.ts';
import { printable } from '../../session/report-text.ts';
import { factsPath, isSafePath, kitError } from './format.ts';
import { blockBytes, decodeHeader, encodeHeader, padding } from './tar-header.ts';

/** An entry as it lies in the file. */
export interface FoundEntry {
  readonly path: string;
  readonly mode: number;
  readonly size: number;
  /** Of its first byte. */
  readonly offset: number;
  /** Behind its last block. */
  readonly end: number;
  readonly sha256: string;
}

const chunkBytes = 1024 * 1024;

/**
 * Goes through a kit once, from its first byte to its last, and gives each entry with its sum; at the end the size
 * and the sum of the whole file. Never more than a MiB is held. Throws a MachineError at the first thing that no
 * kit has: a damaged header, a link, a path out of the folder, a path twice, an early end, bytes behind the end.
 */
export async function* walk(
  file: FileHandle,
  name: string,
  options: { readonly signal?: AbortSignal; readonly onBytes?: (done: number, path: string) => void } = {},
): AsyncGenerator<FoundEntry, { readonly bytes: number; readonly sha256: string }> {
  const whole = createHash('sha256');
  const buffer = Buffer.alloc(chunkBytes);
  const seen = new Set<string>();
  let last = '';
  let position = 0;
  /** Exactly so many bytes, fewer only at the end of the file. */
  const take = async (length: number): Promise<Buffer> => {
    options.signal?.throwIfAborted();
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    position += filled;
    const bytes = buffer.subarray(0, filled);
    whole.update(bytes);
    return bytes;
  };
  const truncated = () => kitError(msg('kit.truncated', { path: name, bytes: position }));
  for (;;) {
    const block = await take(blockBytes);
    if (block.length < blockBytes) throw position < blockBytes ? notOne(name) : truncated();
    if (block.every((byte) => byte === 0)) break;
    const header = decodeHeader(block);
    if (!header) throw seen.size === 0 ? notOne(name) : altered(name, last, 'behind');
    const { path, size, mode } = header;
    if (seen.size === 0 && path !== factsPath) throw notOne(name);
    if (header.type !== '0') throw kitError(msg('kit.link', { path: name, entry: shown(path) }));
    if (!isSafePath(path)) throw kitError(msg('kit.escapes', { path: name, entry: shown(path) }));
    if (seen.has(path.toLowerCase())) throw kitError(msg('kit.twice', { path: name, entry: path }));
    if (!encodeHeader(header).equals(block)) throw altered(name, path);
    seen.add(path.toLowerCase());
    last = path;
    const offset = position;
    const sum = createHash('sha256');
    for (let left = size; left > 0; ) {
      const bytes = await take(Math.min(left, chunkBytes));
      if (bytes.length === 0) throw truncated();
      sum.update(bytes);
      left -= bytes.length;
      options.onBytes?.(position, path);
    }
    const rest = await take(padding(size));
    if (rest.length < padding(size)) throw truncated();
    if (rest.some((byte) => byte !== 0)) throw altered(name, path);
    yield { path, mode, size, offset, end: position, sha256: sum.digest('hex') };
  }
  if (seen.size === 0) throw notOne(name);
  const second = await take(blockBytes);
  if (second.length < blockBytes) throw truncated();
  const behind = await take(1);
  if (second.some((byte) => byte !== 0) || behind.length > 0) throw kitError(msg('kit.behind', { path: name }));
  return { bytes: position, sha256: whole.digest('hex') };
}

/** Content that is not what was written; `behind`: what follows that entry cannot be read. */
export function altered(path: string, entry: string, where: 'in' | 'behind' = 'in', next?: Message) {
  return kitError(msg(where === 'in' ? 'kit.altered' : 'kit.altered-behind', { path, entry: shown(entry) }), next);
}

function notOne(path: string) {
  return kitError(msg('kit.not-one', { path }), msg('kit.not-one.next'));
}

/** A path that somebody else wrote, fit for a terminal. */
function shown(path: string): string {
  return printable(path).slice(0, 200);
}
