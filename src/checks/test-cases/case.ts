import type { Given } from '../test-evidence.ts';

/** Of one kind of check: evidence that passes, and evidence that must fail. */
export interface Case {
  readonly check: object;
  readonly passes: Given;
  readonly fails: readonly Given[];
}
