import type { Answer } from './answers.ts';
import type { RunPurpose, SessionEvent } from './events.ts';
import { findOutlineStep, type Outline, type Place, placeAfter, placesOf, stepKey } from './outline.ts';
import type { Progress, RecordedStep } from './progress.ts';
import { giveAnswer, giveHint, showSolution } from './reduce-learning.ts';
import { beginReset, finishReset, waitsForReset } from './reduce-reset.ts';
import { reduceRun } from './reduce-run.ts';
import { isLacking, mayShowSolution } from './selectors.ts';
import type { Command, ReferenceView, SessionState } from './state.ts';

export interface Reduced {
  readonly state: SessionState;
  readonly commands: readonly Command[];
}

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
    resetting: undefined,
    runs: 0,
    watch: undefined,
    guesses: {},
    mine: {},
    references: {},
    progress,
    notices: [],
    totals: { passed: 0, failed: 0, skipped: 0, seconds: 0 },
    finished: false,
  };
}

/** One event in; the next state and what is to be done about it out. Pure. */
export function reduce(state: SessionState, event: SessionEvent): Reduced {
  if (waitsForReset(state, event)) return same(state);
  switch (event.type) {
    case 'step.opened':
      return openStep(state, event);
    case 'run.requested':
      return state.active || isQuiz(state) ? same(state) : startRun(state, state.position, 'run');
    case 'check.requested':
      return state.active || isQuiz(state) ? same(state) : startRun(state, state.position, 'check');
    case 'next.requested':
      return goOn(state, event.at);
    case 'cancel.requested':
      return state.active ? { state, commands: [{ type: 'cancel-run', runId: state.active.runId }] } : same(state);
    case 'hint.requested':
      return saved(state, giveHint(state));
    case 'solution.requested': {
      const shown = saved(state, showSolution(state, event.at));
      if (!mayShowSolution(state, state.position)) return shown;
      return { ...shown, commands: [...shown.commands, { type: 'read-mine', place: state.position }] };
    }
    case 'files.read':
      return same({ ...state, mine: { ...state.mine, [stepKey(event)]: event.files } });
    case 'guess.given':
      return same(withGuess(state, event.guess));
    case 'answer.given':
      return saved(state, giveAnswer(state, event));
    case 'reference.requested':
      return measureReference(state);
    case 'reset.requested':
      return beginReset(state);
    case 'step.reset':
    case 'reset.failed': {
      const reset = finishReset(state, event);
      return { ...reset, commands: [...reset.commands, ...watching(reset.state, state.position)] };
    }
    case 'language.chosen': {
      const progress: Progress = { ...state.progress, lang: event.lang };
      return { state: { ...state, progress }, commands: [{ type: 'save-progress', progress }] };
    }
    case 'course.started':
      if (state.mode === 'guided') return { state, commands: watching(state, state.position) };
      return startRun(state, state.position, state.mode === 'preparing' ? 'prepare' : 'run');
    case 'notice.given':
      return same({ ...state, notices: [...state.notices, event.notice].slice(-20) });
    case 'watch.started': {
      const { lab, step, files } = event;
      if (stepKey(event) !== stepKey(state.position)) return same(state);
      return same({ ...state, watch: { lab, step, files, saves: 0 } });
    }
    case 'file.saved':
      return judgeAnew(state, event);
    case 'reference.started':
      return same(withReference(state, event, { phase: 'measuring' }));
    case 'reference.measured':
      return same(withReference(state, event, { phase: 'measured', figures: event.figures }));
    case 'reference.failed':
      return same(withReference(state, event, { phase: 'failed', reason: event.reason }));
    case 'course.finished':
      return same({
        ...state,
        totals: { passed: event.passed, failed: event.failed, skipped: event.skipped, seconds: event.seconds },
        finished: true,
      });
    default:
      return state.active?.runId === event.runId ? reduceRun(state, event, startRun) : same(state);
  }
}

/** A quiz is passed by answers, not by a run. */
function isQuiz(state: SessionState): boolean {
  return findOutlineStep(state.outline, state.position)?.kind === 'quiz';
}

function same(state: SessionState): Reduced {
  return { state, commands: [] };
}

