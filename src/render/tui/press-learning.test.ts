import { describe, expect, it } from 'vitest';
import type { Answer } from '../../session/answers.ts';
import { actionFor } from './keys.ts';
import { press } from './press.ts';
import type { Scene } from './scene.ts';
import { situationOf } from './situation.ts';
import { TestSession, testScene } from './test-harness.tsx';
import { learningCourse } from './test-learning-course.ts';
import { learningScenes } from './test-learning-scenes.ts';
import { reduceUi } from './ui-reduce.ts';

const nothing = { ui: [], intents: [], effects: [] };
const choice = (...ids: readonly string[]): Answer => ({ type: 'choice', ids });

function scene(name: string, change: Parameters<typeof testScene>[0] = {}): Scene {
  const make = learningScenes[name];
  if (!make) throw new Error(name);
  return make(change);
}

/** Presses keys one after the other; the session stays as it was. */
function type(from: Scene, ...keys: readonly string[]): Scene {
  let now = from;
  for (const key of keys) {
    const action = actionFor(key, situationOf(now));
    const pressed = action ? press(now, action, key) : nothing;
    now = { ...now, ui: pressed.ui.reduce(reduceUi, now.ui) };
  }
  return now;
}

describe('the file', () => {
  it('opens in the editor, at the line that the verdict names', () => {
    expect(press(scene('edit-lesson'), 'edit').effects).toEqual([{ type: 'open-editor', file: 'Dockerfile.pro' }]);
    expect(press(scene('edit-wrong'), 'edit').effects).toEqual([
      { type: 'open-editor', file: 'Dockerfile.pro', line: 6 },
    ]);
  });
  it('cannot be opened without an editor, and says what to do', () => {
    expect(press(scene('edit-unwatched'), 'edit').ui).toMatchObject([{ message: { id: 'ui.flash.no-editor' } }]);
  });
});

describe('hints', () => {
  it('are asked for and shown below the lesson', () => {
    const { ui, intents } = press(scene('edit-wrong'), 'hint');
    expect(intents).toEqual([{ type: 'hint.requested' }]);
    expect(ui).toMatchObject([
      { type: 'panel.shown', panel: 'lesson' },
      { type: 'scrolled', area: 'lesson' },
    ]);
  });
  it('end with the third', () => {
    const session = new TestSession(
      { position: { lab: '01-hands', step: 'dockerfile' }, help: { '01-hands/dockerfile': { hints: 3 } } },
      learningCourse,
    );
    const all = testScene({ course: learningCourse, state: session.getState(), ui: { screen: 'lab' } });
    expect(press(all, 'hint')).toMatchObject({ intents: [], ui: [{}, {}, { message: { id: 'ui.flash.all-hints' } }] });
    expect(press(all, 'solution')).toEqual({
      ...nothing,
      ui: [{ type: 'aside.opened', aside: 'solution' }],
      intents: [{ type: 'solution.requested' }],
    });
  });
});

describe('the solution', () => {
  it('waits for the hints, and says for how many', () => {
    expect(press(scene('edit-hints'), 'solution')).toMatchObject({
      intents: [],
      ui: [{ message: { id: 'ui.flash.solution', params: { left: 1 } } }],
    });
  });
  it('is closed by its own key', () => {
    expect(press(scene('edit-solution'), 'solution').ui).toEqual([{ type: 'aside.closed' }]);
  });
});

describe('the comparison', () => {
  it('is measured at once after a pass', () => {
    expect(press(scene('edit-passed'), 'diff').intents).toEqual([
      { type: 'solution.requested' },
      { type: 'reference.requested' },
    ]);
  });
  it('is measured once', () => {
    expect(press(scene('edit-diff'), 'cost')).toMatchObject({
      intents: [],
      ui: [{ type: 'scrolled', area: 'diff', to: Number.MAX_SAFE_INTEGER }],
    });
  });
  it('scrolls to its end and no further', () => {
    const small = scene('edit-diff', { columns: 80, rows: 15 });
    const end = type(small, 'end');
    expect(end.ui.scroll.diff).toBeGreaterThan(0);
    expect(type(end, 'down', 'down').ui.scroll.diff).toBe(end.ui.scroll.diff);
    expect(type(end, 'up').ui.scroll.diff).toBe(end.ui.scroll.diff - 1);
  });
});

describe('commands', () => {
  it('are copied as they are shown', () => {
    const shown = 'docker build -t go-docker-demo:pro -f Dockerfile.pro .';
    expect(press(scene('edit-lesson'), 'copy').effects).toEqual([{ type: 'copy', text: shown }]);
  });
  it('are copied exactly where they are shown exactly', () => {
    const at = new TestSession({ position: { lab: '01-bad', step: 'build' } });
    const exact = testScene({ state: at.getState(), ui: { screen: 'lab', exact: true } });
    expect(press(exact, 'copy').effects).toMatchObject([{ text: expect.stringContaining('--progress=rawjson') }]);
  });
  it('done by hand are checked without running them', () => {
    expect(press(scene('checkpoint'), 'check').intents).toEqual([{ type: 'check.requested' }]);
  });
});

