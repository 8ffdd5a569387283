import { describe, expect, it } from 'vitest';
import { raw } from '../i18n/message.ts';
import type { Happened, Intent } from './events.ts';
import type { Outline } from './outline.ts';
import { emptyProgress, type Progress } from './progress.ts';
import { initialState, reduce } from './reduce.ts';
import { isBegun, stepState, whyNoReset } from './selectors.ts';
import type { Command, SessionState } from './state.ts';

const outline: Outline = {
  course: 'mini',
  labs: [
    {
      id: 'lab',
      steps: [
        { id: 'write', kind: 'edit', needs: [], checks: ['dockerfile'] },
        { id: 'end', kind: 'checkpoint', needs: [], checks: ['size'] },
      ],
    },
  ],
};
const place = { lab: 'lab', step: 'write' };
const at = '2026-01-01T00:00:00.000Z';
const passed = { outcome: 'passed', at, seconds: 1, checks: [] } as const;
const progress: Progress = {
  ...emptyProgress('mini'),
  position: place,
  steps: { 'lab/write': passed, 'lab/end': passed },
  help: { 'lab/write': { hints: 2 } },
  answers: { 'lab/write/one': [] },
};

function play(state: SessionState, ...events: readonly (Intent | Happened)[]) {
  const commands: Command[] = [];
  for (const event of events) {
    const reduced = reduce(state, { ...event, at });
    state = reduced.state;
    commands.push(...reduced.commands);
  }
  return { state, commands };
}

const run = { ...place, runId: 'run-1' };
const ran = play(
  initialState(outline, progress, { mode: 'guided' }),
  { type: 'run.requested' },
  { type: 'step.started', ...run, purpose: 'run' },
  { type: 'files.read', ...place, files: [{ path: 'Dockerfile', text: 'FROM mine' }] },
  { type: 'step.finished', ...run, outcome: 'passed', seconds: 1 },
  { type: 'watch.started', ...place, files: ['Dockerfile'] },
).state;

describe('a reset', () => {
  it('lets the files go back unwatched, with the progress as it stands to be kept', () => {
    const begun = play(ran, { type: 'reset.requested' });
    expect(begun.commands).toEqual([{ type: 'unwatch' }, { type: 'reset-step', place, progress: ran.progress }]);
    expect(begun.state).toMatchObject({ resetting: place, watch: undefined, progress: ran.progress });
  });

  it('then forgets the step, and nothing else, and watches it again', () => {
    const { state, commands } = play(ran, { type: 'reset.requested' }, { type: 'step.reset', ...place });
    const forgotten = { ...ran.progress, steps: { 'lab/end': ran.progress.steps['lab/end'] }, help: {}, answers: {} };
    expect(state).toMatchObject({ resetting: undefined, steps: {}, mine: {}, position: place });
    expect(state.progress).toEqual(forgotten);
    expect(stepState(state, place).phase).toBe('reading');
    expect(isBegun(ran, place)).toBe(true);
    expect(isBegun(state, place)).toBe(false);
    expect(commands.slice(2)).toEqual([
      { type: 'save-progress', progress: forgotten },
      { type: 'watch-step', place },
    ]);
  });

  it('that failed forgets nothing', () => {
    const { state, commands } = play(
      ran,
      { type: 'reset.requested' },
      { type: 'reset.failed', ...place, reason: raw('no space'), halfway: true },
    );
    expect(state).toEqual({ ...ran, watch: undefined });
    expect(commands.slice(2)).toEqual([{ type: 'watch-step', place }]);
  });

  it.each<Intent>([
    { type: 'reset.requested' },
    { type: 'run.requested' },
    { type: 'check.requested' },
    { type: 'hint.requested' },
    { type: 'next.requested' },
    { type: 'step.opened', lab: 'lab', step: 'end' },
  ])('is not disturbed by $type', (intent) => {
    const begun = play(ran, { type: 'reset.requested' }).state;
    expect(play(begun, intent)).toEqual({ state: begun, commands: [] });
  });

  it('is refused while something runs or is measured', () => {
    const running = play(ran, { type: 'run.requested' }).state;
    const measuring = play(ran, { type: 'reference.requested' }).state;
    expect([whyNoReset(ran), whyNoReset(running), whyNoReset(measuring)]).toEqual([undefined, 'running', 'measuring']);
    expect(whyNoReset(play(ran, { type: 'reset.requested' }).state)).toBe('resetting');
    for (const state of [running, measuring])
      expect(play(state, { type: 'reset.requested' })).toEqual({ state, commands: [] });
  });
});
