import { sayAnywhere } from '../i18n/message.ts';
import type { Happened, RunPurpose } from './events.ts';
import { type Place, stepKey } from './outline.ts';
import type { RecordedOutcome } from './progress.ts';
import type { Reduced } from './reduce.ts';
import { isLack } from './selectors.ts';
import type { ActionView, Command, RunView, SessionState, StepState } from './state.ts';

type RunEvent = Extract<Happened, { runId: string }> & { readonly at: string };
type StartRun = (state: SessionState, place: Place, purpose: RunPurpose) => Reduced;

/** An event of the active run. `startRun` begins the next place of a plan. */
export function reduceRun(state: SessionState, event: RunEvent, startRun: StartRun): Reduced {
  const key = stepKey(event);
  const step = state.steps[key];
  if (event.type === 'step.started') {
    const guess = state.guesses[key];
    const run: RunView = {
      runId: event.runId,
      startedAt: event.at,
      purpose: event.purpose,
      actions: [],
      checks: [],
      figures: [],
      redone: [],
      ...(guess === undefined ? {} : { guess }),
    };
    return same(withStep(state, key, { phase: 'running', run }));
  }
  const run = step && 'run' in step ? step.run : undefined;
  if (!run || !step) return same(state);
  switch (event.type) {
    case 'need.redone':
      return same(withRun(state, key, step, { ...run, redone: [...run.redone, event.need] }));
    case 'build.queued':
      return same(withRun(state, key, step, { ...run, queued: { before: event.before, building: event.building } }));
    case 'action.started': {
      const action: ActionView = { index: event.index, command: event.command, build: [] };
      const { queued: _, ...rest } = run;
      return same(withRun(state, key, step, { ...rest, actions: [...run.actions, action] }));
    }
    case 'build.progressed':
      return same(
        withRun(
          state,
          key,
          step,
          withLastAction(run, (action) => ({ ...action, build: upsert(action.build, event.vertex) })),
        ),
      );
    case 'output.received':
      return same(state);
    case 'action.finished':
      return same(
        withRun(
          state,
          key,
          step,
          withLastAction(run, (action) => ({
            ...action,
            result: { exitCode: event.exitCode, seconds: event.seconds },
          })),
        ),
      );
    case 'wait.progressed': {
      const waiting = { check: event.check, seconds: event.seconds, lastSeen: event.lastSeen };
      return same(withStep(state, key, { phase: 'judging', run: { ...run, waiting } }));
    }
    case 'check.judged': {
      const { waiting: _, ...rest } = run;
      return same(withStep(state, key, { phase: 'judging', run: { ...rest, checks: [...run.checks, event.check] } }));
    }
    case 'figure.measured': {
      const figures = { ...state.progress.figures };
      figures[`${event.figure.image}/${event.figure.figure}`] = { ...event.figure, at: event.at };
      const next = withRun(state, key, step, { ...run, figures: [...run.figures, event.figure] });
      return same({ ...next, progress: { ...next.progress, figures } });
    }
    case 'image.built': {
      // What was built for them, or unattended, is not their image.
      if (state.mode !== 'guided') return same(state);
      const images = { ...state.progress.images, [event.image]: { id: event.id, at: event.at } };
      return same({ ...state, progress: { ...state.progress, images } });
    }
    case 'prediction.measured': {
      const { measured, at } = event;
      if (state.mode !== 'guided') return same(withRun(state, key, step, { ...run, measured }));
      const guess = run.guess ?? state.progress.predictions[key]?.guess;
      const predictions = {
        ...state.progress.predictions,
        [key]: { ...(guess === undefined ? {} : { guess }), measured, at },
      };
      const next = withRun(state, key, step, { ...run, measured });
      return same({ ...next, progress: { ...next.progress, predictions } });
    }
    case 'step.finished':
      return finishStep(state, event, run, startRun);
    case 'run.broke': {
      const broken = {
        ...withStep(state, key, { phase: 'broken', run, error: event.error, exitCode: event.error.exitCode }),
        active: undefined,
      };
      const save: Command = { type: 'save-progress', progress: broken.progress };
      return { state: broken, commands: state.mode !== 'guided' ? [save, { type: 'finish' }] : [save] };
    }
  }
}

