import { posix, win32 } from 'node:path';

export interface Home {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home folder. */
  readonly home: string;
}

/** The variable of the environment that names another place for the state folder. */
export function stateFolderVariable(platform: NodeJS.Platform): string {
  return platform === 'win32' ? 'LOCALAPPDATA' : 'XDG_STATE_HOME';
}

/**
 * The folder for state that is kept between sessions, after each platform's custom. An
 * `XDG_STATE_HOME` that is not absolute is ignored, as the XDG specification demands.
 */
export function stateFolder({ platform, env, home }: Home): string {
  if (platform === 'win32') {
    const local = env['LOCALAPPDATA'] || win32.join(home, 'AppData', 'Local');
    return win32.join(local, 'go-docker-lab', 'State');
  }
  const xdg = env['XDG_STATE_HOME'];
  if (xdg && posix.isAbsolute(xdg)) return posix.join(xdg, 'go-docker-lab');
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'go-docker-lab');
  return posix.join(home, '.local', 'state', 'go-docker-lab');
}
