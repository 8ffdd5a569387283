/** What the first 64 KiB of an ELF file tell. */
export interface Elf {
  readonly bits: 32 | 64;
  readonly machine: string;
  /** The loader that the kernel would start; absent for a static binary. */
  readonly interpreter?: string;
}

/** By the number in the header, in Go's words. */
const machines: Readonly<Record<number, string>> = {
  3: '386',
  21: 'ppc64le',
  22: 's390x',
  40: 'arm',
  62: 'amd64',
  183: 'arm64',
  243: 'riscv64',
};
const programInterpreter = 3;
/** Bytes of one program header that are read here. */
const entryBytes = { 64: 56, 32: 32 } as const;

/** Reads an ELF header; `undefined` when it is none, is cut off before the end of the program headers, or has them too short. Source: the ELF specification, elf(5). */
export function readElf(bytes: Uint8Array): Elf | undefined {
  if (bytes.length < 64 || bytes[0] !== 0x7f || bytes[1] !== 0x45 || bytes[2] !== 0x4c || bytes[3] !== 0x46)
    return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wide = bytes[4] === 2;
  const little = bytes[5] === 1;
  const number = view.getUint16(18, little);
  // The same number stands for the big-endian sister of ppc64le.
  const machine = number === 21 && !little ? 'ppc64' : (machines[number] ?? 'unknown');
  const offset = wide ? Number(view.getBigUint64(32, little)) : view.getUint32(28, little);
  const entrySize = view.getUint16(wide ? 54 : 42, little);
  const count = view.getUint16(wide ? 56 : 44, little);
  const base = { bits: wide ? 64 : 32, machine } as const;
  if (count > 0 && entrySize < entryBytes[base.bits]) return undefined;
  if (offset + entrySize * count > bytes.length) return undefined;
  for (let index = 0; index < count; index += 1) {
    const entry = offset + index * entrySize;
    if (view.getUint32(entry, little) !== programInterpreter) continue;
    const start = wide ? Number(view.getBigUint64(entry + 8, little)) : view.getUint32(entry + 4, little);
    const size = wide ? Number(view.getBigUint64(entry + 32, little)) : view.getUint32(entry + 16, little);
    const interpreter = new TextDecoder().decode(bytes.subarray(start, start + size)).replace(/\0.*$/s, '');
    return { ...base, interpreter: interpreter === '' ? 'a dynamic loader' : interpreter };
  }
  return base;
}
