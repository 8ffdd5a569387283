import type { BuildVertex } from '../checks/evidence.ts';
import type { Figure } from '../checks/kind.ts';
import type { Explanation } from '../errors.ts';
import type { Message } from '../i18n/message.ts';
import type { Answer } from './answers.ts';
import type { FileText, JudgedCheck, RunPurpose, ShownCommand, WatchMode } from './events.ts';
import type { Outline, Place } from './outline.ts';
import type { Progress } from './progress.ts';

/** One action of a run as far as it has come. */
export interface ActionView {
  readonly index: number;
  readonly command: ShownCommand;
  /** Build steps in the order in which the builder named them. */
  readonly build: readonly BuildVertex[];
  readonly result?: { readonly exitCode: number; readonly seconds: number };
}

/** What a run has shown so far. The output itself lives outside, in a ring buffer of the renderer. */
export interface RunView {
  readonly runId: string;
  readonly startedAt: string;
  readonly purpose: RunPurpose;
  readonly actions: readonly ActionView[];
  readonly checks: readonly JudgedCheck[];
  readonly figures: readonly Figure[];
  readonly redone: readonly string[];
  /** Where its build stands among those of others on the same engine, until it begins. */
  readonly queued?: { readonly before: number; readonly building: number };
  readonly waiting?: { readonly check: string; readonly seconds: number; readonly lastSeen: Message };
  /** Of a predict step: the guess at its start and what came out. */
  readonly guess?: Answer;
  readonly measured?: Answer;
}

/** Where a step stands. `reading`: nothing has run in this session. */
export type StepState =
  | { readonly phase: 'reading' }
  | { readonly phase: 'running'; readonly run: RunView }
  | { readonly phase: 'judging'; readonly run: RunView }
  | { readonly phase: 'passed'; readonly run: RunView; readonly seconds: number }
  | { readonly phase: 'failed'; readonly run: RunView; readonly seconds: number }
  | { readonly phase: 'skipped'; readonly run: RunView; readonly reason: Message }
  | { readonly phase: 'cancelled'; readonly run: RunView }
  | { readonly phase: 'broken'; readonly run: RunView; readonly error: Explanation; readonly exitCode: number };

export interface SessionState {
  readonly outline: Outline;
  /**
   * `guided`: the learner asks for each run. `unattended`: each place of the plan in turn.
   * `preparing`: as unattended, but what it leaves is the learner's to go on from.
   */
  readonly mode: 'guided' | 'unattended' | 'preparing';
  readonly plan: readonly Place[];
  readonly position: Place;
  /** By `lab/step`; absent is `reading`. */
  readonly steps: Readonly<Record<string, StepState>>;
  readonly active: (Place & { readonly runId: string }) | undefined;
  /** The step whose files go back to their start: until they have, nothing else is begun. */
  readonly resetting: Place | undefined;
  readonly runs: number;
  /** The edit step whose files are watched. */
  readonly watch: WatchView | undefined;
  /** What the learner guessed in this session, by `lab/step`. */
  readonly guesses: Readonly<Record<string, Answer>>;
  /** The learner's files of an edit step as last read, by `lab/step`. */
  readonly mine: Readonly<Record<string, readonly FileText[]>>;
  /** What the reference solutions measured, by `lab/step`. */
  readonly references: Readonly<Record<string, ReferenceView>>;
  readonly progress: Progress;
  readonly notices: readonly Message[];
  /** Counts of checks, once the course is finished. */
  readonly totals: Totals;
  readonly finished: boolean;
}

export interface WatchView extends Place {
  readonly files: readonly string[];
  /** How the last save was noticed; absent before the first. */
  readonly mode?: WatchMode;
  /** Saves seen since the step was opened. */
  readonly saves: number;
}

/** The reference solution's image, measured for comparison. */
export type ReferenceView =
  | { readonly phase: 'measuring' }
  | { readonly phase: 'measured'; readonly figures: readonly Figure[] }
  | { readonly phase: 'failed'; readonly reason: Message };

export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly seconds: number;
}

/** What the runtime is to do next. */
export type Command =
  | { readonly type: 'run-step'; readonly runId: string; readonly place: Place; readonly purpose: RunPurpose }
  | { readonly type: 'skip-step'; readonly runId: string; readonly place: Place; readonly failedNeed: string }
  | { readonly type: 'cancel-run'; readonly runId: string }
  | { readonly type: 'watch-step'; readonly place: Place }
  | { readonly type: 'unwatch' }
  | { readonly type: 'read-mine'; readonly place: Place }
  | { readonly type: 'measure-reference'; readonly place: Place }
  | { readonly type: 'reset-step'; readonly place: Place; readonly progress: Progress }
  | { readonly type: 'save-progress'; readonly progress: Progress }
  | { readonly type: 'finish' };
