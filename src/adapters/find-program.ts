import { accessSync, constants, statSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import { variable } from './environment.ts';

export interface SearchPath {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

/**
 * The file of a program by its name, or `undefined`. Only folders of the PATH are searched: Windows itself looks
 * in the current folder first, where a course could have put something by the name of `docker`.
 */
export function findProgram(name: string, { env, platform }: SearchPath, isThere = isProgram): string | undefined {
  const windows = platform === 'win32';
  const { delimiter, isAbsolute, join } = windows ? win32 : posix;
  const endings = windows ? windowsEndings(name, env) : [''];
  // A path needs no search; whether the system can start what lies there is its own to say.
  if (name.includes('/') || (windows && /[\\:]/.test(name)))
    return [...endings, ''].map((ending) => name + ending).find(isThere);
  const folders = (variable(env, platform, 'PATH') ?? '')
    .split(delimiter)
    .map((folder) => (windows ? folder.replace(/^"(.*)"$/, '$1') : folder))
    .filter(isAbsolute);
  for (const folder of folders) {
    const found = endings.map((ending) => join(folder, name + ending)).find(isThere);
    if (found !== undefined) return found;
  }
  return undefined;
}

function windowsEndings(name: string, env: SearchPath['env']): readonly string[] {
  const known = (variable(env, 'win32', 'PATHEXT') || '.COM;.EXE;.BAT;.CMD').split(';').filter((one) => one !== '');
  // A name may have its ending already; one without any is no program there, whatever lies by that name.
  return known.some((one) => name.toLowerCase().endsWith(one.toLowerCase())) ? ['', ...known] : known;
}

/** Says whether there is a file that this account may run. */
export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    // Whatever keeps us from seeing it keeps us from running it.
    return false;
  }
}
