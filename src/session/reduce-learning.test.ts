import { describe, expect, it } from 'vitest';
import { raw } from '../i18n/message.ts';
import type { Answer } from './answers.ts';
import type { Happened, Intent } from './events.ts';
import type { Outline, OutlineStep } from './outline.ts';
import { emptyProgress, type Progress } from './progress.ts';
import { initialState, reduce } from './reduce.ts';
import { helpOf, mayShowSolution, standingOf, stepState } from './selectors.ts';
import type { Command, SessionState } from './state.ts';

const words = { en: 'a', zh: '甲' };
const option = (id: string) => ({ id, text: words, why: words });
const questions: OutlineStep['questions'] = [
  { id: 'one', type: 'single', ask: words, options: [option('a'), option('b')], right: ['b'] },
  { id: 'two', type: 'number', ask: words, answer: 3, tolerance: 0, why: words },
];
const steps: readonly OutlineStep[] = [
  { id: 'read', kind: 'read', needs: [], checks: [] },
  { id: 'write', kind: 'edit', needs: [], checks: ['dockerfile', 'size'] },
  { id: 'guess', kind: 'predict', needs: [], checks: [] },
  { id: 'quiz', kind: 'quiz', needs: [], checks: [], questions },
  { id: 'end', kind: 'checkpoint', needs: ['write'], checks: ['size'] },
];
const outline: Outline = { course: 'mini', labs: [{ id: 'lab', steps }] };
const place = (step: string) => ({ lab: 'lab', step });
const at = '2026-01-01T00:00:00.000Z';

function play(state: SessionState, ...events: readonly (Intent | Happened)[]) {
  const commands: Command[] = [];
  for (const event of events) {
    const reduced = reduce(state, { ...event, at });
    state = reduced.state;
    commands.push(...reduced.commands);
  }
  return { state, commands, types: commands.map((command) => command.type) };
}

function guided(step: string, progress: Partial<Progress> = {}): SessionState {
  return initialState(outline, { ...emptyProgress('mini'), position: place(step), ...progress }, { mode: 'guided' });
}

const watched: Happened = { type: 'watch.started', ...place('write'), files: ['Dockerfile'] };
const saved: Happened = { type: 'file.saved', ...place('write'), file: 'Dockerfile', mode: 'events' };
const opened = (step: string): Intent => ({ type: 'step.opened', ...place(step) });
const started = (runId: string): Happened => ({ type: 'step.started', runId, ...place('write'), purpose: 'run' });
const finished = (runId: string, outcome: 'passed' | 'failed' | 'cancelled'): Happened => ({
  type: 'step.finished',
  runId,
  ...place('write'),
  outcome,
  seconds: 1,
});

