import { invalid } from '../course/invalid.ts';
import type { Course, LabSource } from '../course/model.ts';
import { appOf, parseCourse } from '../course/parse.ts';
import { CourseError, MachineError } from '../errors.ts';
import { formatBytes } from '../i18n/format.ts';
import { msg } from '../i18n/message.ts';
import type { Files } from '../ports/files.ts';

/** Where a course lies; absolute folders. */
export interface CourseFolders {
  readonly course: string;
  readonly join: (folder: string, path: string) => string;
}

const courseFile = /^(course\.yaml|[^/]+\/(lab\.yaml|[a-z]{2}\.md|start\/.+|edits\/.+)|support\/.+)$/;

/** Bytes of one file of a course: reading a longer one would take minutes and gigabytes. */
const mostBytes = 1_000_000;

function tooLarge(file: string): CourseError {
  return invalid(file, 1, file, msg('course.too-large', { most: formatBytes(mostBytes) }));
}

/** Reads and validates a course from disk; throws a CourseError, also for a file that cannot be opened. */
export async function loadCourse(files: Pick<Files, 'list' | 'read'>, folders: CourseFolders): Promise<Course> {
  try {
    return await readCourse(files, folders);
  } catch (error) {
    if (!(error instanceof MachineError)) throw error;
    const { what, raw } = error;
    throw new CourseError({ what, next: msg('course.next'), ...(raw === undefined ? {} : { raw }), cause: error });
  }
}

async function readCourse(files: Pick<Files, 'list' | 'read'>, folders: CourseFolders): Promise<Course> {
  const found = new Map<string, Uint8Array>();
  for (const path of await files.list(folders.course)) {
    if (!courseFile.test(path)) continue;
    const content = await files.read(folders.join(folders.course, path), mostBytes + 1);
    if (content && content.length > mostBytes) throw tooLarge(path);
    if (content) found.set(path, content);
  }
  if (!found.has('course.yaml')) {
    throw new CourseError({ what: msg('course.unreadable', { path: folders.course }), next: msg('course.next') });
  }
  // The app's folder is named in course.yaml and lies beside the course, as labs/ and go-app/ do.
  const folder = folders.join(folders.join(folders.course, '..'), appOf(found));
  const app: LabSource[] = [];
  const listed = await files.list(folder);
  // What is not a Go program is somebody's other folder, and not to be handed to a build.
  if (!listed.includes('go.mod')) {
    throw new CourseError({ what: msg('course.no-app', { path: folder }), next: msg('course.next') });
  }
  for (const path of listed) {
    const content = await files.read(folders.join(folder, path));
    if (content) app.push({ path, content });
  }
  for (const [path, content] of found) {
    if (path.startsWith('support/')) app.push({ path, content });
  }
  return parseCourse(found, app);
}
