import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { MachineError } from '../../errors.ts';
import type { KitImage, KitOptions } from '../../ports/kit.ts';
import { isErrno } from '../errno.ts';
import { ownersOf, type Planned } from './plan.ts';
import { sumOfContent } from './runner.ts';
import { hashing, isSettings } from './spool.ts';
import { type FoundEntry, walk } from './walk.ts';

/** An entry that is written. */
export interface Written {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  /** Of a layer: its bytes, unpacked. */
  readonly unpacked?: number;
}

/**
 * What an interrupted run left that is right: the longest beginning whose entries are those of the plan. The content
 * is looked at again, not believed. Gives the entries, and where the first that is not right begins.
 */
export async function readWritten(
  file: FileHandle,
  path: string,
  planned: readonly Planned[],
  images: readonly KitImage[],
  options: KitOptions,
): Promise<{ readonly written: readonly Written[]; readonly end: number }> {
  const written: Written[] = [];
  let end = 0;
  const owners = ownersOf(images);
  const { size: total } = await file.stat();
  const onBytes = (done: number, entry: string) =>
    options.onProgress?.({ phase: 'verifying', done, total, ...(owners.get(entry) ?? { entry }) });
  try {
    for await (const entry of walk(file, path, { ...(options.signal ? { signal: options.signal } : {}), onBytes })) {
      const plan = planned[written.length];
      if (plan?.path !== entry.path || plan.mode !== entry.mode) break;
      const right = await verified(path, entry, plan, images);
      if (!right) break;
      written.push(right);
      end = entry.end;
    }
  } catch (error) {
    // The place where it was interrupted.
    if (!(error instanceof MachineError)) throw error;
  }
  return { written, end };
}

async function verified(
  path: string,
  { offset, size, sha256, path: name }: FoundEntry,
  plan: Planned,
  images: readonly KitImage[],
): Promise<Written | undefined> {
  const entry = { path: name, size, sha256 };
  if (plan.kind === 'file') return (await sumOfContent(plan.content)).sha256 === sha256 ? entry : undefined;
  if (size === 0) return undefined;
  const content = createReadStream(path, { start: offset, end: offset + size - 1, highWaterMark: 256 * 1024 });
  if (plan.kind === 'settings') {
    const image = images[plan.image];
    const chunks: Buffer[] = [];
    for await (const chunk of content) chunks.push(chunk as Buffer);
    return image && isSettings(Buffer.concat(chunks), image) ? entry : undefined;
  }
  const unpacked = hashing();
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  try {
    await pipeline(content, createGunzip(), unpacked.stream, nowhere);
  } catch (error) {
    if (isErrno(error) && error.code.startsWith('Z_')) return undefined;
    throw error;
  }
  return unpacked.digest() === plan.layer ? { ...entry, unpacked: unpacked.bytes() } : undefined;
}