describe('an edit step', () => {
  it('is watched while it is open, and no longer', () => {
    expect(play(guided('read'), opened('write')).commands).toContainEqual({
      type: 'watch-step',
      place: place('write'),
    });
    const { state, types } = play(guided('write'), watched, opened('read'));
    expect(types).toContain('unwatch');
    expect(state.watch).toBeUndefined();
  });

  it('is judged at each save', () => {
    const { state, commands } = play(guided('write'), watched, saved);
    expect(commands).toEqual([{ type: 'run-step', runId: 'run-1', place: place('write'), purpose: 'run' }]);
    expect(state.watch?.saves).toBe(1);
  });

  it('stops the judgement under way when a new save comes, and hears nothing more of it', () => {
    const before = play(guided('write'), watched, saved, started('run-1'));
    const after = play(before.state, saved);
    expect(after.commands).toEqual([
      { type: 'cancel-run', runId: 'run-1' },
      { type: 'run-step', runId: 'run-2', place: place('write'), purpose: 'run' },
    ]);
    const late = play(after.state, finished('run-1', 'passed'));
    expect(late.state).toBe(after.state);
    expect(standingOf(late.state, place('write'))).toBe('running');
    const ended = play(late.state, started('run-2'), finished('run-2', 'failed'));
    expect(stepState(ended.state, place('write')).phase).toBe('failed');
  });

  it('does not hear of saves when it is not open', () => {
    expect(play(guided('read'), saved).commands).toEqual([]);
    expect(play(guided('read'), watched, saved).commands).toEqual([]);
  });

  it('gives three hints, recorded one by one', () => {
    const hint: Intent = { type: 'hint.requested' };
    const { state, types } = play(guided('write'), hint, hint, hint, hint);
    expect(helpOf(state, place('write')).hints).toBe(3);
    expect(types).toEqual(['save-progress', 'save-progress', 'save-progress']);
    expect(play(guided('read'), hint).state.progress.help).toEqual({});
  });

  it('shows the solution only after a pass or the last hint, and records when', () => {
    const solution: Intent = { type: 'solution.requested' };
    const early = play(guided('write'), solution);
    expect(early.commands).toEqual([]);
    expect(mayShowSolution(early.state, place('write'))).toBe(false);
    const helped = play(guided('write', { help: { 'lab/write': { hints: 3 } } }), solution);
    expect(helped.types).toEqual(['save-progress', 'read-mine']);
    expect(helped.state.progress.help['lab/write']).toEqual({ hints: 3, solutionAt: at });
    const passed = play(guided('write'), watched, saved, started('run-1'), finished('run-1', 'passed'), solution);
    expect(passed.types).toContain('read-mine');
  });

  it('measures the reference once at a time, and not during a judgement', () => {
    const reference: Intent = { type: 'reference.requested' };
    const first = play(guided('write'), reference, reference);
    expect(first.types).toEqual(['measure-reference']);
    const figures = [{ image: 'x', figure: 'size', value: 1 }] as const;
    const measured = play(first.state, { type: 'reference.measured', ...place('write'), figures });
    expect(measured.state.references['lab/write']).toEqual({ phase: 'measured', figures });
    expect(play(guided('write'), watched, saved, reference).types).not.toContain('measure-reference');
    const failed = play(first.state, { type: 'reference.failed', ...place('write'), reason: raw('no') });
    expect(failed.state.references['lab/write']?.phase).toBe('failed');
    expect(play(failed.state, reference).types).toEqual(['measure-reference']);
  });
});

describe('a quiz', () => {
  const answer = (question: string, given: Answer): Intent => ({ type: 'answer.given', question, answer: given });
  const choice = (...ids: string[]): Answer => ({ type: 'choice', ids });

  it('records every try and passes when each question was right once', () => {
    const { state } = play(
      guided('quiz'),
      answer('one', choice('a')),
      answer('one', choice('b')),
      answer('two', { type: 'number', value: 3 }),
    );
    expect(state.progress.answers['lab/quiz/one']?.map((one) => one.right)).toEqual([false, true]);
    expect(standingOf(state, place('quiz'))).toBe('passed');
    expect(state.progress.steps['lab/quiz']).toMatchObject({
      outcome: 'passed',
      checks: [
        { id: 'one', actual: 'right after 2 tries' },
        { id: 'two', actual: 'right at the first try' },
      ],
    });
  });

  it('is not passed by a run', () => {
    expect(play(guided('quiz'), { type: 'run.requested' }, { type: 'check.requested' }).commands).toEqual([]);
  });

  it('stays open while a question is', () => {
    const { state } = play(guided('quiz'), answer('one', choice('b')));
    expect(standingOf(state, place('quiz'))).toBe('todo');
  });

  it('takes no answer to what it does not ask', () => {
    expect(play(guided('quiz'), answer('three', choice('b'))).commands).toEqual([]);
    expect(play(guided('read'), answer('one', choice('b'))).commands).toEqual([]);
  });

  it('keeps the last twenty tries', () => {
    const tries = Array.from({ length: 30 }, () => answer('one', choice('a')));
    expect(play(guided('quiz'), ...tries).state.progress.answers['lab/quiz/one']).toHaveLength(20);
  });
});

