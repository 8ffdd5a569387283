export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Monotonic milliseconds, for durations. */
  monotonic(): number;
  /** Resolves after that many milliseconds; rejects when aborted. Only for polling real state. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
