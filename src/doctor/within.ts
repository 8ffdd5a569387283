import type { Clock } from '../ports/clock.ts';

/**
 * What `work` gives, or what `late` gives when that takes longer than `milliseconds`. The signal that
 * `work` receives is aborted then, and when `signal` is.
 */
export async function within<T>(
  clock: Clock,
  milliseconds: number,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
  late: () => T,
): Promise<T> {
  const over = new AbortController();
  const ended = new AbortController();
  const either = (own: AbortSignal): AbortSignal => (signal ? AbortSignal.any([signal, own]) : own);
  let isLate = false;
  const deadline = async (): Promise<T> => {
    await clock.wait(milliseconds, either(ended.signal));
    isLate = true;
    return late();
  };
  try {
    return await Promise.race([work(either(over.signal)), deadline()]);
  } finally {
    ended.abort();
    // Only then: what `work` gave may live on with that signal.
    if (isLate) over.abort();
  }
}
