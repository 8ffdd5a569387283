import { constants, type Dirent, type Stats } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../errors.ts';
import { msg } from '../../i18n/message.ts';
import { hasCode } from '../errno.ts';
import { factsPath } from './format.ts';

/** What a spool has in it: a layer that is being packed, and those that are. */
const spooled = /^(layer\.tmp|[0-9a-f]{64}\.tar\.gz)$/;

/** The folder for the layers of one image, beside the file that is being written. */
export function spoolOf(part: string): string {
  return `${part}.d`;
}

/** What says who writes the file. */
export function lockOf(part: string): string {
  return `${part}.lock`;
}

/** Throws a UserError when something that no run before has left stands under a name that a run uses. */
export async function mustBeOurs(part: string): Promise<void> {
  const found = await look(part);
  if (found && !(found.isFile() && (await beginsAsKit(part)))) throw foreign(part);
  const lock = await look(lockOf(part));
  if (lock && !lock.isFile()) throw foreign(lockOf(part));
  await listSpool(spoolOf(part));
}

/** The file to go on with, made where there is none; never the one to which a link leads. */
export function openPart(part: string): Promise<FileHandle> {
  const { O_RDWR, O_CREAT, O_NOFOLLOW = 0 } = constants;
  return open(part, O_RDWR | O_CREAT | O_NOFOLLOW);
}

export async function emptySpool(part: string): Promise<void> {
  await dropSpool(part);
  await mkdir(spoolOf(part));
}

/** Takes away a spool with what is ours in it. Throws a UserError when there is more. */
export async function dropSpool(part: string): Promise<void> {
  const folder = spoolOf(part);
  const names = await listSpool(folder);
  for (const name of names ?? []) await rm(join(folder, name), { force: true });
  if (names) await rmdir(folder);
}

async function listSpool(folder: string): Promise<readonly string[] | undefined> {
  const found = await look(folder);
  if (!found) return undefined;
  if (!found.isDirectory()) throw foreign(folder);
  const entries = (await orAbsent(readdir(folder, { withFileTypes: true }))) ?? [];
  if (!entries.every((entry: Dirent) => entry.isFile() && spooled.test(entry.name))) throw foreign(folder);
  return entries.map(({ name }) => name);
}

/** However little of it there is. */
async function beginsAsKit(part: string): Promise<boolean> {
  const file = await orAbsent(open(part, 'r'));
  if (!file) return true;
  try {
    const expected = Buffer.from(`${factsPath}\0`);
    const { bytesRead, buffer } = await file.read(Buffer.alloc(expected.length), 0, expected.length, 0);
    return buffer.subarray(0, bytesRead).equals(expected.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

function look(path: string): Promise<Stats | undefined> {
  return orAbsent(lstat(path));
}

/** Another run may be ready at this moment. */
async function orAbsent<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function foreign(path: string): UserError {
  return new UserError({ what: msg('kit.part', { path }), next: msg('kit.part.next') });
}
