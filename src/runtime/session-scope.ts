import type { Course } from '../course/model.ts';
import type { Clock } from '../ports/clock.ts';
import type { Happened } from '../session/events.ts';
import type { SessionState } from '../session/state.ts';
import type { FileWatching } from './learner-files.ts';
import type { Readiness } from './readiness.ts';
import type { Desk } from './world.ts';

/** What all runs of one session share. */
export interface SessionScope {
  readonly course: Course;
  readonly clock: Clock;
  readonly desk: Desk;
  readonly mode: SessionState['mode'];
  /** Unique for this process. */
  readonly session: string;
  readonly readiness: Readiness;
  readonly files: FileWatching;
  /** Lays out a lab's files, once in a session. */
  readonly layOut: (lab: string) => Promise<void>;
  readonly getState: () => SessionState;
  readonly emit: (event: Happened) => void;
}
