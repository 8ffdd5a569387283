import { findStep } from '../course/model.ts';
import { ExplainedError } from '../errors.ts';
import { type Message, msg, raw } from '../i18n/message.ts';
import type { Watch, Watcher } from '../ports/watcher.ts';
import type { Happened } from '../session/events.ts';
import type { Place } from '../session/outline.ts';
import { readMine } from './judge-text.ts';
import { type EditState, layOut } from './workspace.ts';
import type { Desk } from './world.ts';

/** Lays out each lab's files once in a session; a failure is tried again the next time. */
export function laidOut(
  desk: Desk,
  edits: EditState,
  notice: (notice: Message) => void,
): (lab: string) => Promise<void> {
  const laying = new Map<string, Promise<void>>();
  return (lab) => {
    const known = laying.get(lab);
    if (known) return known;
    const begun = layOut(desk, lab, edits).then((kept) => kept.forEach(notice));
    laying.set(lab, begun);
    begun.catch(() => laying.delete(lab));
    return begun;
  };
}

export interface FileWatching {
  /** Watches the files of an edit step, and no others. */
  watch(place: Place): void;
  stop(): void;
  /** Tells what the learner's files of an edit step hold now. */
  read(place: Place): Promise<void>;
}

/** Turns saves of the learner's files into events. */
export function watchFiles(options: {
  readonly desk: Desk;
  readonly watcher: Watcher | undefined;
  readonly layOut: (lab: string) => Promise<void>;
  readonly emit: (event: Happened) => void;
}): FileWatching {
  const { desk, watcher, emit } = options;
  let watch: Watch | undefined;
  let wanted: Place | undefined;

  async function begin(place: Place): Promise<void> {
    const step = findStep(desk.course, place.lab, place.step);
    if (step?.kind !== 'edit' || !watcher) return;
    try {
      await options.layOut(place.lab);
      // Meanwhile the learner may have turned the page.
      if (wanted !== place) return;
      const names = new Map(step.files.map((file) => [desk.resolve(file), file]));
      watch = watcher.watch([...names.keys()], (path) =>
        emit({ type: 'file.saved', ...place, file: names.get(path) ?? path, mode: watch?.mode ?? 'polling' }),
      );
      emit({ type: 'watch.started', ...place, files: step.files });
    } catch (error) {
      if (!(error instanceof ExplainedError)) throw error;
      emit({ type: 'notice.given', notice: msg('watch.failed', { why: error.what }) });
    }
  }

  return {
    watch(place) {
      this.stop();
      wanted = place;
      void begin(place);
    },
    stop() {
      wanted = undefined;
      watch?.close();
      watch = undefined;
    },
    async read(place) {
      const step = findStep(desk.course, place.lab, place.step);
      if (step?.kind !== 'edit') return;
      try {
        emit({ type: 'files.read', ...place, files: await readMine(desk, step) });
      } catch (error) {
        emit({ type: 'notice.given', notice: error instanceof ExplainedError ? error.what : raw(String(error)) });
      }
    },
  };
}
