import type { Figure } from '../checks/kind.ts';
import type { Lang } from '../i18n/message.ts';

/** One check as it was judged, in words of the language at the time. */
export interface RecordedCheck {
  readonly id: string;
  readonly kind: string;
  readonly verdict: 'passed' | 'failed' | 'skipped';
  readonly expected: string;
  readonly actual: string;
}

export interface RecordedStep {
  readonly outcome: 'passed' | 'failed';
  /** ISO time. */
  readonly at: string;
  readonly seconds: number;
  readonly checks: readonly RecordedCheck[];
}

export interface RecordedFigure extends Figure {
  readonly at: string;
}

/** What is kept on disk. `version` rises with every change of shape. */
export interface Progress {
  readonly version: 1;
  readonly course: string;
  readonly lang?: Lang;
  readonly position?: { readonly lab: string; readonly step: string };
  /** By `lab/step`. */
  readonly steps: Readonly<Record<string, RecordedStep>>;
  /** By `image/figure`. */
  readonly figures: Readonly<Record<string, RecordedFigure>>;
}

/** Progress of someone who has not begun. */
export function emptyProgress(course: string): Progress {
  return { version: 1, course, steps: {}, figures: {} };
}
