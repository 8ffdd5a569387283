import type { SearchPath } from './find-program.ts';

/** Says whether a folder seen from WSL lies on a drive of Windows, where WSL mounts those by itself. */
export function isOnWindowsDrive({ env, platform }: SearchPath, folder: string): boolean {
  return platform === 'linux' && Boolean(env['WSL_DISTRO_NAME']) && /^\/mnt\/[a-z](?:\/|$)/.test(folder);
}
