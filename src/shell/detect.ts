import { UserError } from '../errors.ts';
import { msg } from '../i18n/message.ts';
import type { Shell } from './model.ts';

/** Names the shell for which commands are written, where it is guessed wrongly. */
export const shellVariable = 'GO_DOCKER_LAB_SHELL';

/**
 * The shell in which we were started, as far as the environment tells.
 *
 * Windows sets `PSModulePath` for everybody; PowerShell alone puts the user's own folder of modules into
 * it, and what npm starts inherits that through the cmd in between, which sets `PROMPT`. A cmd opened
 * inside PowerShell is taken for PowerShell. Throws a UserError when the variable names another shell: fish,
 * for one, reads neither our quotes nor our variables.
 */
export function detectShell(platform: string, env: Readonly<Record<string, string | undefined>>): Shell {
  const value = env[shellVariable]?.trim().toLowerCase() ?? '';
  const chosen = named.get(value);
  if (chosen) return chosen;
  if (value !== '')
    throw new UserError({
      what: msg('usage.shell', { variable: shellVariable, value, choices: [...named.keys()].join(', ') }),
      next: msg('usage.shell.next'),
    });
  // Git Bash, MSYS2 and Cygwin set these; PowerShell outside Windows has programs and quotes of a POSIX shell.
  if (platform !== 'win32' || env['MSYSTEM'] || env['SHELL']) return 'posix';
  const modules = (env['PSModulePath'] ?? '').split(';');
  const shared = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['ProgramW6432'], env['SystemRoot']];
  const own = modules.some(
    (folder) => /\\(?:Windows)?PowerShell\\Modules\\?$/i.test(folder) && !shared.some((root) => isBelow(root, folder)),
  );
  return own || !env['PROMPT'] ? 'powershell' : 'cmd';
}

const named: ReadonlyMap<string, Shell> = new Map([
  ['posix', 'posix'],
  ['sh', 'posix'],
  ['bash', 'posix'],
  ['zsh', 'posix'],
  ['powershell', 'powershell'],
  ['pwsh', 'powershell'],
  ['cmd', 'cmd'],
]);

function isBelow(root: string | undefined, folder: string): boolean {
  return Boolean(root) && folder.toLowerCase().startsWith(`${root?.toLowerCase()}\\`);
}
