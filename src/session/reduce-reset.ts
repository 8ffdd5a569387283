import type { SessionEvent } from './events.ts';
import { forgetPlaces } from './forget.ts';
import { stepKey } from './outline.ts';
import type { Reduced } from './reduce.ts';
import { whyNoReset } from './selectors.ts';
import type { SessionState } from './state.ts';

/** What a learner may go on doing while files go back to their start: nothing that would be forgotten with them. */
const meanwhile: ReadonlySet<SessionEvent['type']> = new Set([
  'language.chosen',
  'notice.given',
  'step.reset',
  'reset.failed',
]);

/** Whether an event comes in the middle of a reset: an answer given then would be neither kept aside nor kept. */
export function waitsForReset(state: SessionState, event: SessionEvent): boolean {
  return state.resetting !== undefined && !meanwhile.has(event.type);
}

/** The open step begins anew. Its files are not watched meanwhile: that they change is no save of the learner's. */
export function beginReset(state: SessionState): Reduced {
  if (whyNoReset(state)) return { state, commands: [] };
  const { position: place, progress } = state;
  return {
    state: { ...state, resetting: place, watch: undefined },
    commands: [{ type: 'unwatch' }, { type: 'reset-step', place, progress }],
  };
}

/** After its files the step itself is forgotten, in this session and in the progress; after a failure nothing is. */
export function finishReset(
  state: SessionState,
  event: Extract<SessionEvent, { type: 'step.reset' | 'reset.failed' }>,
): Reduced {
  if (event.type === 'reset.failed') return { state: { ...state, resetting: undefined }, commands: [] };
  const key = stepKey(event);
  const without = <T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> => {
    const { [key]: _, ...others } = entries;
    return others;
  };
  const progress = forgetPlaces(state.progress, [{ lab: event.lab, step: event.step }]);
  return {
    state: {
      ...state,
      resetting: undefined,
      steps: without(state.steps),
      guesses: without(state.guesses),
      mine: without(state.mine),
      references: without(state.references),
      progress,
    },
    commands: [{ type: 'save-progress', progress }],
  };
}
