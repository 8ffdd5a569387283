/** The blocks of which a tar file is made. */
export const blockBytes = 512;

/** What ends a tar file. */
export const tarEnd = Buffer.alloc(2 * blockBytes);

/** 1980, the first year that every file system knows. */
const fixedTime = 315_532_800;
/** Eleven octal digits. */
const mostBytes = 0o77777777777;
const binary = 0x80;

export interface TarHeader {
  readonly path: string;
  /** Permission bits. */
  readonly mode: number;
  readonly size: number;
}

/** The header of a plain file, the same for the same file: no time, no owner. Throws when the path does not fit. */
export function encodeHeader({ path, mode, size }: TarHeader): Buffer {
  const split = splitPath(path);
  if (!split) throw new Error(`too long for a tar file: ${path}`);
  const { prefix, name } = split;
  const block = Buffer.alloc(blockBytes);
  block.write(name, 0, 100);
  block.write(octal(mode, 7), 100);
  block.write(octal(0, 7), 108);
  block.write(octal(0, 7), 116);
  if (size <= mostBytes) block.write(octal(size, 11), 124);
  else {
    // Binary, with its first bit set: as every tar reads what octal digits cannot say.
    block[124] = binary;
    block.writeBigUInt64BE(BigInt(size), 128);
  }
  block.write(octal(fixedTime, 11), 136);
  block.write('0', 156);
  block.write('ustar\u000000', 257);
  block.write(prefix, 345, 155);
  block.write(`${octal(checksum(block), 6)}\0 `, 148);
  return block;
}

/** What a header block says; `undefined` when it is none, or damaged. */
export function decodeHeader(block: Buffer): (TarHeader & { readonly type: string }) | undefined {
  if (block.toString('latin1', 257, 262) !== 'ustar') return undefined;
  if (number(block, 148, 8) !== checksum(block)) return undefined;
  const prefix = text(block, 345, 155);
  const name = text(block, 0, 100);
  const size = number(block, 124, 12);
  const mode = number(block, 100, 8);
  if (size === undefined || mode === undefined) return undefined;
  return { path: prefix === '' ? name : `${prefix}/${name}`, mode, size, type: text(block, 156, 1) || '0' };
}

/** Bytes that fill the last block of so many bytes. */
export function padding(size: number): number {
  return (blockBytes - (size % blockBytes)) % blockBytes;
}

/** Whether a header has room for a path: 100 bytes for its end, 155 for the folders before that. */
export function fitsHeader(path: string): boolean {
  return splitPath(path) !== undefined;
}

function splitPath(path: string): { readonly prefix: string; readonly name: string } | undefined {
  if (Buffer.byteLength(path) <= 100) return { prefix: '', name: path };
  for (let cut = path.indexOf('/'); cut !== -1; cut = path.indexOf('/', cut + 1)) {
    const [prefix, name] = [path.slice(0, cut), path.slice(cut + 1)];
    if (Buffer.byteLength(prefix) <= 155 && Buffer.byteLength(name) <= 100) return { prefix, name };
  }
  return undefined;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}

/** The sum of all bytes, those of the sum itself counted as blanks. */
function checksum(block: Buffer): number {
  let sum = 8 * 32;
  for (let index = 0; index < blockBytes; index += 1) if (index < 148 || index >= 156) sum += block[index] ?? 0;
  return sum;
}

function number(block: Buffer, at: number, length: number): number | undefined {
  if (block[at] === binary) return Number(block.readBigUInt64BE(at + length - 8));
  const digits = text(block, at, length).trim();
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : undefined;
}

function text(block: Buffer, at: number, length: number): string {
  const field = block.subarray(at, at + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end === -1 ? length : end);
}
