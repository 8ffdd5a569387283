import type { Lang, Localized } from '../i18n/message.ts';
import type { CourseFile, LabFile, StepFile } from './schema.ts';

/** One step's text in one language: its heading and the Markdown below it. */
export interface StepText {
  readonly title: string;
  readonly body: string;
}

/** The folders below `edits/<step>/`: what the learner starts from, and what proves the coach right. */
export interface EditVariants {
  readonly start: readonly LabSource[];
  readonly solution: readonly LabSource[];
  /** Other styles that must pass too, by folder name. */
  readonly alternatives: Readonly<Record<string, readonly LabSource[]>>;
  /** Known mistakes that must fail, by folder name. */
  readonly wrong: Readonly<Record<string, readonly LabSource[]>>;
}

interface WithText {
  readonly text: Readonly<Record<Lang, StepText>>;
}

/** A step in which the learner changes files until its checks pass. */
export type EditStep = Extract<StepFile, { kind: 'edit' }> & WithText & { readonly variants: EditVariants };

/** A step of a lab with its lesson text. */
export type Step = (Exclude<StepFile, { kind: 'edit' }> & WithText) | EditStep;

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

/** The edit steps of a lab. */
export function editSteps(lab: Lab): readonly EditStep[] {
  return lab.steps.filter((step) => step.kind === 'edit');
}
