/** Where a build stands that has to wait for others on the same engine. */
export interface QueuePlace {
  /** Builds that are to begin before this one. */
  readonly before: number;
  /** Builds that run. */
  readonly building: number;
}

export interface SlotRequest {
  /** Images that are on the engine and may hold a `cat`, the likeliest first. */
  readonly images: readonly string[];
  /** Aborted: the wait ends at once. */
  readonly signal: AbortSignal;
  /** Called when the build has to wait, and again whenever others have left the queue before it. */
  readonly onWait: (place: QueuePlace) => void;
}

/** The right to build, until it is given back, or until this process is gone. */
export interface BuildSlot {
  /** Gives it back. Comes back at once: nobody has to wait for that. */
  release(): void;
}

/** Bounds how many builds run on an engine at the same time, whoever asks for them and from wherever. */
export interface BuildSlots {
  /** Throws the abort reason when aborted, a MachineError when the engine cannot be reached. */
  take(request: SlotRequest): Promise<BuildSlot>;
}
