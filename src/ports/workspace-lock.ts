/** Keeps two of us from working in one workspace at once. */
export interface WorkspaceLock {
  /** Where it lies, for messages. Absolute. */
  readonly path: string;
  /**
   * Takes the workspace for this process and gives the function that lets go of it, which may be
   * called again. The lock of a process that is gone is taken over. Throws a MachineError naming the
   * holder when another has it, or saying why the workspace cannot be written.
   */
  take(): Promise<() => Promise<void>>;
}
