import type { FigureValue } from '../checks/evidence.ts';
import type { FigureName } from '../checks/figures.ts';
import type { Message } from '../i18n/message.ts';
import { findOutlineStep, type OutlineLab, type Place, placeAfter, placesOf, stepKey } from './outline.ts';
import type { RecordedHelp, RecordedOutcome } from './progress.ts';
import type { SessionState, StepState } from './state.ts';

/** Where a step stands for the map: what this session saw, else what progress holds. */
export type StepStanding = 'todo' | 'running' | RecordedOutcome;

/** Hints that an edit step has. */
export const hintLevels = 3;

const reading: StepState = { phase: 'reading' };

export function stepState(state: SessionState, place: Place): StepState {
  return state.steps[stepKey(place)] ?? reading;
}

export function standingOf(state: SessionState, place: Place): StepStanding {
  const { phase } = stepState(state, place);
  switch (phase) {
    case 'running':
    case 'judging':
      return 'running';
    case 'passed':
      return 'passed';
    case 'failed':
      return 'failed';
    default:
      return state.progress.steps[stepKey(place)]?.outcome ?? 'todo';
  }
}

/** Whether this machine skipped a step for something that it lacks, which is said in the reason. */
export function isLacking(step: StepState): boolean {
  return step.phase === 'skipped' && isLack(step.reason);
}

/** Whether a message says what a machine lacks for a step. */
export function isLack(reason: Message | undefined): boolean {
  return reason?.id.startsWith('requires.') === true;
}

export interface LabStanding {
  readonly passed: number;
  readonly total: number;
}

export function labStanding(state: SessionState, lab: OutlineLab): LabStanding {
  const passed = lab.steps.filter((step) => standingOf(state, { lab: lab.id, step: step.id }) === 'passed').length;
  return { passed, total: lab.steps.length };
}

export function courseStanding(state: SessionState): LabStanding {
  const places = placesOf(state.outline);
  return { passed: places.filter((place) => standingOf(state, place) === 'passed').length, total: places.length };
}

/** The place to offer next: after this one when it is passed, else this one. */
export function nextPlace(state: SessionState): Place | undefined {
  return placeAfter(state.outline, state.position);
}

/** A measured figure of an image, or `undefined` when it has not been measured. */
export function figureOf(state: SessionState, image: string, figure: FigureName): FigureValue | undefined {
  return state.progress.figures[`${image}/${figure}`]?.value;
}

/** Counts of checks over the whole session, for the last line of a run. */
export function checkCounts(state: SessionState): { passed: number; failed: number; skipped: number } {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const step of Object.values(state.steps)) {
    if (!('run' in step)) continue;
    for (const check of step.run.checks) counts[check.verdict] += 1;
  }
  return counts;
}

/** Whether there is something of a step that a reset would make undone. */
export function isBegun(state: SessionState, place: Place): boolean {
  const answered = Object.keys(state.progress.answers).some((key) => key.startsWith(`${stepKey(place)}/`));
  return standingOf(state, place) !== 'todo' || helpOf(state, place).hints > 0 || answered;
}

/** Why no step can begin anew just now: something works with its files. */
export function whyNoReset(state: SessionState): 'running' | 'measuring' | 'resetting' | undefined {
  if (state.resetting) return 'resetting';
  if (state.active) return 'running';
  return Object.values(state.references).some(({ phase }) => phase === 'measuring') ? 'measuring' : undefined;
}

/** What the learner was shown of an edit step's answer. */
export function helpOf(state: SessionState, place: Place): RecordedHelp {
  return state.progress.help[stepKey(place)] ?? { hints: 0 };
}

/** The solution can be seen once the step was passed, or after its last hint. */
export function mayShowSolution(state: SessionState, place: Place): boolean {
  if (findOutlineStep(state.outline, place)?.kind !== 'edit') return false;
  return standingOf(state, place) === 'passed' || helpOf(state, place).hints >= hintLevels;
}
