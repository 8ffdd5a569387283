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
