import { expect, it } from 'vitest';
import { miniCourse } from '../../../test/helpers/fake-world.ts';
import { outlineOf } from '../../session/outline.ts';
import { emptyProgress, type RecordedOutcome } from '../../session/progress.ts';
import { initialState } from '../../session/reduce.ts';
import { mapText } from './map.ts';

const recorded = (outcome: RecordedOutcome) => ({ outcome, at: '2026-01-01T00:00:00.000Z', seconds: 1, checks: [] });
const progress = {
  ...emptyProgress('mini'),
  position: { lab: 'one', step: 'hello' },
  steps: { 'one/build': recorded('prepared'), 'one/run': recorded('skipped') },
};
const state = initialState(outlineOf(miniCourse), progress, { mode: 'guided' });

it('says what was left out and what was made ready, and what the marks mean', () => {
  expect(mapText(miniCourse, state, 'en', true).split('\n').slice(2)).toEqual([
    'one  One  (about 5 min)  0/3',
    '  [made] one/build  Text build',
    '  [left] one/run  Text run',
    '  [    ] one/hello  Text hello  <- you are here',
    '',
    '[left] passed over: by you, or because this machine lacks something',
    '[made] made ready for you, not done by you',
  ]);
  expect(mapText(miniCourse, state, 'zh', true)).toContain('[代备] 已替你备好，不是你自己做的');
});

it('explains no mark that is not there', () => {
  expect(mapText(miniCourse, state, 'en', false)).not.toContain('made ready');
});
