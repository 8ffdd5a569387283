/** The first bytes of a program of Linux; `machine`: 0x3e amd64, 0xb7 arm64. Defaults: a program, of no system in particular. */
export function elfHead(machine: number, type = 2, system = 0): Buffer {
  const head = Buffer.alloc(64);
  head.write('7f454c460201', 0, 'hex');
  head.writeUInt8(system, 7);
  head.writeUInt16LE(type, 16);
  head.writeUInt16LE(machine, 18);
  return head;
}

/** The first bytes of a program of macOS; `cpu`: 0x01000007 amd64, 0x0100000c arm64. */
export function machOHead(cpu: number, type = 2): Buffer {
  const head = Buffer.alloc(32);
  head.writeUInt32LE(0xfeedfacf, 0);
  head.writeUInt32LE(cpu, 4);
  head.writeUInt32LE(type, 12);
  return head;
}

/** The first bytes of a program of Windows; `machine`: 0x8664 amd64, 0xaa64 arm64. */
export function peHead(machine: number, characteristics = 0x22, at = 0x80): Buffer {
  const head = Buffer.alloc(512);
  head.write('MZ');
  head.writeUInt32LE(at, 0x3c);
  head.write('PE\0\0', 0x80);
  head.writeUInt16LE(machine, 0x84);
  head.writeUInt16LE(characteristics, 0x96);
  return head;
}

/** A program of Linux for this machine's CPU, of some hundred bytes, that says a line and does nothing else. */
export function smallProgram(says: string, arch: string = process.arch): Buffer {
  const line = Buffer.from(`${says}\n`);
  const code = arch === 'arm64' ? codeOfArm64(line.length) : codeOfAmd64(line.length);
  const [start, base] = [64 + 56, 0x400000];
  const head = elfHead(arch === 'arm64' ? 0xb7 : 0x3e);
  head.writeUInt8(1, 6);
  head.writeUInt32LE(1, 20);
  // Where it begins, its only part and the sizes of both headers.
  for (const [at, value] of [
    [24, base + start],
    [32, 64],
  ] as const)
    head.writeBigUInt64LE(BigInt(value), at);
  for (const [at, value] of [
    [52, 64],
    [54, 56],
    [56, 1],
  ] as const)
    head.writeUInt16LE(value, at);
  const part = Buffer.alloc(56);
  part.writeUInt32LE(1, 0);
  part.writeUInt32LE(5, 4);
  const size = start + code.length + line.length;
  for (const [at, value] of [
    [16, base],
    [24, base],
    [32, size],
    [40, size],
    [48, 0x1000],
  ] as const)
    part.writeBigUInt64LE(BigInt(value), at);
  return Buffer.concat([head, part, code, line]);
}

/** write(1, the line behind the code, length); exit(0) */
function codeOfAmd64(length: number): Buffer {
  const code = Buffer.from('b801000000bf01000000488d3500000000ba000000000f05b83c00000031ff0f05', 'hex');
  code.writeUInt32LE(code.length - 17, 13);
  code.writeUInt32LE(length, 18);
  return code;
}

function codeOfArm64(length: number): Buffer {
  const words = [
    0xd2800020,
    0x100000e1,
    0xd2800002 | (length << 5),
    0xd2800808,
    0xd4000001,
    0xd2800000,
    0xd2800ba8,
    0xd4000001,
  ];
  const code = Buffer.alloc(4 * words.length);
  for (const [index, word] of words.entries()) code.writeUInt32LE(word >>> 0, 4 * index);
  return code;
}
