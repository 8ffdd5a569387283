import { say } from '../i18n/message.ts';
import type { Happened, SessionEvent } from './events.ts';
import { findOutlineStep, type Outline, type Place, placeAfter, placesOf, stepKey } from './outline.ts';
import type { Progress } from './progress.ts';
import type { ActionView, Command, RunView, SessionState, StepState } from './state.ts';

export interface Reduced {
  readonly state: SessionState;
  readonly commands: readonly Command[];
}

type RunEvent = Extract<Happened, { runId: string }> & { readonly at: string };

/** The state in which a session begins. An empty plan means every place of the course. */
export function initialState(
  outline: Outline,
  progress: Progress,
  options: { readonly mode: SessionState['mode']; readonly plan?: readonly Place[] },
): SessionState {
  const plan = options.plan && options.plan.length > 0 ? options.plan : placesOf(outline);
  const first = plan[0];
  if (!first) throw new RangeError('a course has at least one step');
  const saved = progress.position;
  const resumes = options.mode === 'guided' && saved !== undefined && findOutlineStep(outline, saved) !== undefined;
  return {
    outline,
    mode: options.mode,
    plan,
    position: resumes ? saved : first,
    steps: {},
    active: undefined,
    runs: 0,
    progress,
    notices: [],
    totals: { passed: 0, failed: 0, skipped: 0, seconds: 0 },
    finished: false,
  };
}

/** One event in; the next state and what is to be done about it out. Pure. */
export function reduce(state: SessionState, event: SessionEvent): Reduced {
  switch (event.type) {
    case 'step.opened':
      return openStep(state, event);
    case 'run.requested':
      return state.active ? same(state) : startRun(state, state.position);
    case 'next.requested': {
      const next = placeAfter(state.outline, state.position);
      return state.active || !next ? same(state) : openStep(state, next);
    }
    case 'cancel.requested':
      return state.active ? { state, commands: [{ type: 'cancel-run', runId: state.active.runId }] } : same(state);
    case 'language.chosen': {
      const progress: Progress = { ...state.progress, lang: event.lang };
      return { state: { ...state, progress }, commands: [{ type: 'save-progress', progress }] };
    }
    case 'course.started':
      return state.mode === 'unattended' ? startRun(state, state.position) : same(state);
    case 'notice.given':
      return same({ ...state, notices: [...state.notices, event.notice].slice(-20) });
    case 'course.finished':
      return same({
        ...state,
        totals: { passed: event.passed, failed: event.failed, skipped: event.skipped, seconds: event.seconds },
        finished: true,
      });
    default:
      return state.active?.runId === event.runId ? reduceRun(state, event) : same(state);
  }
}

function same(state: SessionState): Reduced {
  return { state, commands: [] };
}

function openStep(state: SessionState, place: Place): Reduced {
  if (state.active || !findOutlineStep(state.outline, place)) return same(state);
  const position = { lab: place.lab, step: place.step };
  const progress: Progress = { ...state.progress, position };
  return { state: { ...state, position, progress }, commands: [{ type: 'save-progress', progress }] };
}

function startRun(state: SessionState, place: Place): Reduced {
  const runs = state.runs + 1;
  const runId = `run-${runs}`;
  const started: SessionState = { ...state, runs, position: place, active: { ...place, runId } };
  const failedNeed = state.mode === 'unattended' ? findFailedNeed(state, place) : undefined;
  return {
    state: started,
    commands: [
      failedNeed === undefined ? { type: 'run-step', runId, place } : { type: 'skip-step', runId, place, failedNeed },
    ],
  };
}

/** A step that this one builds on and that did not pass in this session. */
function findFailedNeed(state: SessionState, place: Place): string | undefined {
  return findOutlineStep(state.outline, place)?.needs.find((need) => {
    const phase = state.steps[stepKey({ lab: place.lab, step: need })]?.phase;
    return phase === 'failed' || phase === 'skipped' || phase === 'broken';
  });
}

function reduceRun(state: SessionState, event: RunEvent): Reduced {
  const key = stepKey(event);
  const step = state.steps[key];
  if (event.type === 'step.started') {
    const run: RunView = { runId: event.runId, startedAt: event.at, actions: [], checks: [], figures: [], redone: [] };
    return same(withStep(state, key, { phase: 'running', run }));
  }
  const run = step && 'run' in step ? step.run : undefined;
  if (!run || !step) return same(state);
  switch (event.type) {
    case 'need.redone':
      return same(withRun(state, key, step, { ...run, redone: [...run.redone, event.need] }));
    case 'action.started': {
      const action: ActionView = { index: event.index, command: event.command, build: [] };
      return same(withRun(state, key, step, { ...run, actions: [...run.actions, action] }));
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
    case 'step.finished':
      return finishStep(state, event, run);
    case 'run.broke': {
      const broken = {
        ...withStep(state, key, { phase: 'broken', run, error: event.error, exitCode: event.error.exitCode }),
        active: undefined,
      };
      const save: Command = { type: 'save-progress', progress: broken.progress };
      return { state: broken, commands: state.mode === 'unattended' ? [save, { type: 'finish' }] : [save] };
    }
  }
}

function finishStep(state: SessionState, event: Extract<RunEvent, { type: 'step.finished' }>, run: RunView): Reduced {
  const key = stepKey(event);
  const ended: SessionState = { ...withStep(state, key, endOf(event, run)), active: undefined };
  const recorded = record(ended, event, run);
  const save: Command = { type: 'save-progress', progress: recorded.progress };
  if (state.mode === 'guided') return { state: recorded, commands: [save] };
  if (event.outcome === 'cancelled') return { state: recorded, commands: [save, { type: 'finish' }] };
  const index = state.plan.findIndex((place) => stepKey(place) === key);
  const next = state.plan[index + 1];
  if (!next) return { state: recorded, commands: [save, { type: 'finish' }] };
  const started = startRun(recorded, next);
  return { state: started.state, commands: [save, ...started.commands] };
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

/** Passed and failed steps are kept; a failure never erases an earlier pass. What ran unattended is not the learner's. */
function record(state: SessionState, event: Extract<RunEvent, { type: 'step.finished' }>, run: RunView): SessionState {
  if (state.mode === 'unattended') return state;
  if (event.outcome !== 'passed' && event.outcome !== 'failed') return state;
  const key = stepKey(event);
  if (event.outcome === 'failed' && state.progress.steps[key]?.outcome === 'passed') return state;
  const checks = run.checks.map((check) => ({
    id: check.id,
    kind: check.kind,
    verdict: check.verdict,
    expected: say('en', check.expected),
    actual: say('en', check.actual),
  }));
  const entry = { outcome: event.outcome, at: event.at, seconds: event.seconds, checks };
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
