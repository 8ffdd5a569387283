import { describe, expect, it } from 'vitest';
import { raw, say } from '../../i18n/message.ts';
import { actionFor } from './keys.ts';
import { press } from './press.ts';
import type { Scene } from './scene.ts';
import { situationOf } from './situation.ts';
import { frameOf, type SceneOptions, TestSession } from './test-harness.tsx';
import { testScenes } from './test-scenes.ts';
import { reduceUi } from './ui-reduce.ts';

const nothing = { ui: [], intents: [], effects: [] };
const closed = { type: 'aside.closed' };

function scene(name: string, options: SceneOptions = {}): Scene {
  const make = testScenes[name];
  if (!make) throw new Error(name);
  return make(options);
}

function pressed(from: Scene, key: string) {
  const action = actionFor(key, situationOf(from));
  return action ? press(from, action, key) : nothing;
}

describe('R', () => {
  it.each(['edit-wrong', 'edit-lesson', 'lab-failed', 'quiz-done', 'predict-done'])('asks first in %s', (name) =>
    expect(pressed(scene(name), 'R')).toEqual({ ...nothing, ui: [{ type: 'aside.opened', aside: 'reset' }] }),
  );
  it('is refused in one sentence while something runs', () => {
    expect(pressed(scene('lab-building'), 'R')).toMatchObject({
      intents: [],
      ui: [{ type: 'flashed', message: { id: 'ui.flash.busy' } }],
    });
    const diff = scene('edit-wrong');
    const measuring = { ...diff, state: { ...diff.state, references: { 'a/b': { phase: 'measuring' } } } } as Scene;
    expect(pressed(measuring, 'R').ui).toMatchObject([{ message: { id: 'ui.flash.measuring' } }]);
  });
  it('is written on the step that has something to undo, and nowhere else', () => {
    const begun = frameOf(scene('edit-wrong', { rows: 40 })).join('\n');
    expect(begun).toContain(' R  begin this step anew');
    expect(frameOf(scene('edit-waiting', { rows: 40 })).join('\n')).not.toContain('anew');
    expect(frameOf(scene('lab-passed', { columns: 120 })).at(-1)).toContain('R Reset');
  });
});

describe('the question', () => {
  it.each([
    ['y', { ui: [closed], intents: [{ type: 'reset.requested' }] }],
    ['escape', { ui: [closed] }],
    ['n', { ui: [closed] }],
    ['enter', {}],
    ['R', {}],
    ['o', {}],
    ['m', {}],
  ])('takes %s', (key, wanted) => expect(pressed(scene('edit-reset'), key)).toEqual({ ...nothing, ...wanted }));
  it.each([
    ['edit-reset', 'en', ['.go-docker-lab/kept', './go-docker-demo/Dockerfile.pro', 'your progress', 'restore last']],
    ['edit-reset', 'zh', ['.go-docker-lab/kept', './go-docker-demo/Dockerfile.pro', '全部进度', 'restore last']],
    ['quiz-reset', 'en', ['your progress', 'files and images stay', 'restore last']],
  ] as const)('says all of it on the smallest terminal: %s in %s', (name, lang, words) => {
    const frame = frameOf(scene(name, { columns: 60, rows: 15, lang })).join('\n');
    for (const word of words) expect(frame).toContain(word);
    expect(frame).not.toContain('↓');
  });
});

describe('while it goes on', () => {
  const resetting = (name: string, options: SceneOptions = {}): Scene => {
    const from = scene(name, options);
    return { ...from, state: { ...from.state, resetting: from.state.position } };
  };
  const waits = { type: 'flashed', message: { id: 'ui.flash.resetting' } };
  it.each([
    ['edit-wrong', 'enter'],
    ['edit-wrong', 'o'],
    ['edit-wrong', 'h'],
    ['edit-wrong', 'n'],
    ['edit-wrong', 'p'],
    ['checkpoint', 'c'],
    ['edit-wrong', 'R'],
    ['lab-failed', 'r'],
    ['lab-read', 'enter'],
    ['predict-typed', 'enter'],
    ['quiz-number', 'enter'],
    ['edit-reset', 'y'],
  ])('no wish is made that would be dropped: in %s, %s', (name, key) => {
    expect(pressed(scene(name), key)).not.toEqual(nothing);
    expect(pressed(resetting(name), key)).toEqual({ ...nothing, ui: [waits] });
  });
  it('one can look around and leave', () => {
    for (const key of ['tab', 'm', 'D', '?', 'L', 'q', 'ctrl-c'])
      expect(pressed(resetting('edit-wrong'), key), key).toEqual(pressed(scene('edit-wrong'), key));
  });
  it.each([
    ['edit-wrong', 'en', 'The step is being reset'],
    ['quiz-done', 'zh', '正在重置这一步'],
  ] as const)('it is said: %s in %s', (name, lang, words) =>
    expect(frameOf(resetting(name, { lang, columns: 60, rows: 15 })).at(-2)).toContain(words),
  );
});

describe('afterwards', () => {
  const place = { lab: '01-bad', step: 'build' };
  const session = new TestSession({ position: place });
  const { ui } = scene('edit-reset');
  const moved = (event: 'step.reset' | 'reset.failed', halfway = false) =>
    reduceUi(ui, {
      type: 'session.moved',
      event: { ...place, type: event, reason: raw('no space'), halfway, at: '' },
      quiet: false,
      panel: 'lesson',
      notices: session.getState().notices.length,
    });
  it('the lesson stands there as on the first day, and where the old is kept is said', () => {
    const after = moved('step.reset');
    expect(after).toMatchObject({ panel: 'lesson', aside: undefined, scroll: { lesson: 0, run: 0 } });
    expect(after.flash && say('en', after.flash)).toBe('Begun anew. D: where the old is kept');
  });
  it('a failure is told with its reason', () => {
    const { flash } = moved('reset.failed');
    expect(flash && say('en', flash)).toBe('Not reset, and nothing is lost: no space');
  });
  it('nothing is promised of one that stopped halfway, but where the old is kept', () => {
    const { flash } = moved('reset.failed', true);
    expect(flash && say('en', flash)).toBe('Reset only in part. D: why, and where the old is kept');
  });
});
