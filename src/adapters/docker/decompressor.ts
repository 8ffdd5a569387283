import { Duplex } from 'node:stream';
import * as zlib from 'node:zlib';
import { MachineError } from '../../errors.ts';
import { msg } from '../../i18n/message.ts';

/**
 * What unpacks bytes that begin with `head`, by these alone and not by any name; `undefined` when they are not packed.
 * Throws a MachineError for zstd on a Node.js that cannot unpack it (before 22.15).
 *
 * @param chunkSize Bytes that gunzip gives at once; zlib's own default (16 KiB) when left out.
 */
export function decompressor(head: Buffer, chunkSize?: number): Duplex | undefined {
  if (head[0] === 0x1f && head[1] === 0x8b) return zlib.createGunzip(chunkSize === undefined ? {} : { chunkSize });
  if (head.length < 4 || head.readUInt32LE(0) !== 0xfd2fb528) return undefined;
  const zstd = zstdDecompressor();
  if (zstd) return zstd;
  throw new MachineError({ what: msg('engine.layer-zstd'), next: msg('engine.layer-zstd.next') });
}

function zstdDecompressor(): Duplex | undefined {
  if (!('createZstdDecompress' in zlib) || typeof zlib.createZstdDecompress !== 'function') return undefined;
  const made: unknown = zlib.createZstdDecompress();
  return made instanceof Duplex ? made : undefined;
}
