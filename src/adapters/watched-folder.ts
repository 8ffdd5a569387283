import { type BigIntStats, type FSWatcher, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';

/** Opens the system's watch of a folder, as `fs.watch` does; may throw. */
export type OpenFolder = (folder: string, onEvent: (name: string | undefined) => void) => FSWatcher;

/** A folder about whose files the system is asked to tell. */
export interface WatchedFolder {
  /** Whether it has told anything since it was asked. */
  readonly tells: boolean;
  /** Asks anew where the folder came back or is another one than before. */
  renew(): void;
  close(): void;
}

/**
 * Watches a folder rather than its files, since editors save by putting another file in place.
 * Where the system refuses (no folder, no watches left, a drive without events) it stays silent
 * and tries again at every `renew`.
 */
export function createWatchedFolder(
  folder: string,
  open: OpenFolder,
  onEvent: (name: string | undefined) => void,
): WatchedFolder {
  let watcher: FSWatcher | undefined;
  let identity: string | undefined;
  let stale = false;
  let tells = false;
  let asking = false;
  let closed = false;

  const disarm = (): void => {
    watcher?.close();
    watcher = undefined;
    tells = false;
    stale = false;
  };

  const arm = (now: string): void => {
    try {
      const opened = open(folder, (name) => {
        if (opened !== watcher) return;
        tells = true;
        // What a removed or moved folder says last is its own name.
        if (name === basename(folder)) stale = true;
        onEvent(name);
      });
      // Linux reports a used-up limit by throwing, Windows a removed folder by this.
      opened.on('error', () => {
        if (opened === watcher) disarm();
      });
      watcher = opened;
      identity = now;
    } catch {
      // ENOSPC, EMFILE, ENOSYS, a folder that went away meanwhile: polling serves for all of them.
      watcher = undefined;
    }
  };

  // The identity is taken before arming: a folder replaced in between shows as another one next time.
  const settle = (now: string | undefined): void => {
    if (watcher && !stale && now === identity) return;
    disarm();
    if (now !== undefined) arm(now);
  };

  const renew = async (): Promise<void> => {
    // A drive that hangs is asked once, not once more at every poll.
    if (asking) return;
    asking = true;
    const now = await stat(folder, { bigint: true }).then(identityOf, noFolder);
    asking = false;
    if (!closed) settle(now);
  };

  settle(identityNow(folder));
  return {
    get tells() {
      return tells;
    },
    renew: () => void renew(),
    close() {
      closed = true;
      disarm();
    },
  };
}

function identityOf({ dev, ino }: BigIntStats): string {
  return `${dev}:${ino}`;
}

/** Not there, or not to be read: nothing that could be watched, whatever the reason. */
function noFolder(): undefined {
  return undefined;
}

function identityNow(folder: string): string | undefined {
  try {
    return identityOf(statSync(folder, { bigint: true }));
  } catch {
    return noFolder();
  }
}
