import { formatBytes } from '../i18n/format.ts';
import { type Message, msg, say } from '../i18n/message.ts';
import type { KitOptions, KitProgress } from '../ports/kit.ts';
import { cleanOutput } from '../render/text/sanitize.ts';
import { type App, print } from './app.ts';

/** Milliseconds between two lines of progress. */
const pace = 2000;

/** Tells how far it is: a line every two seconds at most, with bytes and their rate; `which`: of what is loaded. */
export function tellProgress(app: App, which?: KitProgress['image']): KitOptions {
  let last = app.clock.monotonic();
  let before: KitProgress | undefined;
  return {
    signal: app.interrupted,
    onProgress(progress) {
      const now = app.clock.monotonic();
      const seconds = (now - last) / 1000;
      if (now - last < pace) return;
      const goesOn =
        before?.phase === progress.phase && (before.entry === progress.entry || progress.phase === 'verifying');
      // What is tried again begins at its beginning.
      const more = Math.max(0, progress.done - (before && goesOn ? before.done : 0));
      last = now;
      before = progress;
      const { phase, done, total, entry, image = which } = progress;
      if (app.flags.json) {
        answer(app, 'kit.progressed', {
          phase,
          entry,
          ...(image ? { image } : {}),
          done,
          ...(total === undefined ? {} : { total }),
        });
        return;
      }
      const rate = formatBytes(more / seconds);
      const what = image ? msg('kit.progress.image', { ...image, name: entry }) : entry;
      const line = { phase: msg(`kit.progress.${phase}`), what, done: formatBytes(done), rate };
      tell(
        app,
        total === undefined
          ? msg('kit.progress', line)
          : msg('kit.progress.of', { ...line, total: formatBytes(total) }),
      );
    },
  };
}

/** A line for people; nothing with `--json`. */
export function tell(app: App, message: Message): void {
  if (!app.flags.json) print(app, cleanOutput(say(app.lang, message)));
}

/** An object for programs. */
export function answer(app: App, type: string, fields: Readonly<Record<string, unknown>>): void {
  print(app, JSON.stringify({ v: 1, type, ...fields }));
}
