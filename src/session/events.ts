import type { BuildVertex } from '../checks/evidence.ts';
import type { Figure, Where } from '../checks/kind.ts';
import type { Explanation } from '../errors.ts';
import type { Lang, Message } from '../i18n/message.ts';
import type { Answer } from './answers.ts';

export type Verdict = 'passed' | 'failed' | 'skipped';
export type StepOutcome = 'passed' | 'failed' | 'skipped' | 'cancelled';

/**
 * What a run is for. `run`: all of the step. `check`: its checks alone, over what is on the engine,
 * whoever put it there. `prepare`: what later steps build on, without judging it.
 */
export type RunPurpose = 'run' | 'check' | 'prepare';

/** One judged check. */
export interface JudgedCheck {
  readonly id: string;
  readonly kind: string;
  readonly verdict: Verdict;
  readonly expected: Message;
  readonly actual: Message;
  /** A command that shows the same by hand. */
  readonly reproduce?: string;
  readonly hint?: Message;
  /** The line of the learner's file that the verdict is about. */
  readonly where?: Where;
}

/** A shown command: as the lesson has it, and exactly as it runs. */
export interface ShownCommand {
  readonly shown: string;
  readonly exact: string;
}

/** What the learner asked for. */
export type Intent =
  | { readonly type: 'step.opened'; readonly lab: string; readonly step: string }
  | { readonly type: 'run.requested' }
  | { readonly type: 'next.requested' }
  | { readonly type: 'cancel.requested' }
  /** Judge what is on the engine now, without running the step's commands. */
  | { readonly type: 'check.requested' }
  | { readonly type: 'hint.requested' }
  | { readonly type: 'solution.requested' }
  /** Measure the reference solution of this edit step, to compare it with the learner's. */
  | { readonly type: 'reference.requested' }
  | { readonly type: 'guess.given'; readonly guess: Answer }
  | { readonly type: 'answer.given'; readonly question: string; readonly answer: Answer }
  /** Begin the open step anew: what there is of it is kept aside first. */
  | { readonly type: 'reset.requested' }
  | { readonly type: 'language.chosen'; readonly lang: Lang };

interface AtStep {
  readonly lab: string;
  readonly step: string;
}

interface InRun extends AtStep {
  readonly runId: string;
}

/** A text file of the workspace; the first 64 KiB of it. */
export interface FileText {
  /** Relative to the workspace. */
  readonly path: string;
  readonly text: string;
}

export type WatchMode = 'events' | 'polling';

/** What happened; past tense. Events of a run carry its runId, and the reducer drops stale ones. */
export type Happened =
  | {
      readonly type: 'course.started';
      readonly course: string;
      readonly version: string;
      readonly labs: readonly string[];
      readonly session: string;
    }
  | { readonly type: 'notice.given'; readonly notice: Message }
  /** The files of an edit step are watched. `mode`: how the save was noticed; `polling` where the system tells of no changes. */
  | (AtStep & { readonly type: 'watch.started'; readonly files: readonly string[] })
  | (AtStep & { readonly type: 'file.saved'; readonly file: string; readonly mode: WatchMode })
  /** The learner's files as they were judged, or as they are when the solution is shown. */
  | (AtStep & { readonly type: 'files.read'; readonly files: readonly FileText[] })
  | (AtStep & { readonly type: 'reference.started' })
  | (AtStep & { readonly type: 'reference.measured'; readonly figures: readonly Figure[] })
  | (AtStep & { readonly type: 'reference.failed'; readonly reason: Message })
  /** The step's files are at their start again, and what there was is kept aside: now it can be forgotten. */
  | (AtStep & { readonly type: 'step.reset' })
  /** The progress is as it was, and so are the files; `halfway`: some may have changed, and what was there is kept aside. */
  | (AtStep & { readonly type: 'reset.failed'; readonly reason: Message; readonly halfway: boolean })
  | (InRun & { readonly type: 'step.started'; readonly purpose: RunPurpose })
  /** An earlier step is done again because its image or container is gone. */
  | (InRun & { readonly type: 'need.redone'; readonly need: string })
  /** The engine is shared, and the build has to wait: for so many others, while so many run. Told again when that changes. */
  | (InRun & {
      readonly type: 'build.queued';
      readonly index: number;
      readonly before: number;
      readonly building: number;
    })
  | (InRun & { readonly type: 'action.started'; readonly index: number; readonly command: ShownCommand })
  | (InRun & { readonly type: 'build.progressed'; readonly vertex: BuildVertex })
  | (InRun & { readonly type: 'output.received'; readonly text: string; readonly stream: 'stdout' | 'stderr' })
  | (InRun & {
      readonly type: 'action.finished';
      readonly index: number;
      readonly exitCode: number;
      readonly seconds: number;
    })
  | (InRun & {
      readonly type: 'wait.progressed';
      readonly check: string;
      readonly seconds: number;
      readonly lastSeen: Message;
    })
  | (InRun & { readonly type: 'check.judged'; readonly check: JudgedCheck })
  | (InRun & { readonly type: 'figure.measured'; readonly figure: Figure })
  | (InRun & { readonly type: 'image.built'; readonly image: string; readonly id: string })
  /** What a predict step measured, to hold against the guess. */
  | (InRun & { readonly type: 'prediction.measured'; readonly measured: Answer })
  | (InRun & {
      readonly type: 'step.finished';
      readonly outcome: StepOutcome;
      readonly seconds: number;
      readonly reason?: Message;
    })
  /** The run could not go on: the engine went away, the disk is full. Resumable. */
  | (InRun & { readonly type: 'run.broke'; readonly error: Explanation & { readonly exitCode: number } })
  | {
      readonly type: 'course.finished';
      readonly passed: number;
      readonly failed: number;
      readonly skipped: number;
      readonly seconds: number;
    };

/** Everything that the reducer, the renderers and the progress store see. `at` is an ISO time. */
export type SessionEvent = (Intent | Happened) & { readonly at: string };
