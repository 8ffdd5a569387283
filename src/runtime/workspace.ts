import type { Course, LabSource, Step } from '../course/model.ts';
import { type Message, msg } from '../i18n/message.ts';
import { workspaceFile } from './workspace-file.ts';
import type { Desk } from './world.ts';

/** What the learner's own files begin as: the task, or, where nobody edits, the course's solution. */
export type EditState = 'start' | 'solution';

/**
 * Lays the app and one lab's files into the workspace. A file that is already there is the learner's
 * and stays; those that differ from ours are named, unless they are there to be changed.
 */
export async function layOut(desk: Desk, labId: string, edits: EditState): Promise<readonly Message[]> {
  const { course, files } = desk;
  const lab = course.labs.find((one) => one.id === labId);
  // What an edit step changes of the app is laid in its own state, not in the app's.
  const edited = new Map((lab?.steps ?? []).flatMap((step) => editFiles(step, edits)).map((one) => [one.path, one]));
  const kept: string[] = [];
  for (const source of [...course.appFiles, ...(lab?.files ?? [])]) {
    if (!edited.has(source.path) && !(await layIfAbsent(desk, source))) kept.push(source.path);
  }
  for (const source of edited.values()) {
    const path = await workspaceFile(desk, source.path);
    if (!(await files.exists(path))) await files.write(path, source.content);
  }
  return kept.length === 0 ? [] : [msg('workspace.kept', { files: kept.join(', ') })];
}

/** The files of an edit step in a state; none for other steps. */
export function editFiles(step: Step, edits: EditState): readonly LabSource[] {
  return step.kind === 'edit' ? step.variants[edits] : [];
}

/** False when something else is there. */
async function layIfAbsent({ files, resolve }: Desk, source: LabSource): Promise<boolean> {
  const path = resolve(source.path);
  const existing = await files.read(path);
  if (existing !== undefined) return sameText(existing, source.content);
  await files.write(path, source.content);
  return true;
}

/** Equal but for line endings, which an editor on Windows may have changed. */
export function sameText(a: Uint8Array, b: Uint8Array): boolean {
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes).replaceAll('\r\n', '\n');
  return text(a) === text(b);
}

/** What laying out a lab as if it had been done came to. */
export interface LaidAsDone {
  /** Files that now hold the course's solution and did not before. */
  readonly laid: readonly string[];
  /** Files that the learner has changed: they stay. */
  readonly kept: readonly string[];
  /** Edit steps of which every file holds the course's solution. */
  readonly steps: readonly string[];
  /** What laying out the rest of the lab had to tell. */
  readonly notices: readonly Message[];
}

/**
 * Lays out a lab as it stands once done: the solutions of its edit steps, in place of files that are not
 * there or that nobody has changed. Where steps share a file, the last one's solution is what stays.
 */
export async function layAsDone(desk: Desk, labId: string): Promise<LaidAsDone> {
  const { course, files } = desk;
  const steps = course.labs.find((lab) => lab.id === labId)?.steps ?? [];
  const solutions = new Map(steps.flatMap((step) => editFiles(step, 'solution')).map((one) => [one.path, one.content]));
  const laid: string[] = [];
  const kept: string[] = [];
  for (const [path, solution] of solutions) {
    const absolute = await workspaceFile(desk, path);
    const existing = await files.read(absolute);
    if (existing && sameText(existing, solution)) continue;
    if (existing && !courseTexts(course, path).some((text) => sameText(existing, text))) {
      kept.push(path);
      continue;
    }
    await files.write(absolute, solution);
    laid.push(path);
  }
  const notices = await layOut(desk, labId, 'solution');
  const done = steps.filter((step) => {
    const own = editFiles(step, 'solution');
    return own.length > 0 && own.every((source) => !kept.includes(source.path));
  });
  return { laid, kept, steps: done.map((step) => step.id), notices };
}

/** Every text that the course itself lays at a path. */
function courseTexts(course: Course, path: string): readonly Uint8Array[] {
  const sources = [
    ...course.appFiles,
    ...course.labs.flatMap((lab) => [
      ...lab.files,
      ...lab.steps.flatMap((step) => [...editFiles(step, 'start'), ...editFiles(step, 'solution')]),
    ]),
  ];
  return sources.filter((source) => source.path === path).map((source) => source.content);
}
