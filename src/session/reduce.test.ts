import { describe, expect, it } from 'vitest';
import { raw } from '../i18n/message.ts';
import type { Happened, Intent, JudgedCheck } from './events.ts';
import type { Outline } from './outline.ts';
import { emptyProgress } from './progress.ts';
import { initialState, reduce } from './reduce.ts';
import { checkCounts, standingOf, stepState } from './selectors.ts';
import type { Command, SessionState } from './state.ts';

const step = (id: string, needs: readonly string[] = []) => ({ id, kind: 'command', needs, checks: ['size'] }) as const;
const outline: Outline = {
  course: 'mini',
  labs: [
    { id: 'one', steps: [step('build'), step('run', ['build']), step('read')] },
    { id: 'two', steps: [step('build')] },
  ],
};

function play(
  state: SessionState,
  events: readonly (Intent | Happened)[],
): { state: SessionState; commands: readonly Command[] } {
  let commands: readonly Command[] = [];
  for (const event of events) {
    const reduced = reduce(state, { ...event, at: '2026-01-01T00:00:00.000Z' });
    state = reduced.state;
    commands = [...commands, ...reduced.commands];
  }
  return { state, commands };
}

const guided = () => initialState(outline, emptyProgress('mini'), { mode: 'guided' });
const unattended = () => initialState(outline, emptyProgress('mini'), { mode: 'unattended' });
const started: Happened = {
  type: 'course.started',
  course: 'mini',
  version: '1.0.0',
  labs: ['one', 'two'],
  session: 's',
};
const judged = (verdict: JudgedCheck['verdict']): JudgedCheck => ({
  id: 'size',
  kind: 'size',
  verdict,
  expected: raw('≤ 1'),
  actual: raw('2'),
});

function ran(
  runId: string,
  lab: string,
  name: string,
  outcome: 'passed' | 'failed' | 'skipped' | 'cancelled',
): readonly Happened[] {
  const at = { runId, lab, step: name };
  const verdict = outcome === 'cancelled' ? 'skipped' : outcome;
  return [
    { type: 'step.started', purpose: 'run', ...at },
    { type: 'check.judged', ...at, check: judged(verdict) },
    { type: 'step.finished', ...at, outcome, seconds: 1 },
  ];
}

const runs = (commands: readonly Command[]): string[] =>
  commands.flatMap((command) =>
    'place' in command ? [`${command.type} ${command.place.lab}/${command.place.step}`] : [],
  );

