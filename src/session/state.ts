import type { BuildVertex } from '../checks/evidence.ts';
import type { Figure } from '../checks/kind.ts';
import type { Explanation } from '../errors.ts';
import type { Message } from '../i18n/message.ts';
import type { JudgedCheck, ShownCommand } from './events.ts';
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
  readonly actions: readonly ActionView[];
  readonly checks: readonly JudgedCheck[];
  readonly figures: readonly Figure[];
  readonly redone: readonly string[];
  readonly waiting?: { readonly check: string; readonly seconds: number; readonly lastSeen: Message };
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
  /** `guided`: the learner asks for each run. `unattended`: each place of the plan in turn. */
  readonly mode: 'guided' | 'unattended';
  readonly plan: readonly Place[];
  readonly position: Place;
  /** By `lab/step`; absent is `reading`. */
  readonly steps: Readonly<Record<string, StepState>>;
  readonly active: (Place & { readonly runId: string }) | undefined;
  readonly runs: number;
  readonly progress: Progress;
  readonly notices: readonly Message[];
  /** Counts of checks, once the course is finished. */
  readonly totals: Totals;
  readonly finished: boolean;
}

export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly seconds: number;
}

/** What the runtime is to do next. */
export type Command =
  | { readonly type: 'run-step'; readonly runId: string; readonly place: Place }
  | { readonly type: 'skip-step'; readonly runId: string; readonly place: Place; readonly failedNeed: string }
  | { readonly type: 'cancel-run'; readonly runId: string }
  | { readonly type: 'save-progress'; readonly progress: Progress }
  | { readonly type: 'finish' };
