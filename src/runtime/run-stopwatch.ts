import type { Clock } from '../ports/clock.ts';
import type { RunNews } from './step-run.ts';

/** The time of one run. What a build waited for others is not the step's time. */
export interface RunStopwatch {
  /** Seconds since the run began, without the waits. */
  seconds(): number;
  /** Takes note of when a wait begins and ends. */
  hear(news: RunNews): void;
}

export function startStopwatch(clock: Clock): RunStopwatch {
  const from = clock.monotonic();
  let waited = 0;
  let queuedAt: number | undefined;
  const pending = (): number => (queuedAt === undefined ? 0 : clock.monotonic() - queuedAt);
  return {
    seconds: () => (clock.monotonic() - from - waited - pending()) / 1000,
    hear(news) {
      if (news.type === 'build.queued') queuedAt ??= clock.monotonic();
      if (news.type === 'action.started') {
        waited += pending();
        queuedAt = undefined;
      }
    },
  };
}
