import type { BuildVertex } from '../checks/evidence.ts';
import type { Figure } from '../checks/kind.ts';
import type { Explanation } from '../errors.ts';
import type { Lang, Message } from '../i18n/message.ts';

export type Verdict = 'passed' | 'failed' | 'skipped';
export type StepOutcome = 'passed' | 'failed' | 'skipped' | 'cancelled';

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
  | { readonly type: 'language.chosen'; readonly lang: Lang };

interface InRun {
  readonly runId: string;
  readonly lab: string;
  readonly step: string;
}

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
  | (InRun & { readonly type: 'step.started' })
  /** An earlier step is done again because its image or container is gone. */
  | (InRun & { readonly type: 'need.redone'; readonly need: string })
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
