import {
  type EvidenceByType,
  type EvidenceOf,
  type EvidenceRequest,
  type EvidenceSet,
  evidenceKey,
} from './evidence.ts';

/** What was asked for, each with what was found. */
export type Given = readonly (readonly [EvidenceRequest, EvidenceByType[keyof EvidenceByType]])[];

export function evidenceOf(given: Given): EvidenceSet {
  const found = new Map(given.map(([request, value]) => [evidenceKey(request), value]));
  return { get: <R extends EvidenceRequest>(request: R) => found.get(evidenceKey(request)) as EvidenceOf<R> };
}

/** The smallest 64-bit little-endian ELF header, with or without a PT_INTERP program header. */
export function elf(interpreter?: string, machine = 62): Uint8Array {
  const bytes = new Uint8Array(256);
  const view = new DataView(bytes.buffer);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1]);
  view.setUint16(18, machine, true);
  view.setBigUint64(32, 64n, true);
  view.setUint16(54, 56, true);
  view.setUint16(56, 1, true);
  view.setUint32(64, interpreter === undefined ? 1 : 3, true);
  if (interpreter !== undefined) {
    view.setBigUint64(64 + 8, 128n, true);
    view.setBigUint64(64 + 32, BigInt(interpreter.length + 1), true);
    bytes.set(new TextEncoder().encode(interpreter), 128);
  }
  return bytes;
}

export function file(head: Uint8Array, size = head.length, sha256 = 'a'.repeat(64)) {
  return { path: '/server', kind: 'file', mode: 0o755, uid: 0, gid: 0, size, head, sha256 } as const;
}

/** A request for a path of the image `pro`. */
export const path = (wanted: string) => ({ type: 'image-path', image: 'pro', path: wanted }) as const;
