import { CourseError } from '../errors.ts';
import { msg } from '../i18n/message.ts';
import type { LabSource } from './model.ts';

/** The files of a course folder: path relative to it, forward slashes → content. */
export type CourseFiles = ReadonlyMap<string, Uint8Array>;

const decoder = new TextDecoder('utf-8');

export function decode(content: Uint8Array): string {
  return decoder.decode(content);
}

/** The text of a file that a course must have. Throws a CourseError. */
export function textOf(files: CourseFiles, path: string): string {
  const bytes = files.get(path);
  if (!bytes) throw new CourseError({ what: msg('course.absent', { file: path }), next: msg('course.next') });
  return decode(bytes);
}

/** What a lab lays into the workspace. */
export function startFiles(id: string, files: CourseFiles): readonly LabSource[] {
  const prefix = `${id}/start/`;
  return [...files]
    .filter(([path]) => path.startsWith(prefix))
    .map(([path, content]) => ({ path: path.slice(prefix.length), content }));
}

/** What the learner starts from in the edit steps of a lab. */
export function editStarts(id: string, files: CourseFiles): readonly LabSource[] {
  const start = new RegExp(`^${id}/edits/[^/]+/start/(.+)$`);
  return [...files].flatMap(([path, content]) => {
    const inWorkspace = start.exec(path)?.[1];
    return inWorkspace === undefined ? [] : [{ path: inWorkspace, content }];
  });
}
