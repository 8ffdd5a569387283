import { type Course, editSteps } from '../course/model.ts';
import { UserError } from '../errors.ts';
import { msg } from '../i18n/message.ts';
import type { ProgressStore } from '../ports/progress-store.ts';
import { type ExportedFile, mostExportedBytes } from '../session/export-schema.ts';
import type { Progress } from '../session/progress.ts';
import { keepAside } from './kept.ts';
import { editFiles } from './workspace.ts';
import { workspaceFile } from './workspace-file.ts';
import type { Desk } from './world.ts';

/** The workspace files that are the learner's to change, in course order. */
function learnerPaths(course: Course): readonly string[] {
  const steps = course.labs.flatMap(editSteps);
  const laid = steps.flatMap((step) => [...editFiles(step, 'start'), ...editFiles(step, 'solution')]);
  return [...new Set([...steps.flatMap((step) => step.files), ...laid.map((source) => source.path)])];
}

/** The learner's files that are there. Throws a UserError for one that is too large to take along. */
export async function packFiles(desk: Desk): Promise<ExportedFile[]> {
  const packed: ExportedFile[] = [];
  for (const path of learnerPaths(desk.course)) {
    const content = await desk.files.read(await workspaceFile(desk, path), mostExportedBytes + 1);
    if (!content) continue;
    if (content.length > mostExportedBytes)
      throw new UserError({ what: msg('export.large', { path }), next: msg('export.large.next') });
    packed.push(packedFile(path, content));
  }
  return packed;
}

function packedFile(path: string, content: Uint8Array): ExportedFile {
  try {
    return {
      path,
      encoding: 'utf8',
      content: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content),
    };
  } catch {
    // No UTF-8, from an editor that writes UTF-16 perhaps: byte for byte all the same.
    return { path, encoding: 'base64', content: Buffer.from(content).toString('base64') };
  }
}

/** A file that an import brings and that is not in the workspace as it is. */
export interface Arrival {
  readonly path: string;
  readonly absolute: string;
  readonly content: Uint8Array;
}

export interface Arrivals {
  readonly changed: readonly Arrival[];
  /** Of a step that this version of the course does not have. */
  readonly foreign: readonly string[];
}

/** What an import would change. Throws a UserError for a file that is too large, a MachineError for one that a link leads out. */
export async function unpackFiles(desk: Desk, files: readonly ExportedFile[]): Promise<Arrivals> {
  const known = new Set(learnerPaths(desk.course));
  const changed: Arrival[] = [];
  const foreign: string[] = [];
  for (const { path, encoding, content: text } of files) {
    if (!known.has(path)) {
      foreign.push(path);
      continue;
    }
    const content = Buffer.from(text, encoding);
    if (content.length > mostExportedBytes)
      throw new UserError({ what: msg('import.large', { path }), next: msg('import.next') });
    const absolute = await workspaceFile(desk, path);
    const present = await desk.files.read(absolute);
    if (!present || !content.equals(present)) changed.push({ path, absolute, content });
  }
  return { changed, foreign };
}

/** Puts arrivals and their progress in place of what is there; returns where that was kept. */
export async function bringIn(
  desk: Desk,
  store: Pick<ProgressStore, 'save'>,
  { changed }: Arrivals,
  { before, after, learner }: { readonly before: Progress; readonly after: Progress; readonly learner: string },
): Promise<{ readonly id: string; readonly folder: string }> {
  // In this order nothing is ever lost: the copy is whole before the first change, and progress goes last.
  const paths = changed.map((one) => one.path);
  const kept = await keepAside(desk, paths, { progress: before, learner });
  for (const { absolute, content } of changed) await desk.files.write(absolute, content);
  await store.save(after);
  return kept;
}
