import { MachineError } from '../errors.ts';
import { type Message, msg } from '../i18n/message.ts';
import { isErrno } from './errno.ts';

/** How the learner chooses another place for a path: by --workspace, by a variable of the environment, or by naming it. */
export type ChosenBy = 'workspace' | 'name' | { readonly variable: string };

/** Explains why a path could not be used. What is not an error of the file system comes back as it is. */
export function explainFileError(error: unknown, path: string, chosenBy: ChosenBy = 'name'): unknown {
  if (!isErrno(error)) return error;
  const { what, next } = explanation(error.code, path, chosenBy);
  return new MachineError({ what, next, raw: error.message, cause: error });
}

function explanation(code: string, path: string, chosenBy: ChosenBy): { what: Message; next: Message } {
  switch (code) {
    case 'EROFS':
      return { what: msg('files.read-only', { path }), next: advice('other', chosenBy) };
    case 'EACCES':
    case 'EPERM':
      return { what: msg('files.denied', { path }), next: advice('denied', chosenBy) };
    case 'ENOSPC':
      return { what: msg('files.full', { path }), next: msg('files.space.next') };
    case 'EDQUOT':
      return { what: msg('files.quota', { path }), next: msg('files.space.next') };
    case 'ENOTDIR':
    case 'EEXIST':
      return { what: msg('files.not-folder', { path }), next: advice('move', chosenBy) };
    case 'ENOTSUP':
      return { what: msg('files.not-plain', { path }), next: msg('files.not-plain.next') };
    case 'EISDIR':
      return { what: msg('files.is-folder', { path }), next: advice('move', chosenBy) };
    default:
      return { what: msg('files.other', { path, code }), next: advice('other', chosenBy) };
  }
}

function advice(kind: 'denied' | 'move' | 'other', chosenBy: ChosenBy): Message {
  if (chosenBy === 'workspace') return msg(`files.${kind}.next`);
  if (chosenBy === 'name') return msg(`files.${kind}.name.next`);
  return msg(`files.${kind}.variable.next`, chosenBy);
}
