import { MachineError } from '../errors.ts';
import { type Message, msg } from '../i18n/message.ts';
import { isErrno } from './errno.ts';

/** Explains why a path could not be used. What is not an error of the file system comes back as it is. */
export function explainFileError(error: unknown, path: string): unknown {
  if (!isErrno(error)) return error;
  const { what, next } = explanation(error.code, path);
  return new MachineError({ what, next, raw: error.message, cause: error });
}

function explanation(code: string, path: string): { what: Message; next: Message } {
  switch (code) {
    case 'EROFS':
      return { what: msg('files.read-only', { path }), next: msg('files.other.next') };
    case 'EACCES':
    case 'EPERM':
      return { what: msg('files.denied', { path }), next: msg('files.denied.next') };
    case 'ENOSPC':
      return { what: msg('files.full', { path }), next: msg('files.full.next') };
    case 'EDQUOT':
      return { what: msg('files.quota', { path }), next: msg('files.full.next') };
    case 'ENOTDIR':
    case 'EEXIST':
      return { what: msg('files.not-folder', { path }), next: msg('files.move.next') };
    case 'ENOTSUP':
      return { what: msg('files.not-plain', { path }), next: msg('files.not-plain.next') };
    case 'EISDIR':
      return { what: msg('files.is-folder', { path }), next: msg('files.move.next') };
    default:
      return { what: msg('files.other', { path, code }), next: msg('files.other.next') };
  }
}
