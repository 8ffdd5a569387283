import { findTwin, isPortable } from '../../course/portable.ts';
import { CourseError } from '../../errors.ts';
import { type Message, msg } from '../../i18n/message.ts';
import type { KitCourse } from '../../ports/kit.ts';
import { printable } from '../../session/report-text.ts';
import { isPinned, isSafePath } from './format.ts';
import { type CourseFile, isOwnName, listCourse, type RunnerSettings, sumOfFiles } from './runner.ts';
import { fitsHeader } from './tar-header.ts';

/** Why no kit can hold a course; see the port. */
export async function findObstacles(
  { files, course: folder }: Pick<RunnerSettings, 'files' | 'course'>,
  { app, bases }: KitCourse,
): Promise<readonly CourseError[]> {
  const taught = await listCourse(files, folder, app);
  return [
    // An image that is loaded out of an archive has no digest of a registry, on no engine.
    ...bases.filter(isPinned).map((name) => obstacle(msg('kit.pinned', { name }), pinnedNext(name))),
    ...(isOwnName(app) ? [obstacle(msg('kit.app-name', { name: app }), msg('kit.app-name.next'))] : []),
    ...unfit(taught),
    ...(await unread(taught)),
  ];
}

function obstacle(what: Message, next: Message): CourseError {
  return new CourseError({ what, next });
}

function pinnedNext(name: string): Message {
  return msg('kit.pinned.next', { name: name.replace(/@.*/, '') });
}

/** Files whose names cannot be in a kit. The course itself is right: these may be files that it does not use. */
function unfit(taught: readonly CourseFile[]): readonly CourseError[] {
  const twin = findTwin(taught.flatMap(({ path }) => prefixes(path)));
  const kinds = {
    long: (path: string) => !fitsHeader(path),
    // A name that is not written in UTF-8 has this in its place.
    odd: (path: string) => !isSafePath(path) || !isPortable(path) || path.includes('\uFFFD'),
    twin: (path: string) => twin !== undefined && (path === twin || path.startsWith(`${twin}/`)),
  };
  return (['long', 'odd', 'twin'] as const).flatMap((kind) => {
    // One of each kind: a folder's name would be told for everything in it.
    const found = taught.find(({ path }) => kinds[kind](path));
    if (!found) return [];
    const path = printable(found.content.from);
    return [obstacle(msg(`kit.path-${kind}`, { path }), msg(`kit.path-${kind}.next`))];
  });
}

/** A path, and the folders in which it lies. */
function prefixes(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

async function unread(taught: readonly CourseFile[]): Promise<readonly CourseError[]> {
  try {
    await sumOfFiles(taught);
    return [];
  } catch (error) {
    if (error instanceof CourseError) return [error];
    throw error;
  }
}
