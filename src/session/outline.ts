import type { Course } from '../course/model.ts';
import type { Question, StepFile } from '../course/schema.ts';

/** What the reducer needs to know of a course: the order of things and what depends on what. */
export interface Outline {
  readonly course: string;
  readonly labs: readonly OutlineLab[];
}

export interface OutlineLab {
  readonly id: string;
  readonly steps: readonly OutlineStep[];
}

export interface OutlineStep {
  readonly id: string;
  readonly kind: StepFile['kind'];
  readonly needs: readonly string[];
  readonly checks: readonly string[];
  /** Of a quiz. */
  readonly questions?: readonly Question[];
}

/** A step's address. */
export interface Place {
  readonly lab: string;
  readonly step: string;
}

/** The key of a step in progress and state: `lab/step`. */
export function stepKey(place: Place): string {
  return `${place.lab}/${place.step}`;
}

export function outlineOf(course: Course): Outline {
  return {
    course: course.id,
    labs: course.labs.map((lab) => ({
      id: lab.id,
      steps: lab.steps.map((step) => ({
        id: step.id,
        kind: step.kind,
        needs: step.needs,
        checks: step.checks.map((check) => check.id ?? check.kind),
        ...(step.kind === 'quiz' ? { questions: step.questions } : {}),
      })),
    })),
  };
}

/** All places in course order. */
export function placesOf(outline: Outline): readonly Place[] {
  return outline.labs.flatMap((lab) => lab.steps.map((step) => ({ lab: lab.id, step: step.id })));
}

export function findOutlineStep(outline: Outline, place: Place): OutlineStep | undefined {
  return outline.labs.find((lab) => lab.id === place.lab)?.steps.find((step) => step.id === place.step);
}

/** The place after this one, or `undefined` at the end. */
export function placeAfter(outline: Outline, place: Place): Place | undefined {
  const places = placesOf(outline);
  const index = places.findIndex((candidate) => stepKey(candidate) === stepKey(place));
  return index < 0 ? undefined : places[index + 1];
}

/** The key of a quiz question in progress: `lab/step/question`. */
export function questionKey(place: Place, question: string): string {
  return `${stepKey(place)}/${question}`;
}
