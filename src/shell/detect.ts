import type { Shell } from './model.ts';

/** Names the shell for which commands are written, where it is guessed wrongly. */
export const shellVariable = 'GO_DOCKER_LAB_SHELL';

/**
 * The shell in which we were started, as far as the environment tells.
 *
 * Windows sets `PSModulePath` for everybody; PowerShell alone puts the user's own folder of modules into
 * it, and what npm starts inherits that through the cmd in between, which sets `PROMPT`. A cmd opened
 * inside PowerShell is taken for PowerShell.
 */
export function detectShell(platform: string, env: Readonly<Record<string, string | undefined>>): Shell {
  const chosen = named[env[shellVariable]?.trim().toLowerCase() ?? ''];
  if (chosen) return chosen;
  // Git Bash, MSYS2 and Cygwin set these; PowerShell outside Windows has programs and quotes of a POSIX shell.
  if (platform !== 'win32' || env['MSYSTEM'] || env['SHELL']) return 'posix';
  const modules = (env['PSModulePath'] ?? '').split(';');
  const shared = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['ProgramW6432'], env['SystemRoot']];
  const own = modules.some(
    (folder) => /\\(?:Windows)?PowerShell\\Modules\\?$/i.test(folder) && !shared.some((root) => isBelow(root, folder)),
  );
  return own || !env['PROMPT'] ? 'powershell' : 'cmd';
}

const named: Readonly<Record<string, Shell>> = {
  posix: 'posix',
  sh: 'posix',
  bash: 'posix',
  zsh: 'posix',
  powershell: 'powershell',
  pwsh: 'powershell',
  cmd: 'cmd',
};

function isBelow(root: string | undefined, folder: string): boolean {
  return Boolean(root) && folder.toLowerCase().startsWith(`${root?.toLowerCase()}\\`);
}
