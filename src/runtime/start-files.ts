import { type Course, findStep, type LabSource } from '../course/model.ts';
import type { Place } from '../session/outline.ts';
import { editFiles, sameText } from './workspace.ts';
import { workspaceFile } from './workspace-file.ts';
import type { Desk } from './world.ts';

/** A file of the learner's that goes back to its start; without content it goes away, for it was none of the task. */
export interface StartFile {
  readonly path: string;
  readonly content?: Uint8Array;
}

/**
 * What the places began with: the files of their edit steps, of labs that are reset as a whole also their
 * other files, and of a course that is, the app. What only a solution brings goes.
 */
export function startFiles(course: Course, places: readonly Place[], labs: readonly string[]): readonly StartFile[] {
  const whole = course.labs.filter((lab) => labs.includes(lab.id));
  const all = whole.length === course.labs.length ? course.appFiles : [];
  const steps = places.flatMap(({ lab, step }) => findStep(course, lab, step) ?? []);
  const laid = [...course.appFiles, ...course.labs.flatMap((lab) => lab.files)];
  const brought = steps.flatMap((step) => editFiles(step, 'solution'));
  const found = new Map<string, StartFile>();
  for (const { path } of brought) found.set(path, laid.find((source) => source.path === path) ?? { path });
  for (const source of [...all, ...whole.flatMap((lab) => lab.files), ...steps.flatMap((s) => editFiles(s, 'start'))])
    found.set(source.path, source);
  return [...found.values()];
}

/** The paths of those that are in the workspace. */
export async function present(desk: Desk, files: readonly StartFile[]): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const { path } of files) {
    if (await desk.files.exists(await workspaceFile(desk, path))) paths.push(path);
  }
  return paths;
}

/**
 * Puts start files in place of what the learner made of them; returns the paths that changed. What is not
 * there is laid out when the lab is next opened. Keep aside first.
 */
export async function putStart(
  desk: Desk,
  files: readonly StartFile[],
  solutions: readonly LabSource[],
): Promise<readonly string[]> {
  const changed: string[] = [];
  for (const { path, content } of files) {
    const absolute = await workspaceFile(desk, path);
    const existing = await desk.files.read(absolute);
    if (!existing || (content && sameText(existing, content))) continue;
    if (content) await desk.files.write(absolute, content);
    // A file that no task begins with: the learner's own, unless it is the solution's.
    else if (solutions.some((one) => one.path === path && sameText(existing, one.content)))
      await desk.files.remove(absolute);
    else continue;
    changed.push(path);
  }
  return changed;
}
