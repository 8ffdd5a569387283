/** Notices saves of a few files, by any editor, on any disk. */
export interface Watcher {
  /**
   * Watches from this call on; what was saved before is not told. Paths are absolute, and neither
   * file nor folder need exist yet. `onSave` gets the path as it was given, once a save has come to
   * rest; the removal of a file counts as one. Never throws: a disk that tells nothing is asked.
   */
  watch(paths: readonly string[], onSave: (path: string) => void, options?: WatchOptions): Watch;
}

export interface WatchOptions {
  /** Aborting it closes the watch. */
  readonly signal?: AbortSignal;
}

/** A running watch. It does not keep the process alive. */
export interface Watch {
  /**
   * How saves are noticed just now: `events` once the system has been seen to tell of changes, so
   * that a save is known within some 30 ms; `polling` before that and wherever it never does.
   */
  readonly mode: 'events' | 'polling';
  /** Ends it: nothing is told any more. May be called again. */
  close(): void;
}
