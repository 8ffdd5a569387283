import type { Course } from '../course/model.ts';
import { UserError } from '../errors.ts';
import { msg, say } from '../i18n/message.ts';
import type { ProgressStore } from '../ports/progress-store.ts';
import { type Kept, keepAside, keptProgress, listKept, putBack } from '../runtime/kept.ts';
import { workspaceFile } from '../runtime/workspace-file.ts';
import type { Desk } from '../runtime/world.ts';
import { alone } from './alone.ts';
import { type App, print } from './app.ts';
import { printNotices } from './notices.ts';
import { ownCommand } from './own-command.ts';
import { deskOf } from './prepare.ts';

/** `restore [WHEN]`: lists what was kept aside, or puts one of it back after keeping the present aside too. */
export async function restoreKept(app: App, when: string | undefined): Promise<number> {
  const course = await app.loadCourse();
  const desk = deskOf(app, course, { workspace: app.workspace, lang: () => app.lang });
  if (when === undefined) return listAll(app, await listKept(desk));
  const wanted = chosen(await listKept(desk), when);
  const store = app.progress(course);
  return alone(app, store, app.workspace, (leftovers) => {
    printNotices(app, leftovers);
    return restore(app, course, { desk, store, wanted });
  });
}

function listAll(app: App, all: readonly Kept[]): number {
  if (app.flags.json) {
    print(app, JSON.stringify({ v: 1, type: 'kept', kept: all }));
    return 0;
  }
  if (all.length === 0) {
    print(app, say(app.lang, msg('restore.none')));
    return 0;
  }
  print(app, say(app.lang, msg('restore.listed')));
  for (const { id, files } of all)
    print(app, `  ${id}  ${files.length === 0 ? say(app.lang, msg('restore.no-files')) : files.join(', ')}`);
  print(app, say(app.lang, msg('restore.how', { command: ownCommand(app, 'restore', 'last') })));
  return 0;
}

/** `last`, an id, or the beginning of one that fits no other. */
function chosen(all: readonly Kept[], when: string): Kept {
  const exact = when === 'last' ? all[0] : all.find((kept) => kept.id === when);
  if (exact) return exact;
  const like = all.filter((kept) => kept.id.startsWith(when));
  const [first, second] = like;
  if (first && !second) return first;
  throw new UserError({
    what: msg(second ? 'restore.unlike' : 'restore.unknown', { name: when }),
    next: msg('restore.unknown.next'),
  });
}

interface Restoring {
  readonly desk: Desk;
  readonly store: ProgressStore;
  readonly wanted: Kept;
}

/** In this order nothing is ever lost: the present is kept whole before the first change, and progress goes last. */
async function restore(app: App, course: Course, { desk, store, wanted }: Restoring): Promise<number> {
  const { progress, notices } = await store.load();
  printNotices(app, notices);
  for (const path of wanted.files) await workspaceFile(desk, path);
  const now = await keepAside(desk, wanted.files, { progress, learner: app.learner });
  await putBack(desk, wanted);
  const back = store.parse(await keptProgress(desk, wanted.id, app.learner));
  if (back) await store.save(back);
  const folder = desk.resolve(now.folder);
  if (app.flags.json) {
    const answer = { course: course.id, id: wanted.id, files: wanted.files, progress: back !== undefined };
    print(app, JSON.stringify({ v: 1, type: 'restored', ...answer, kept: folder }));
    return 0;
  }
  const count = wanted.files.length;
  print(app, say(app.lang, msg(back ? 'restore.done' : 'restore.done.files', { id: wanted.id, count })));
  const command = ownCommand(app, 'restore', now.id);
  print(app, say(app.lang, msg('reset.kept', { path: app.shortPath(folder), command })));
  return 0;
}
