/** Tells sessions on one engine apart, and the living from the dead. */
export interface Presence {
  /** Marks what this process makes on an engine. */
  readonly mark: string;
  /**
   * What is known of the process that bears a mark. `elsewhere`: of another computer, of another namespace of
   * processes on this one, or of a version that marked otherwise, so nobody can tell from here whether it lives;
   * no mark is as good as a process that is gone.
   */
  of(mark: string | undefined): 'this' | 'alive' | 'elsewhere' | 'gone';
}