function finishStep(
  state: SessionState,
  event: Extract<RunEvent, { type: 'step.finished' }>,
  run: RunView,
  startRun: StartRun,
): Reduced {
  const key = stepKey(event);
  const ended: SessionState = { ...withStep(state, key, endOf(event, run)), active: undefined };
  const recorded = record(ended, event, run);
  const save: Command = { type: 'save-progress', progress: recorded.progress };
  if (state.mode === 'guided') return { state: recorded, commands: [save] };
  if (event.outcome === 'cancelled') return { state: recorded, commands: [save, { type: 'finish' }] };
  const index = state.plan.findIndex((place) => stepKey(place) === key);
  const next = state.plan[index + 1];
  if (!next) return { state: recorded, commands: [save, { type: 'finish' }] };
  const started = startRun(recorded, next, state.mode === 'preparing' ? 'prepare' : 'run');
  return { state: started.state, commands: [save, ...started.commands] };
}

function same(state: SessionState): Reduced {
  return { state, commands: [] };
}

function endOf(event: Extract<RunEvent, { type: 'step.finished' }>, run: RunView): StepState {
  switch (event.outcome) {
    case 'passed':
      return { phase: 'passed', run, seconds: event.seconds };
    case 'failed':
      return { phase: 'failed', run, seconds: event.seconds };
    case 'skipped':
      return { phase: 'skipped', run, reason: event.reason ?? { id: 'raw', params: { text: '' } } };
    case 'cancelled':
      return { phase: 'cancelled', run };
  }
}

/**
 * Passed and failed steps are kept; a failure never erases an earlier pass. What ran unattended is not
 * the learner's, and what was made ready for them is marked as such and never stands in for their own doing.
 */
function record(state: SessionState, event: Extract<RunEvent, { type: 'step.finished' }>, run: RunView): SessionState {
  if (state.mode === 'unattended') return state;
  // What this machine skips is kept with its reason; a step that was stopped, or that had nothing to judge, is not.
  if (event.outcome === 'cancelled' || (event.outcome === 'skipped' && !isLack(event.reason))) return state;
  const key = stepKey(event);
  const before = state.progress.steps[key]?.outcome;
  if (event.outcome === 'skipped' && (run.purpose === 'prepare' || before === 'failed')) return state;
  const outcome: RecordedOutcome = run.purpose === 'prepare' ? 'prepared' : event.outcome;
  if (outcome !== 'passed' && (before === 'passed' || (outcome === 'prepared' && event.outcome === 'failed')))
    return state;
  const checks = run.checks.map((check) => ({
    id: check.id,
    kind: check.kind,
    verdict: check.verdict,
    expected: sayAnywhere('en', check.expected),
    actual: sayAnywhere('en', check.actual),
  }));
  const entry = { outcome, at: event.at, seconds: event.seconds, checks };
  return { ...state, progress: { ...state.progress, steps: { ...state.progress.steps, [key]: entry } } };
}

function withStep(state: SessionState, key: string, step: StepState): SessionState {
  return { ...state, steps: { ...state.steps, [key]: step } };
}

function withRun(state: SessionState, key: string, step: StepState, run: RunView): SessionState {
  return step.phase === 'reading' ? state : withStep(state, key, { ...step, run });
}

function withLastAction(run: RunView, change: (action: ActionView) => ActionView): RunView {
  const last = run.actions.at(-1);
  return last ? { ...run, actions: [...run.actions.slice(0, -1), change(last)] } : run;
}

function upsert<T extends { readonly id: string }>(items: readonly T[], item: T): readonly T[] {
  const index = items.findIndex((candidate) => candidate.id === item.id);
  return index < 0 ? [...items, item] : items.with(index, item);
}