/** The next state, and its progress saved when it changed. */
function saved(before: SessionState, state: SessionState): Reduced {
  if (state.progress === before.progress) return same(state);
  return { state, commands: [{ type: 'save-progress', progress: state.progress }] };
}

function openStep(state: SessionState, place: Place): Reduced {
  if (state.active || !findOutlineStep(state.outline, place)) return same(state);
  const position = { lab: place.lab, step: place.step };
  const progress: Progress = { ...state.progress, position };
  const moved = stepKey(position) !== stepKey(state.position);
  const opened = { ...state, position, progress, watch: moved ? undefined : state.watch };
  return { state: opened, commands: [{ type: 'save-progress', progress }, ...watching(opened, position)] };
}

/** The files of an edit step are watched while it is open, and no others. */
function watching(state: SessionState, place: Place): readonly Command[] {
  if (state.mode !== 'guided') return [];
  if (findOutlineStep(state.outline, place)?.kind !== 'edit') return [{ type: 'unwatch' }];
  return [{ type: 'watch-step', place }];
}

/** What is left undone on the way is recorded as passed over; what was done stays as it is. */
function goOn(state: SessionState, at: string): Reduced {
  const next = placeAfter(state.outline, state.position);
  if (state.active || !next) return same(state);
  const key = stepKey(state.position);
  const left: RecordedStep = { outcome: 'skipped', at, seconds: 0, checks: [] };
  const steps = state.progress.steps[key] ? state.progress.steps : { ...state.progress.steps, [key]: left };
  return openStep({ ...state, progress: { ...state.progress, steps } }, next);
}

function startRun(state: SessionState, place: Place, purpose: RunPurpose): Reduced {
  const runs = state.runs + 1;
  const runId = `run-${runs}`;
  // What was measured of the learner's image is out of date once it is judged anew.
  const { [stepKey(place)]: _, ...references } = state.references;
  const started: SessionState = { ...state, runs, position: place, active: { ...place, runId }, references };
  const failedNeed = state.mode === 'guided' ? undefined : findFailedNeed(state, place);
  return {
    state: started,
    commands: [
      failedNeed === undefined
        ? { type: 'run-step', runId, place, purpose }
        : { type: 'skip-step', runId, place, failedNeed },
    ],
  };
}

/** A save makes what is being judged out of date: the new text is judged at once, and the old run is told to stop. */
function judgeAnew(state: SessionState, saved: Extract<SessionEvent, { type: 'file.saved' }>): Reduced {
  const { watch, active } = state;
  if (!watch || stepKey(saved) !== stepKey(watch)) return same(state);
  const stop: readonly Command[] = active ? [{ type: 'cancel-run', runId: active.runId }] : [];
  const place = { lab: watch.lab, step: watch.step };
  const begun = startRun({ ...state, watch: { ...watch, mode: saved.mode, saves: watch.saves + 1 } }, place, 'run');
  return { state: begun.state, commands: [...stop, ...begun.commands] };
}

/**
 * A step that this one builds on and that did not pass in this session. One whose commands did what they should
 * can be built on, also where nothing of it could be judged.
 */
function findFailedNeed(state: SessionState, place: Place): string | undefined {
  return findOutlineStep(state.outline, place)?.needs.find((need) => {
    const step = state.steps[stepKey({ lab: place.lab, step: need })];
    if (step?.phase === 'skipped') return !(step.run.actions.length > 0 && isLacking(step));
    return step?.phase === 'failed' || step?.phase === 'broken';
  });
}

function withGuess(state: SessionState, guess: Answer): SessionState {
  const { position } = state;
  if (findOutlineStep(state.outline, position)?.kind !== 'predict') return state;
  return { ...state, guesses: { ...state.guesses, [stepKey(position)]: guess } };
}

function measureReference(state: SessionState): Reduced {
  const { position, active, references } = state;
  const isEdit = findOutlineStep(state.outline, position)?.kind === 'edit';
  if (!isEdit || active || references[stepKey(position)]?.phase === 'measuring') return same(state);
  const measuring = withReference(state, position, { phase: 'measuring' });
  return { state: measuring, commands: [{ type: 'measure-reference', place: position }] };
}

function withReference(state: SessionState, place: Place, view: ReferenceView): SessionState {
  return { ...state, references: { ...state.references, [stepKey(place)]: view } };
}
