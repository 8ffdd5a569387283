import type { Lang, Localized } from '../i18n/message.ts';
import type { CourseFile, LabFile, StepFile } from './schema.ts';

/** One step's text in one language: its heading and the Markdown below it. */
export interface StepText {
  readonly title: string;
  readonly body: string;
}

/** A step of a lab with its lesson text. */
export type Step = StepFile & { readonly text: Readonly<Record<Lang, StepText>> };

/** A file that a lab lays into the workspace. */
export interface LabSource {
  /** Relative to the workspace, forward slashes. */
  readonly path: string;
  readonly content: Uint8Array;
}

export interface Lab extends Omit<LabFile, 'steps' | 'format'> {
  readonly id: string;
  readonly steps: readonly Step[];
  /** Files of `start/`. */
  readonly files: readonly LabSource[];
}

/** A whole course: read, validated, and never changed afterwards. */
export interface Course extends Omit<CourseFile, 'labs' | 'format'> {
  readonly labs: readonly Lab[];
  /** Files of the app and of the support programs, relative to the workspace. */
  readonly appFiles: readonly LabSource[];
  readonly title: Localized;
}

/** Finds a step by lab and id. */
export function findStep(course: Course, labId: string, stepId: string): Step | undefined {
  return course.labs.find((lab) => lab.id === labId)?.steps.find((step) => step.id === stepId);
}
