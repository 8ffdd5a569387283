import { watch as watchFolder } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Watch, Watcher, WatchOptions } from '../ports/watcher.ts';
import { createWatchedFile, type WatchedFile } from './watched-file.ts';
import { createWatchedFolder, type OpenFolder } from './watched-folder.ts';

export interface WatcherSettings {
  /** Milliseconds between two looks at every file; 400 when not given. */
  readonly poll?: number;
  /** Milliseconds without a change after which a save is done; 25 when not given. */
  readonly rest?: number;
  /** How folders are watched; `false` for looks alone. */
  readonly events?: OpenFolder | false;
}

const defaultPoll = 400;
const defaultRest = 25;

/**
 * Watches by the system's events and by looking every so often, both at once: WSL, network drives
 * and bind mounts accept a watch and then never deliver an event.
 */
export function createWatcher(settings: WatcherSettings = {}): Watcher {
  return { watch: (paths, onSave, options = {}) => start(paths, onSave, options, settings) };
}

function start(
  paths: readonly string[],
  onSave: (path: string) => void,
  { signal }: WatchOptions,
  { poll = defaultPoll, rest = defaultRest, events = openFolder }: WatcherSettings,
): Watch {
  if (signal?.aborted) return { mode: 'polling', close: () => undefined };
  const byFolder = new Map<string, Map<string, WatchedFile[]>>();
  const files: WatchedFile[] = [];
  for (const path of new Set(paths)) {
    const file = createWatchedFile(path, rest, () => onSave(path));
    files.push(file);
    const names = byFolder.get(dirname(path)) ?? new Map<string, WatchedFile[]>();
    byFolder.set(dirname(path), names);
    const name = comparable(basename(path));
    names.set(name, [...(names.get(name) ?? []), file]);
  }
  const folders =
    events === false
      ? []
      : [...byFolder].map(([folder, names]) =>
          createWatchedFolder(folder, events, (name) => {
            // Not every system says which file it was.
            const meant = name === undefined ? [...names.values()].flat() : (names.get(comparable(name)) ?? []);
            for (const file of meant) file.touched();
          }),
        );
  const timer = setInterval(() => {
    for (const folder of folders) folder.renew();
    for (const file of files) file.look();
  }, poll).unref();
  const close = (): void => {
    clearInterval(timer);
    for (const folder of folders) folder.close();
    for (const file of files) file.close();
    signal?.removeEventListener('abort', close);
  };
  signal?.addEventListener('abort', close, { once: true });
  return {
    get mode() {
      return folders.some((folder) => folder.tells) ? 'events' : 'polling';
    },
    close,
  };
}

/** A disk may fold case and recompose accents; a match too many costs one look. */
function comparable(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

const openFolder: OpenFolder = (folder, onEvent) =>
  watchFolder(folder, { persistent: false }, (_, name) => onEvent(name ?? undefined));
