import { msg, say, sayAnywhere } from '../i18n/message.ts';
import { packFiles } from '../runtime/transfer.ts';
import type { Exported } from '../session/export-schema.ts';
import { type App, print } from './app.ts';
import { printNotices } from './notices.ts';
import { deskOf } from './prepare.ts';
import { mayWrite } from './target-file.ts';

/** `export FILE`: progress and the learner's own files in one file, for `import` on another machine. */
export async function exportProgress(app: App, file: string, force: boolean): Promise<number> {
  const path = app.resolve(file);
  await mayWrite(app, path, force);
  const course = await app.loadCourse();
  const { progress, notices } = await app.progress(course).load();
  printNotices(app, notices);
  const desk = deskOf(app, course, { workspace: app.workspace, lang: () => app.lang });
  const files = await packFiles(desk);
  const content: Exported = {
    v: 1,
    type: 'go-docker-lab.export',
    course: course.id,
    courseVersion: course.version,
    program: app.version,
    exportedAt: new Date(app.clock.now()).toISOString(),
    progress: { ...progress },
    files,
  };
  await app.files.write(path, `${JSON.stringify(content, undefined, 1)}\n`);
  tell(app, path, { steps: Object.keys(progress.steps).length, files: files.map((one) => one.path) });
  return 0;
}

function tell(app: App, path: string, done: { readonly steps: number; readonly files: readonly string[] }): void {
  if (app.flags.json) {
    print(app, JSON.stringify({ v: 1, type: 'progress.exported', path, ...done }));
    return;
  }
  const { steps, files } = done;
  print(app, say(app.lang, msg('export.done', { path: app.shortPath(path), steps, files: files.length })));
  print(app, sayAnywhere(app.lang, msg('export.how')));
}
