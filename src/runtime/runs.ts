import type { Place } from '../session/outline.ts';
import { compareReference } from './compare-reference.ts';
import { performRun, type RunCommand } from './perform-run.ts';
import type { SessionScope } from './session-scope.ts';

/** The runs of a session that are under way: one, and those that it overtook and that still let go of things. */
export interface Runs {
  begin(command: RunCommand): void;
  cancel(runId: string): void;
  /** Builds and measures the reference solution beside the learner's; a run that begins meanwhile stops it. */
  compare(place: Place): void;
  /** Resolves when none is under way; where none is, after what happens just now. */
  rest(): Promise<void>;
  /** Stops all of them and waits for their ends; none begins any more. */
  close(): Promise<void>;
}

interface UnderWay {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

export function createRuns(scope: SessionScope): Runs {
  const running = new Map<string, UnderWay>();
  let measuring: UnderWay | undefined;
  let closed = false;
  const underWay = (): readonly UnderWay[] => [...running.values(), ...(measuring ? [measuring] : [])];

  return {
    begin(command) {
      const abort = new AbortController();
      measuring?.abort.abort();
      const context = { signal: abort.signal, before: underWay().map((one) => one.ended), isClosed: () => closed };
      const ended = performRun(scope, command, context).finally(() => running.delete(command.runId));
      running.set(command.runId, { abort, ended });
    },
    cancel(runId) {
      running.get(runId)?.abort.abort();
    },
    compare(place) {
      const abort = new AbortController();
      measuring = { abort, ended: compareReference(scope, place, abort.signal) };
    },
    async rest() {
      await Promise.allSettled(underWay().map((one) => one.ended));
    },
    async close() {
      closed = true;
      const all = underWay();
      for (const one of all) one.abort.abort();
      await Promise.allSettled(all.map((one) => one.ended));
    },
  };
}
