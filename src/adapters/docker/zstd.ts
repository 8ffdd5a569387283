import { Duplex } from 'node:stream';
import * as zlib from 'node:zlib';

/** Unpacks zstd; `undefined` on a Node that cannot (before 22.15). */
export function zstdDecompressor(): Duplex | undefined {
  if (!('createZstdDecompress' in zlib) || typeof zlib.createZstdDecompress !== 'function') return undefined;
  const made: unknown = zlib.createZstdDecompress();
  return made instanceof Duplex ? made : undefined;
}
