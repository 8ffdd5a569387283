import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { decodeHeader, encodeHeader, padding, tarEnd } from '../../src/adapters/kit/tar-header.ts';

/** An entry of a kit in memory. */
export interface KitEntry {
  readonly path: string;
  readonly mode: number;
  readonly bytes: Buffer;
  /** As tar has it: `2` is a symbolic link, `5` a folder. Default a plain file. */
  readonly type?: string;
}

const manifest = 'go-docker-lab/manifest.json';
const sum = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

/** The entries of a kit file. */
export async function readKit(path: string): Promise<readonly KitEntry[]> {
  const file = await readFile(path);
  const entries: KitEntry[] = [];
  for (let at = 0; ; ) {
    const header = decodeHeader(file.subarray(at, at + 512));
    if (!header) return entries;
    const bytes = file.subarray(at + 512, at + 512 + header.size);
    entries.push({ path: header.path, mode: header.mode, bytes });
    at += 512 + header.size + padding(header.size);
  }
}

/** The bytes of a kit file with these entries, as they are. */
export function packKit(entries: readonly KitEntry[]): Buffer {
  const blocks = entries.flatMap(({ path, mode, bytes, type }) => [
    typed(encodeHeader({ path, mode, size: bytes.length }), type),
    bytes,
    Buffer.alloc(padding(bytes.length)),
  ]);
  return Buffer.concat([...blocks, tarEnd]);
}

/** A header that says what no kit says. */
function typed(block: Buffer, type: string | undefined): Buffer {
  if (type === undefined) return block;
  block.write(type, 156);
  block.fill(' ', 148, 156);
  const total = block.reduce((all, byte) => all + byte, 0);
  block.write(`${total.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** The same entries with sums that fit: what a forger, not an accident, would make. */
export function sealed(entries: readonly KitEntry[]): readonly KitEntry[] {
  const last = entries.find(({ path }) => path === manifest);
  if (!last) throw new Error('no manifest');
  const others = entries.filter((entry) => entry !== last);
  const content = JSON.parse(last.bytes.toString()) as object;
  const list = others.map(({ path, bytes }) => ({ path, size: bytes.length, sha256: sum(bytes) }));
  return [...others, { ...last, bytes: json({ ...content, entries: list }) }];
}

/** Changes the JSON of one entry. */
export function edited(
  entries: readonly KitEntry[],
  path: string,
  edit: (content: Record<string, unknown>) => object,
): readonly KitEntry[] {
  return entries.map((entry) =>
    entry.path === path
      ? { ...entry, bytes: json(edit(JSON.parse(entry.bytes.toString()) as Record<string, unknown>)) }
      : entry,
  );
}

/** A small kit that no engine was needed for: one program file, one image of one made-up layer. */
export function smallKit(platform = 'linux/amd64'): readonly KitEntry[] {
  const layer = Buffer.alloc(1024, 'layer');
  const digest = `sha256:${sum(layer)}`;
  const arch = platform.split('/')[1] ?? '';
  const settings = json({ os: 'linux', architecture: arch, rootfs: { type: 'layers', diff_ids: [digest] } });
  const image = { base: 'tiny:1', reference: 'tiny:1', platform, created: '2026-01-01T00:00:00Z', layers: [digest] };
  const facts = {
    format: 1,
    runner: '0.1.0',
    course: { id: 'tiny', version: '1.0.0', sha256: '0'.repeat(64) },
    node: [],
    platforms: [platform],
    images: [image],
  };
  const path = `images/01-tiny_1-${arch}.json`;
  const images = [{ settings: path, id: `sha256:${sum(settings)}`, sizes: [layer.length] }];
  const mode = 0o644;
  return sealed([
    { path: 'go-docker-lab/kit.json', mode, bytes: json(facts) },
    { path: 'go-docker-lab/start', mode: 0o755, bytes: Buffer.from('#!/bin/sh\n') },
    { path, mode, bytes: settings },
    { path: `images/layers/${sum(layer)}.tar.gz`, mode, bytes: gzipSync(layer) },
    { path: manifest, mode, bytes: json({ entries: [], images }) },
  ]);
}
