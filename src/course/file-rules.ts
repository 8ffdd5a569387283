import { msg } from '../i18n/message.ts';
import { type CourseFiles, decode, editStarts, startFiles } from './course-files.ts';
import { invalid } from './invalid.ts';
import type { LabSource } from './model.ts';
import { findTwin, isPortable } from './portable.ts';

/** A course has to be the same on every system: what Windows cannot name, and what it cannot tell apart, is refused. */
export function refuseUnportable(files: CourseFiles, app: readonly LabSource[]): void {
  for (const paths of [[...files.keys()], app.map(({ path }) => path)]) {
    const strange = paths.find((path) => !isPortable(path));
    if (strange !== undefined) throw invalid(strange, 1, strange, msg('platform.path'));
    const twin = findTwin(paths);
    if (twin !== undefined) throw invalid(twin, 1, twin, msg('platform.twin'));
  }
}

/** One folder serves all labs, so a path may stand for one content only; what a lab uses, it lays there itself. */
export function refuseClashes(labs: readonly string[], files: CourseFiles, app: readonly LabSource[]): void {
  const shared = new Map(app.map((source) => [source.path, source.content]));
  for (const id of labs) {
    for (const source of [...startFiles(id, files), ...editStarts(id, files)]) {
      const other = shared.get(source.path);
      if (other && decode(other) !== decode(source.content)) {
        throw invalid(`${id}/start/${source.path}`, 1, source.path, msg('course.clash', { path: source.path }));
      }
      shared.set(source.path, source.content);
    }
  }
}
