import { formatBytes } from '../i18n/format.ts';
import { type Message, msg, say } from '../i18n/message.ts';
import type { KitOptions, KitProgress } from '../ports/kit.ts';
import { type App, print } from './app.ts';

/** Milliseconds between two lines of progress. */
const pace = 2000;

/** Tells how far it is: a line a second at most, with bytes and their rate. */
export function tellProgress(app: App): KitOptions {
  let last = app.clock.monotonic();
  let before: KitProgress | undefined;
  return {
    signal: app.interrupted,
    onProgress(progress) {
      const now = app.clock.monotonic();
      const seconds = (now - last) / 1000;
      if (now - last < pace) return;
      // The bytes of another entry may be counted anew.
      const more = progress.done - (before && progress.done >= before.done ? before.done : 0);
      last = now;
      before = progress;
      const { done, total, entry } = progress;
      if (app.flags.json) {
        answer(app, 'kit.progressed', { entry, done, ...(total === undefined ? {} : { total }) });
        return;
      }
      const rate = formatBytes(more / seconds);
      const line = { done: formatBytes(done), rate, entry };
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
  if (!app.flags.json) print(app, say(app.lang, message));
}

/** An object for programs. */
export function answer(app: App, type: string, fields: Readonly<Record<string, unknown>>): void {
  print(app, JSON.stringify({ v: 1, type, ...fields }));
}
