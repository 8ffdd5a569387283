import { UserError } from '../errors.ts';
import { msg } from '../i18n/message.ts';
import type { App } from './app.ts';

/**
 * Whether a file that somebody named may be written. Throws a UserError where there is no folder for it (a tree of
 * folders made of a typing mistake is found by nobody), and for a file that is there unless it may be replaced; and
 * a MachineError for a folder or a device in its place, which nothing replaces. `path` is absolute.
 */
export async function mayWrite(app: App, path: string, replace: boolean): Promise<void> {
  const folder = app.join(path, '..');
  await noFileOnTheWay(app, folder);
  if (!(await app.files.exists(folder)))
    throw new UserError({ what: msg('files.no-folder', { path: folder }), next: msg('files.no-folder.next') });
  if (!(await app.files.exists(path))) return;
  await app.files.read(path, 1);
  if (replace) return;
  throw new UserError({ what: msg('report.exists', { path: app.shortPath(path) }), next: msg('report.exists.next') });
}

/** Throws a UserError where a folder is not one, or cannot be made for a file above it. `folder` is absolute. */
export async function noFileOnTheWay(app: App, folder: string): Promise<void> {
  if (await app.files.isFolder(folder)) return;
  if (await app.files.exists(folder))
    throw new UserError({ what: msg('files.not-folder', { path: folder }), next: msg('files.move.name.next') });
  const above = app.join(folder, '..');
  if (above !== folder) await noFileOnTheWay(app, above);
}
