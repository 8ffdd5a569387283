import type { Course } from '../course/model.ts';
import { msg, say } from '../i18n/message.ts';
import type { ProgressStore } from '../ports/progress-store.ts';
import { beginAnew } from '../runtime/begin-anew.ts';
import { forgetAll, forgetPlaces } from '../session/forget.ts';
import { type Place, stepKey } from '../session/outline.ts';
import { alone } from './alone.ts';
import { type App, print } from './app.ts';
import { printNotices } from './notices.ts';
import { ownCommand } from './own-command.ts';
import { planOf } from './plan.ts';
import { deskOf } from './prepare.ts';

/** `reset`: a step, a lab or everything begins anew; files and progress are kept aside first. */
export async function resetPlaces(app: App, targets: readonly string[]): Promise<number> {
  const course = await app.loadCourse();
  const places = planOf(course, targets);
  const store = app.progress(course);
  return alone(app, store, app.workspace, (leftovers) => {
    printNotices(app, leftovers);
    return reset(app, course, store, { targets, places });
  });
}

interface Wanted {
  readonly targets: readonly string[];
  readonly places: readonly Place[];
}

/** Progress goes last: until the files are at their start nothing is forgotten. */
async function reset(app: App, course: Course, store: ProgressStore, { targets, places }: Wanted): Promise<number> {
  const { progress, notices } = await store.load();
  printNotices(app, notices);
  const desk = deskOf(app, course, { workspace: app.workspace, lang: () => app.lang });
  const everything = targets.length === 0;
  const labs = everything ? course.labs.map((lab) => lab.id) : targets;
  const { files, kept } = await beginAnew(desk, { places, labs, progress, learner: app.learner });
  await store.save(everything ? forgetAll(progress) : forgetPlaces(progress, places));
  tell(app, { steps: places.map(stepKey), files, id: kept.id, folder: desk.resolve(kept.folder) });
  return 0;
}

interface Done {
  readonly steps: readonly string[];
  readonly files: readonly string[];
  readonly id: string;
  readonly folder: string;
}

function tell(app: App, { steps, files, id, folder }: Done): void {
  if (app.flags.json) {
    print(app, JSON.stringify({ v: 1, type: 'progress.reset', steps, files, kept: folder, id }));
    return;
  }
  print(app, say(app.lang, msg('reset.done', { count: steps.length })));
  if (files.length > 0) print(app, say(app.lang, msg('reset.files', { files: files.join(', ') })));
  const command = ownCommand(app, 'restore', id);
  print(app, say(app.lang, msg('reset.kept', { path: app.shortPath(folder), command })));
}
