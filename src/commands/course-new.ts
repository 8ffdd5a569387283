import { exitCodes, UserError } from '../errors.ts';
import { msg, say } from '../i18n/message.ts';
import { shellWord } from '../shell/line.ts';
import { type App, print } from './app.ts';
import { noFileOnTheWay } from './target-file.ts';

/** What the template calls the course. */
const placeholder = 'my-course';

/** `course new DIR`: writes a small course that is complete and valid, with its program beside it. */
export async function newCourse(app: App, words: readonly string[]): Promise<number> {
  const [name, second] = words;
  if (name === undefined || second !== undefined)
    throw new UserError({ what: msg('new.folder'), next: msg('new.folder.next') });
  const folder = app.resolve(name);
  const { files } = app;
  await noFileOnTheWay(app, folder);
  if ((await files.list(folder)).length > 0)
    throw new UserError({ what: msg('new.taken', { path: app.shortPath(folder) }), next: msg('new.taken.next') });
  const id = idOf(folder);
  const written: string[] = [];
  for (const path of await files.list(app.templates)) {
    const content = await files.read(app.join(app.templates, path));
    if (!content) continue;
    const named = path === 'labs/course.yaml' ? new TextDecoder().decode(content).replaceAll(placeholder, id) : content;
    await files.write(app.join(folder, path), named);
    written.push(path);
  }
  const course = shellWord(app.shell, app.shortPath(app.join(folder, 'labs')));
  if (app.flags.json) print(app, JSON.stringify({ v: 1, type: 'course.made', id, folder, files: written }));
  else print(app, say(app.lang, msg('new.done', { count: written.length, folder: app.shortPath(folder), course })));
  return exitCodes.ok;
}

/** The folder's name as an id, when it can be one. */
function idOf(folder: string): string {
  const name = folder.split(/[\\/]/).findLast((part) => part !== '') ?? '';
  const id = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return id === '' ? placeholder : id;
}
