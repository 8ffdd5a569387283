/** What a file is, by its first bytes. */
export type FileKind =
  /** A program, with the platforms on which it runs: `linux/arm64`. */
  | { readonly kind: 'program'; readonly platforms: readonly string[] }
  /** Something that programs are packed into. */
  | { readonly kind: 'archive' }
  | { readonly kind: 'other' };

/** So many bytes of a file are enough to tell. */
export const headBytes = 4096;

const other: FileKind = { kind: 'other' };

/** zip, gzip, xz, bzip2, zstd, 7z, and the packages of macOS and Windows. */
const archives = ['504b0304', '1f8b', 'fd377a585a00', '425a68', '28b52ffd', '377abcaf271c', '78617221', 'd0cf11e0'];

/** Tells a program of Linux, macOS or Windows for one of the CPUs that we know from all else. */
export function fileKind(bytes: Uint8Array): FileKind {
  const head = Buffer.alloc(headBytes);
  head.set(bytes.subarray(0, headBytes));
  const hex = head.toString('hex', 0, 8);
  if (archives.some((magic) => hex.startsWith(magic)) || head.toString('latin1', 257, 262) === 'ustar')
    return { kind: 'archive' };
  if (hex.startsWith('7f454c460201')) return elf(head);
  if (hex.startsWith('cffaedfe')) return machO(head);
  if (hex.startsWith('cafebabe')) return universal(head);
  if (hex.startsWith('4d5a')) return pe(head);
  return other;
}

function program(os: string, cpus: readonly (string | undefined)[]): FileKind {
  const platforms = cpus.flatMap((cpu) => (cpu === undefined ? [] : [`${os}/${cpu}`]));
  return platforms.length === 0 ? other : { kind: 'program', platforms };
}

function elf(head: Buffer): FileKind {
  // Of Linux or of no system in particular; a program, with fixed or free addresses.
  if (![0, 3].includes(head.readUInt8(7)) || ![2, 3].includes(head.readUInt16LE(16))) return other;
  return program('linux', [{ 62: 'amd64', 183: 'arm64' }[head.readUInt16LE(18)]]);
}

function appleCpu(type: number): string | undefined {
  return { 16777223: 'amd64', 16777228: 'arm64' }[type];
}

function machO(head: Buffer): FileKind {
  return head.readUInt32LE(12) === 2 ? program('darwin', [appleCpu(head.readUInt32LE(4))]) : other;
}

/** Programs for several CPUs in one file. */
function universal(head: Buffer): FileKind {
  const count = Math.min(head.readUInt32BE(4), 8);
  return program(
    'darwin',
    Array.from({ length: count }, (_, index) => appleCpu(head.readUInt32BE(8 + 20 * index))),
  );
}

function pe(head: Buffer): FileKind {
  const at = head.readUInt32LE(0x3c);
  if (at > headBytes - 24 || head.toString('latin1', at, at + 4) !== 'PE\0\0') return other;
  const isLibrary = (head.readUInt16LE(at + 22) & 0x2000) !== 0;
  return isLibrary ? other : program('windows', [{ 34404: 'amd64', 43620: 'arm64' }[head.readUInt16LE(at + 4)]]);
}