describe('a guess', () => {
  it('is given before the measurement', () => {
    expect(press(type(scene('predict-empty'), '1', '2', '0', 'M', 'B'), 'run').intents).toEqual([
      { type: 'guess.given', guess: { type: 'number', value: 120e6 } },
      { type: 'run.requested' },
    ]);
  });
  it('may be left out', () => {
    expect(press(scene('predict-empty'), 'run').intents).toEqual([{ type: 'run.requested' }]);
  });
  it('that cannot be read is not measured', () => {
    expect(press(type(scene('predict-empty'), '1', 'k', 'k'), 'run')).toMatchObject({
      intents: [],
      ui: [{ message: { id: 'ui.flash.no-guess' } }],
    });
  });
  it('can be corrected', () => {
    expect(type(scene('predict-empty'), '1', '2', 'backspace', '5').ui.input.typed).toBe('15');
    expect(type(scene('predict-typed'), 'escape').ui.input).toMatchObject({ typed: '', touched: false });
  });
  it('is chosen from the instructions, none being a guess as well', () => {
    const marked = type(scene('predict-choice'), 'up', 'space', 'd');
    expect(press(marked, 'run').intents[0]).toEqual({
      type: 'guess.given',
      guess: choice('RUN CGO_ENABLED=0 go build'),
    });
    expect(press(type(marked, 'd'), 'run').intents[0]).toEqual({ type: 'guess.given', guess: choice() });
  });
  it('can be made again after the measurement', () => {
    const again = type(scene('predict-done'), 'r');
    expect(situationOf(again).asked).toMatchObject({ what: 'guess', given: false });
    expect(type(again, '3').ui.input.typed).toBe('3');
  });
});

describe('a question', () => {
  it('of one choice takes the option under the cursor', () => {
    expect(press(type(scene('quiz-single'), 'up'), 'answer').intents).toEqual([
      { type: 'answer.given', question: 'shell', answer: choice('none') },
    ]);
    expect(press(type(scene('quiz-single'), 'c'), 'answer').intents).toMatchObject([{ answer: choice('stopped') }]);
  });
  it('of several choices wants at least one', () => {
    expect(press(type(scene('quiz-multiple'), 'a'), 'answer')).toMatchObject({
      intents: [],
      ui: [{ message: { id: 'ui.flash.choose-first' } }],
    });
    expect(press(type(scene('quiz-multiple'), 'space'), 'answer').intents).toMatchObject([
      { answer: choice('ca', 'zone') },
    ]);
  });
  it('of order numbers the options in turn, and the last by itself', () => {
    const now = scene('quiz-order');
    expect(press(now, 'answer').ui).toMatchObject([{ message: { id: 'ui.flash.order-all' } }]);
    const numbered = type(now, 'space');
    expect(press(numbered, 'answer').intents).toMatchObject([{ answer: choice('mod', 'source', 'build', 'download') }]);
    expect(type(numbered, 'space').ui.input.chosen).toEqual(['mod', 'source']);
  });
  it('of order keeps what stood right when it is tried again', () => {
    const tried = type(scene('quiz-order'), 'space', 'enter');
    expect(situationOf(tried).asked?.state).toBe('wrong');
    expect(type(tried, 'enter').ui.input).toMatchObject({ chosen: ['mod'], tried: undefined });
  });
  it('of a number is typed, and typed anew after a wrong one', () => {
    const wrong = type(scene('quiz-number'), 'backspace', '3', 'enter');
    expect(situationOf(wrong).asked?.state).toBe('wrong');
    expect(type(wrong, '2').ui.input).toMatchObject({ typed: '2', tried: undefined });
    expect(press(type(scene('quiz-number'), 'backspace'), 'answer').ui).toMatchObject([
      { message: { id: 'ui.flash.type-number' } },
    ]);
  });
  it('that was answered wrongly is open again as soon as the choice changes', () => {
    expect(situationOf(type(scene('quiz-wrong'), 'down')).asked?.state).toBe('open');
  });
  it('is followed by the next, with nothing chosen', () => {
    const next = type(scene('quiz-right'), 'enter');
    expect(next.ui.input).toMatchObject({ question: 1, cursor: 0, chosen: [], tried: undefined });
  });
  it('can be answered again once all are', () => {
    const again = type(scene('quiz-done'), 'r');
    expect(again.ui).toMatchObject({ panel: 'run', input: { question: 0 } });
    expect(situationOf(again).asked).toMatchObject({ form: 'single', state: 'open' });
  });
});
