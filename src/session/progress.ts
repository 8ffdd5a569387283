import type { Figure } from '../checks/kind.ts';
import type { Lang } from '../i18n/message.ts';
import type { Answer } from './answers.ts';

/** One check as it was judged, in words of the language at the time. */
export interface RecordedCheck {
  readonly id: string;
  readonly kind: string;
  readonly verdict: 'passed' | 'failed' | 'skipped';
  readonly expected: string;
  readonly actual: string;
}

/** How a step stands: judged, passed over by the learner, or made ready for them without their doing. */
export type RecordedOutcome = 'passed' | 'failed' | 'skipped' | 'prepared';

export interface RecordedStep {
  readonly outcome: RecordedOutcome;
  /** ISO time. */
  readonly at: string;
  readonly seconds: number;
  readonly checks: readonly RecordedCheck[];
}

export interface RecordedFigure extends Figure {
  readonly at: string;
}

/** What a learner was shown of an edit step's answer. */
export interface RecordedHelp {
  /** Hints read so far, 0 to 3. */
  readonly hints: number;
  /** ISO time at which the solution was first shown. */
  readonly solutionAt?: string;
}

export interface RecordedPrediction {
  /** Absent when the learner did not guess. */
  readonly guess?: Answer;
  readonly measured: Answer;
  readonly at: string;
}

export interface RecordedTry {
  readonly answer: Answer;
  readonly right: boolean;
  readonly at: string;
}

/** An image that the learner built, as the engine knows it. */
export interface RecordedImage {
  /** The engine's image id: `sha256:…`. */
  readonly id: string;
  readonly at: string;
}

/** What is kept on disk. `version` rises with every change of shape. */
export interface Progress {
  readonly version: 2;
  readonly course: string;
  readonly lang?: Lang;
  readonly position?: { readonly lab: string; readonly step: string };
  /** By `lab/step`. */
  readonly steps: Readonly<Record<string, RecordedStep>>;
  /** By `image/figure`. */
  readonly figures: Readonly<Record<string, RecordedFigure>>;
  /** By `lab/step`. */
  readonly help: Readonly<Record<string, RecordedHelp>>;
  /** By `lab/step`. */
  readonly predictions: Readonly<Record<string, RecordedPrediction>>;
  /** By `lab/step/question`; the last tries, oldest first. */
  readonly answers: Readonly<Record<string, readonly RecordedTry[]>>;
  /** By short image name. */
  readonly images: Readonly<Record<string, RecordedImage>>;
}

/** Progress of someone who has not begun. */
export function emptyProgress(course: string): Progress {
  return {
    version: 2,
    course,
    steps: {},
    figures: {},
    help: {},
    predictions: {},
    answers: {},
    images: {},
  };
}
