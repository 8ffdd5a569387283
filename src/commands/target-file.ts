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
  if (!(await app.files.exists(folder)))
    throw new UserError({ what: msg('files.no-folder', { path: folder }), next: msg('files.no-folder.next') });
  if (!(await app.files.exists(path))) return;
  await app.files.read(path, 1);
  if (replace) return;
  throw new UserError({ what: msg('report.exists', { path: app.shortPath(path) }), next: msg('report.exists.next') });
}
