import { msg, sayAnywhere } from '../i18n/message.ts';
import { isRight } from './answers.ts';
import type { Intent, JudgedCheck } from './events.ts';
import { findOutlineStep, questionKey, stepKey } from './outline.ts';
import type { Progress, RecordedHelp, RecordedStep } from './progress.ts';
import { hintLevels, mayShowSolution } from './selectors.ts';
import type { RunView, SessionState } from './state.ts';

/** Tries kept of one question. */
const keptTries = 20;

/** One more hint of the open step. */
export function giveHint(state: SessionState): SessionState {
  const key = stepKey(state.position);
  const help = state.progress.help[key] ?? { hints: 0 };
  const isEdit = findOutlineStep(state.outline, state.position)?.kind === 'edit';
  if (!isEdit || help.hints >= hintLevels) return state;
  return withHelp(state, key, { ...help, hints: help.hints + 1 });
}

/** The solution is shown after a pass or after the last hint; when it was first seen is recorded. */
export function showSolution(state: SessionState, at: string): SessionState {
  const key = stepKey(state.position);
  const help = state.progress.help[key] ?? { hints: 0 };
  if (!mayShowSolution(state, state.position) || help.solutionAt !== undefined) return state;
  return withHelp(state, key, { ...help, solutionAt: at });
}

/** Records a try; the quiz is passed when every question was answered rightly once. */
export function giveAnswer(
  state: SessionState,
  event: Extract<Intent, { type: 'answer.given' }> & { readonly at: string },
): SessionState {
  const { position } = state;
  const questions = findOutlineStep(state.outline, position)?.questions ?? [];
  const question = questions.find((one) => one.id === event.question);
  if (!question) return state;
  const right = isRight(question, event.answer);
  const key = questionKey(position, question.id);
  const tries = [...(state.progress.answers[key] ?? []), { answer: event.answer, right, at: event.at }];
  const answers = { ...state.progress.answers, [key]: tries.slice(-keptTries) };
  const answered: SessionState = { ...state, progress: { ...state.progress, answers } };
  const open = questions.filter((one) => !answers[questionKey(position, one.id)]?.some((one) => one.right));
  return open.length > 0 ? answered : passQuiz(answered, event.at);
}

function passQuiz(state: SessionState, at: string): SessionState {
  const { position, progress } = state;
  const key = stepKey(position);
  const questions = findOutlineStep(state.outline, position)?.questions ?? [];
  const checks = questions.map(({ id }): JudgedCheck => {
    const tries = progress.answers[questionKey(position, id)]?.length ?? 0;
    return {
      id,
      kind: 'quiz',
      verdict: 'passed',
      expected: msg('quiz.expected'),
      actual: msg('quiz.tries', { count: tries }),
    };
  });
  const run: RunView = {
    runId: '',
    startedAt: at,
    purpose: 'run',
    actions: [],
    checks,
    figures: [],
    redone: [],
  };
  const recorded: RecordedStep = {
    outcome: 'passed',
    at,
    seconds: 0,
    checks: checks.map((check) => ({
      ...check,
      expected: sayAnywhere('en', check.expected),
      actual: sayAnywhere('en', check.actual),
    })),
  };
  const steps = progress.steps[key]?.outcome === 'passed' ? progress.steps : { ...progress.steps, [key]: recorded };
  return {
    ...state,
    steps: { ...state.steps, [key]: { phase: 'passed', run, seconds: 0 } },
    progress: { ...progress, steps },
  };
}

function withHelp(state: SessionState, key: string, help: RecordedHelp): SessionState {
  const progress: Progress = { ...state.progress, help: { ...state.progress.help, [key]: help } };
  return { ...state, progress };
}
