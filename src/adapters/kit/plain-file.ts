import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { UserError } from '../../errors.ts';
import { type Message, msg } from '../../i18n/message.ts';
import { hasCode } from '../errno.ts';
import { explainFileError } from '../file-error.ts';

/** Throws a UserError when there is no plain file of that name; `next`: what to name instead. */
export async function plainFile(path: string, next: Message): Promise<Stats> {
  const found = await stat(path).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw explainFileError(error, path);
  });
  if (!found) throw new UserError({ what: msg('kit.absent', { path }), next });
  if (found.isFile()) return found;
  throw new UserError({
    what: found.isDirectory() ? msg('files.is-folder', { path }) : msg('files.not-plain', { path }),
    next,
  });
}
