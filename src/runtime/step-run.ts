import type { ActionEvidence } from '../checks/evidence.ts';
import type { Step } from '../course/model.ts';
import type { Happened, RunPurpose } from '../session/events.ts';
import type { World } from './world.ts';

type InRun<E> = E extends { runId: string } ? Omit<E, 'runId' | 'lab' | 'step'> : never;

/** An event of a run without its address, which the run adds. */
export type RunNews = InRun<Happened>;

/** One run of one step: what it works with and what it has seen. */
export interface StepRun {
  readonly world: World;
  readonly lab: string;
  readonly step: Step;
  /** Somebody is there who may have made things by hand; unattended, what is not ours is somebody else's. */
  readonly guided: boolean;
  readonly purpose: RunPurpose;
  /** The value of `${stamp}`: another in every run, so that what is stamped was never built before. */
  readonly stamp: string;
  /** Ids of the checks that were judged already, over the text alone. */
  readonly judged: ReadonlySet<string>;
  readonly signal: AbortSignal;
  readonly tell: (news: RunNews) => void;
  readonly notice: (news: Extract<Happened, { type: 'notice.given' }>['notice']) => void;
  readonly results: ActionEvidence[];
  /** The commands as shown, by index. */
  readonly shown: string[];
  /** What to put back when the step ends. */
  readonly undo: (() => Promise<void>)[];
}
