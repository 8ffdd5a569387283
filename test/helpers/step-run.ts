import type { StepRun } from '../../src/runtime/step-run.ts';
import { miniCourse } from './fake-world.ts';

/** A run of the first step of the mini course, of which nobody is told; `differing` says what is otherwise. */
export function stepRun(differing: Pick<StepRun, 'world'> & Partial<StepRun>): StepRun {
  const step = miniCourse.labs[0]?.steps[0];
  if (!step) throw new Error('the mini course has a step');
  return {
    lab: 'one',
    step,
    guided: false,
    purpose: 'run',
    stamp: 's',
    judged: new Set(),
    signal: new AbortController().signal,
    tell: () => undefined,
    notice: () => undefined,
    results: [],
    shown: [],
    undo: [],
    ...differing,
  };
}
