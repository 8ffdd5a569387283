import type { Course } from '../course/model.ts';
import { encodeEvent } from '../render/json/encode.ts';
import { createRunPrinter } from '../render/plain/run-printer.ts';
import type { SessionEvent } from '../session/events.ts';
import type { SessionState } from '../session/state.ts';
import { type App, print } from './app.ts';

/** How a session that nobody steers is told: as text, or as NDJSON. */
export function faceOf(app: App, course: Course, verbose = false): (state: SessionState, event: SessionEvent) => void {
  if (!app.flags.json)
    return createRunPrinter({
      course,
      lang: app.lang,
      shell: app.shell,
      write: (text) => void app.terminal.stdout.write(text),
      verbose,
    });
  return (_, event) => {
    const wire = encodeEvent(app.lang, event);
    if (wire) print(app, JSON.stringify(wire));
  };
}
