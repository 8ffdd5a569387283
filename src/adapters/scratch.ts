import { mkdtemp } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { MachineError } from '../errors.ts';
import { msg } from '../i18n/message.ts';
import { hasCode } from './errno.ts';
import { explainFileError } from './file-error.ts';

/** The variable that names the system's folder for temporary files, as Node reads it. */
export function temporaryVariable(platform: NodeJS.Platform): string {
  return platform === 'win32' ? 'TEMP' : 'TMPDIR';
}

/**
 * A new empty folder in the system's folder for temporary files, which is never made: a wrong name in the variable
 * is better told. Throws a MachineError that names the variable.
 *
 * @param platform - Left out, it is told by the form of the path.
 */
export async function makeScratch(
  temporary: string,
  prefix: string,
  platform: NodeJS.Platform = posix.isAbsolute(temporary) ? 'linux' : 'win32',
): Promise<string> {
  const variable = temporaryVariable(platform);
  try {
    return await mkdtemp(join(temporary, `${prefix}-`));
  } catch (error) {
    if (hasCode(error, 'ENOENT'))
      throw new MachineError({
        what: msg('files.no-temporary', { path: temporary, variable }),
        next: msg('files.no-temporary.next', { variable }),
        raw: error instanceof Error ? error.message : String(error),
        cause: error,
      });
    throw explainFileError(error, temporary, { variable });
  }
}