describe('a prediction', () => {
  const run = { runId: 'run-1', ...place('guess') };
  const guess: Answer = { type: 'number', value: 5 };
  const measured: Answer = { type: 'number', value: 8 };

  it('holds the guess against what was measured', () => {
    const { state } = play(
      guided('guess'),
      { type: 'guess.given', guess },
      { type: 'run.requested' },
      { type: 'step.started', ...run, purpose: 'run' },
      { type: 'prediction.measured', ...run, measured },
      { type: 'step.finished', ...run, outcome: 'passed', seconds: 1 },
    );
    expect(state.progress.predictions['lab/guess']).toEqual({ guess, measured, at });
    expect(stepState(state, place('guess'))).toMatchObject({ run: { guess, measured } });
  });

  it('can be measured without a guess, and then keeps an earlier one', () => {
    const events: Happened[] = [
      { type: 'step.started', ...run, purpose: 'run' },
      { type: 'prediction.measured', ...run, measured },
    ];
    const none = play(guided('guess'), { type: 'run.requested' }, ...events);
    expect(none.state.progress.predictions['lab/guess']).toEqual({ measured, at });
    const before = guided('guess', { predictions: { 'lab/guess': { guess, measured, at: 'earlier' } } });
    const again = play(before, { type: 'run.requested' }, ...events);
    expect(again.state.progress.predictions['lab/guess']).toEqual({ guess, measured, at });
  });

  it('belongs to a predict step', () => {
    expect(play(guided('read'), { type: 'guess.given', guess }).state.guesses).toEqual({});
  });
});

describe('going on', () => {
  it('records a step that was left undone, and never over what was done', () => {
    const left = play(guided('read'), { type: 'next.requested' });
    expect(left.state.progress.steps['lab/read']?.outcome).toBe('skipped');
    const done = { outcome: 'passed', at, seconds: 1, checks: [] } as const;
    const kept = play(guided('read', { steps: { 'lab/read': done } }), { type: 'next.requested' });
    expect(kept.state.progress.steps['lab/read']).toEqual(done);
  });

  it('makes a skipped step passed when it is done later', () => {
    const skipped = { outcome: 'skipped', at, seconds: 0, checks: [] } as const;
    const begun = play(
      guided('write', { steps: { 'lab/write': skipped } }),
      watched,
      saved,
      started('run-1'),
      finished('run-1', 'passed'),
    );
    expect(begun.state.progress.steps['lab/write']?.outcome).toBe('passed');
  });
});

describe('preparing', () => {
  const preparing = (progress: Partial<Progress> = {}) =>
    initialState(outline, { ...emptyProgress('mini'), ...progress }, { mode: 'preparing', plan: [place('write')] });
  const begin: Happened = { type: 'course.started', course: 'mini', version: '1.0.0', labs: ['lab'], session: 's' };
  const prepare: Happened = { type: 'step.started', runId: 'run-1', ...place('write'), purpose: 'prepare' };

  it('runs each place to prepare it, and marks it as not the learner’s own', () => {
    const begun = play(preparing(), begin);
    expect(begun.commands).toEqual([{ type: 'run-step', runId: 'run-1', place: place('write'), purpose: 'prepare' }]);
    const ended = play(begun.state, prepare, finished('run-1', 'passed'));
    expect(ended.state.progress.steps['lab/write']?.outcome).toBe('prepared');
    expect(ended.types).toContain('finish');
  });

  it('never stands in for what the learner did, and a failure prepares nothing', () => {
    const done = { outcome: 'passed', at, seconds: 1, checks: [] } as const;
    const kept = play(preparing({ steps: { 'lab/write': done } }), begin, prepare, finished('run-1', 'passed'));
    expect(kept.state.progress.steps['lab/write']).toEqual(done);
    const failed = play(preparing(), begin, prepare, finished('run-1', 'failed'));
    expect(failed.state.progress.steps['lab/write']).toBeUndefined();
  });
});
