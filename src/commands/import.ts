import type { Course } from '../course/model.ts';
import { UserError } from '../errors.ts';
import { type Message, msg, say } from '../i18n/message.ts';
import { type Arrivals, bringIn, unpackFiles } from '../runtime/transfer.ts';
import { type Exported, exportSchema } from '../session/export-schema.ts';
import { emptyProgress, type Progress } from '../session/progress.ts';
import { alone } from './alone.ts';
import { type App, print } from './app.ts';
import { printNotices } from './notices.ts';
import { ownCommand } from './own-command.ts';
import { deskOf } from './prepare.ts';

/** More than any export: 500 files of 1 MiB never come together. */
const mostBytes = 64 * 1024 * 1024;

/** `import FILE`: puts exported progress and files in place of the present ones, which are kept aside first. */
export async function importProgress(app: App, file: string): Promise<number> {
  const course = await app.loadCourse();
  const store = app.progress(course);
  const exported = await readExport(app, file, course);
  const progress = store.parse(exported.progress);
  if (!progress) throw refused(msg('import.not-one', { path: file }));
  return alone(app, store, app.workspace, async (leftovers) => {
    const before = await store.load();
    printNotices(app, [...leftovers, ...before.notices]);
    const desk = deskOf(app, course, { workspace: app.workspace, lang: () => app.lang });
    const arrivals = await unpackFiles(desk, exported.files);
    const { learner } = app;
    const kept = await bringIn(desk, store, arrivals, { before: before.progress, after: progress, learner });
    tell(app, progress, arrivals, { id: kept.id, folder: desk.resolve(kept.folder) });
    return 0;
  });
}

/** Throws a UserError for what is no export of this course, or of a later program. */
async function readExport(app: App, file: string, course: Course): Promise<Exported> {
  const bytes = await app.files.read(app.resolve(file), mostBytes);
  if (!bytes) throw refused(msg('report.absent', { path: file }));
  const content = parse(new TextDecoder().decode(bytes));
  const { v, version } = versionsOf(content);
  if (v > 1 || version > emptyProgress(course.id).version)
    throw refused(msg('import.newer', { path: file }), msg('import.newer.next'));
  const parsed = exportSchema.safeParse(content);
  if (!parsed.success) throw refused(msg('import.not-one', { path: file }));
  if (parsed.data.course !== course.id)
    throw refused(
      msg('import.course', { path: file, theirs: parsed.data.course, ours: course.id }),
      msg('import.course.next'),
    );
  return parsed.data;
}

function refused(what: Message, next: Message = msg('import.next')): UserError {
  return new UserError({ what, next });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The versions of the file and of the progress in it, 0 where there is none. */
function versionsOf(content: unknown): { readonly v: number; readonly version: number } {
  const number = (value: unknown, key: string): number => {
    const found =
      typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === key) : undefined;
    return typeof found?.[1] === 'number' ? found[1] : 0;
  };
  const isExport =
    typeof content === 'object' && content !== null && 'type' in content && content.type === 'go-docker-lab.export';
  if (!isExport) return { v: 0, version: 0 };
  return { v: number(content, 'v'), version: number('progress' in content ? content.progress : undefined, 'version') };
}

function tell(
  app: App,
  progress: Progress,
  { changed, foreign }: Arrivals,
  kept: { readonly id: string; readonly folder: string },
): void {
  const files = changed.map((one) => one.path);
  const steps = Object.keys(progress.steps).length;
  if (app.flags.json) {
    print(
      app,
      JSON.stringify({ v: 1, type: 'progress.imported', steps, files, foreign, kept: kept.folder, id: kept.id }),
    );
    return;
  }
  print(app, say(app.lang, msg('import.done', { steps })));
  if (files.length > 0) print(app, say(app.lang, msg('import.files', { files: files.join(', ') })));
  if (foreign.length > 0) print(app, say(app.lang, msg('import.foreign', { files: foreign.join(', ') })));
  const command = ownCommand(app, 'restore', kept.id);
  print(app, say(app.lang, msg('import.kept', { path: app.shortPath(kept.folder), command })));
}