describe('guided', () => {
  it('runs the step that is open when asked, and nothing else', () => {
    const { state, commands } = play(guided(), [started, { type: 'run.requested' }]);
    expect(runs(commands)).toEqual(['run-step one/build']);
    expect(state.active).toEqual({ lab: 'one', step: 'build', runId: 'run-1' });
  });

  it('does not start twice', () => {
    const { commands } = play(guided(), [{ type: 'run.requested' }, { type: 'run.requested' }]);
    expect(runs(commands)).toHaveLength(1);
  });

  it('records a pass, and a later failure does not erase it', () => {
    const first = play(guided(), [{ type: 'run.requested' }, ...ran('run-1', 'one', 'build', 'passed')]);
    expect(first.state.progress.steps['one/build']).toMatchObject({ outcome: 'passed' });
    const second = play(first.state, [{ type: 'run.requested' }, ...ran('run-2', 'one', 'build', 'failed')]);
    expect(second.state.progress.steps['one/build']).toMatchObject({ outcome: 'passed' });
    expect(standingOf(second.state, { lab: 'one', step: 'build' })).toBe('failed');
  });

  it('drops events of a run that is no longer the active one', () => {
    const { state } = play(guided(), [
      { type: 'run.requested' },
      ...ran('run-1', 'one', 'build', 'cancelled'),
      { type: 'run.requested' },
    ]);
    const late = play(state, ran('run-1', 'one', 'build', 'passed'));
    expect(late.state).toBe(state);
  });

  it('does not leave a step while it runs, and cancels it when asked', () => {
    const { state, commands } = play(guided(), [
      { type: 'run.requested' },
      { type: 'step.opened', lab: 'two', step: 'build' },
      { type: 'next.requested' },
      { type: 'cancel.requested' },
    ]);
    expect(state.position).toEqual({ lab: 'one', step: 'build' });
    expect(commands.at(-1)).toEqual({ type: 'cancel-run', runId: 'run-1' });
  });

  it('ignores a step that does not exist', () => {
    expect(play(guided(), [{ type: 'step.opened', lab: 'two', step: 'nowhere' }]).state.position).toEqual({
      lab: 'one',
      step: 'build',
    });
  });

  it('begins where the learner left off, unless that step is gone from the course', () => {
    const at = (name: string) =>
      initialState(outline, { ...emptyProgress('mini'), position: { lab: 'one', step: name } }, { mode: 'guided' })
        .position.step;
    expect([at('read'), at('gone')]).toEqual(['read', 'build']);
  });

  it('keeps the error of a run that broke, and can run again', () => {
    const broke: Happened = {
      type: 'run.broke',
      runId: 'run-1',
      lab: 'one',
      step: 'build',
      error: { what: raw('gone'), exitCode: 3 },
    };
    const { state } = play(guided(), [
      { type: 'run.requested' },
      { type: 'step.started', purpose: 'run', runId: 'run-1', lab: 'one', step: 'build' },
      broke,
    ]);
    expect(stepState(state, state.position)).toMatchObject({ phase: 'broken', exitCode: 3 });
    expect(runs(play(state, [{ type: 'run.requested' }]).commands)).toEqual(['run-step one/build']);
  });
});

describe('unattended', () => {
  it('runs every step in order and finishes', () => {
    const { state, commands } = play(unattended(), [
      started,
      ...ran('run-1', 'one', 'build', 'passed'),
      ...ran('run-2', 'one', 'run', 'passed'),
      ...ran('run-3', 'one', 'read', 'passed'),
      ...ran('run-4', 'two', 'build', 'passed'),
    ]);
    expect(runs(commands)).toEqual([
      'run-step one/build',
      'run-step one/run',
      'run-step one/read',
      'run-step two/build',
    ]);
    expect(commands.at(-1)).toEqual({ type: 'finish' });
    expect(checkCounts(state)).toEqual({ passed: 4, failed: 0, skipped: 0 });
  });

  it('skips what builds on a failure, and goes on with the rest', () => {
    const { commands } = play(unattended(), [
      started,
      ...ran('run-1', 'one', 'build', 'failed'),
      ...ran('run-2', 'one', 'run', 'skipped'),
    ]);
    expect(runs(commands)).toEqual(['run-step one/build', 'skip-step one/run', 'run-step one/read']);
  });

  it('stops when cancelled, and when a run broke', () => {
    expect(play(unattended(), [started, ...ran('run-1', 'one', 'build', 'cancelled')]).commands.at(-1)).toEqual({
      type: 'finish',
    });
    const broke: Happened = {
      type: 'run.broke',
      runId: 'run-1',
      lab: 'one',
      step: 'build',
      error: { what: raw('gone'), exitCode: 3 },
    };
    const at = { runId: 'run-1', lab: 'one', step: 'build' } as const;
    expect(
      play(unattended(), [started, { type: 'step.started', purpose: 'run', ...at }, broke]).commands.at(-1),
    ).toEqual({
      type: 'finish',
    });
  });

  it('does not pass for the learner’s own work, but keeps the figures', () => {
    const at = { runId: 'run-1', lab: 'one', step: 'build' } as const;
    const { state } = play(unattended(), [
      started,
      { type: 'step.started', purpose: 'run', ...at },
      { type: 'figure.measured', ...at, figure: { image: 'bad', figure: 'size', value: 1 } },
      { type: 'step.finished', ...at, outcome: 'passed', seconds: 1 },
    ]);
    expect(state.progress.steps).toEqual({});
    expect(state.progress.figures['bad/size']).toMatchObject({ value: 1 });
  });
});
