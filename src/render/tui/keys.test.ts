import { describe, expect, it } from 'vitest';
import { textOf } from '../text/styled.ts';
import { bindings } from './bindings.ts';
import { footerLine } from './components/frame.ts';
import { keyNames, type PressedKey } from './key-names.ts';
import { actionFor, footerKeys } from './keys.ts';
import { type Situation, situationOf } from './situation.ts';
import { testScene } from './test-harness.tsx';
import { testScenes } from './test-scenes.ts';

const none: PressedKey = {
  upArrow: false,
  downArrow: false,
  pageUp: false,
  pageDown: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  tab: false,
  backspace: false,
  delete: false,
  ctrl: false,
  meta: false,
};
const lab: Situation = {
  ...situationOf(testScene()),
  screen: 'lab',
  onlyRead: false,
  kind: 'command',
  hasCommand: true,
  hasNext: true,
};

type Asked = NonNullable<Situation['asked']>;

function asks(what: Asked['what'], form: Asked['form'], state: Asked['state'] = 'open'): Asked {
  return { what, form, state, given: false, options: form === 'number' ? [] : ['one', 'two', 'three'] };
}

describe('Enter', () => {
  it.each<[string, Partial<Situation>, string | undefined]>([
    ['runs a step', {}, 'run'],
    ['marks a lesson as read', { onlyRead: true }, 'read'],
    ['goes on after a pass', { phase: 'passed', standing: 'passed' }, 'next'],
    ['goes on when it was passed before', { standing: 'passed' }, 'next'],
    ['compares at the end of the course', { phase: 'passed', standing: 'passed', hasNext: false }, 'table'],
    ['runs a failed step again', { phase: 'failed', standing: 'failed' }, 'retry'],
    ['runs a broken step again, also when it had passed before', { phase: 'broken', standing: 'passed' }, 'retry'],
    ['runs a cancelled step', { phase: 'cancelled' }, 'run'],
    ['does nothing while a run goes on', { busy: true, phase: 'running', standing: 'running' }, undefined],
    ['opens the lab on the map', { screen: 'home' }, 'open'],
    ['fixes the chosen finding', { screen: 'doctor', fixable: true }, 'fix'],
    ['never says yes to commands', { screen: 'doctor', asking: true }, undefined],
    ['leaves help', { screen: 'help' }, 'back'],
    ['judges a file', { kind: 'edit' }, 'run'],
    ['judges a failed file again', { kind: 'edit', phase: 'failed', standing: 'failed' }, 'retry'],
    ['leaves the solution before a pass', { kind: 'edit', aside: 'solution' }, 'close'],
    ['goes on from the solution after a pass', { kind: 'edit', aside: 'solution', standing: 'passed' }, 'next'],
    ['goes from the lesson to its questions', { kind: 'quiz', questionsWait: true }, 'switch'],
    ['answers', { kind: 'quiz', asked: asks('answer', 'single') }, 'answer'],
    ['tries again after a wrong answer', { kind: 'quiz', asked: asks('answer', 'single', 'wrong') }, 'again'],
    ['goes to the next question', { kind: 'quiz', asked: asks('answer', 'single', 'right') }, 'question'],
    [
      'goes on after the last question',
      { kind: 'quiz', asked: asks('answer', 'single', 'right'), lastQuestion: true, standing: 'passed' },
      'next',
    ],
    ['measures without a guess', { kind: 'predict', asked: asks('guess', 'number') }, 'run'],
    [
      'measures a new guess though it was passed before',
      { kind: 'predict', standing: 'passed', asked: { ...asks('guess', 'number'), given: true } },
      'run',
    ],
  ])('%s', (_, change, action) => expect(actionFor('enter', { ...lab, ...change })).toBe(action));
});

describe('other keys', () => {
  it.each<[string, string, Partial<Situation>, string | undefined]>([
    ['c stops a run', 'c', { busy: true }, 'cancel'],
    ['c does nothing when idle', 'c', {}, undefined],
    ['r runs again after a pass', 'r', { phase: 'passed', standing: 'passed' }, 'retry'],
    ['r repeats a step done on another day', 'r', { standing: 'passed' }, 'run'],
    ['n says no to commands', 'n', { screen: 'doctor', asking: true }, 'no'],
    ['y says yes to commands', 'y', { screen: 'doctor', asking: true }, 'yes'],
    ['y copies the command', 'y', {}, 'copy'],
    ['y means nothing where there is no command', 'y', { hasCommand: false }, undefined],
    ['c checks what was done by hand', 'c', { checkable: true }, 'check'],
    ['c stops a judgement', 'c', { kind: 'edit', busy: true, checkable: true }, 'cancel'],
    ['d opens doctor', 'd', {}, 'doctor'],
    ['d compares while a file is written', 'd', { kind: 'edit' }, 'diff'],
    ['D opens doctor also then', 'D', { kind: 'edit' }, 'doctor'],
    ['h is help', 'h', {}, 'help'],
    ['h is a hint while a file is written', 'h', { kind: 'edit' }, 'hint'],
    ['o opens the editor also while a save is judged', 'o', { kind: 'edit', busy: true }, 'edit'],
    ['f is the cost beside the comparison', 'f', { kind: 'edit', aside: 'diff' }, 'cost'],
    ['f means nothing elsewhere', 'f', { kind: 'edit' }, undefined],
    ['Esc closes the comparison first', 'escape', { kind: 'edit', aside: 'diff' }, 'close'],
    ['R asks for a reset', 'R', {}, 'reset'],
    ['R is heard while a run goes on, to be refused', 'R', { busy: true }, 'reset'],
    [
      'R is a unit behind a digit',
      'R',
      { kind: 'predict', asked: { ...asks('guess', 'number'), given: true } },
      'type',
    ],
    ['y says yes to a reset', 'y', { asking: true }, 'yes'],
    ['a full-width ! opens a shell', '！', {}, 'shell'],
    ['a digit is typed into a guess', '7', { kind: 'predict', asked: asks('guess', 'number') }, 'type'],
    ['a full-width digit too', '７', { kind: 'predict', asked: asks('guess', 'number') }, 'type'],
    ['a letter is a command before a digit', 'm', { kind: 'predict', asked: asks('guess', 'number') }, 'map'],
    ['a letter is a unit behind a digit', 'm', { asked: { ...asks('guess', 'number'), given: true } }, 'type'],
    ['q still quits behind a digit', 'q', { asked: { ...asks('guess', 'number'), given: true } }, 'quit'],
    ['letters are no part of a number question', 'm', { asked: { ...asks('answer', 'number'), given: true } }, 'map'],
    ['Esc clears what is typed', 'escape', { asked: { ...asks('guess', 'number'), given: true } }, 'clear'],
    ['Esc goes back when nothing is typed', 'escape', { asked: asks('guess', 'number') }, 'back'],
    ['space marks', 'space', { asked: asks('answer', 'multiple') }, 'pick'],
    ['space pages in a single choice', 'space', { asked: asks('answer', 'single') }, 'page-down'],
    ['a letter goes to its option', 'b', { asked: asks('answer', 'single') }, 'letter'],
    ['a letter without an option keeps its meaning', 'd', { asked: asks('answer', 'single') }, 'doctor'],
    ['nothing is marked once it is right', 'space', { asked: asks('answer', 'multiple', 'right') }, 'page-down'],
    ['r guesses again', 'r', { kind: 'predict', phase: 'passed', hasRun: true }, 'again'],
    ['r answers again', 'r', { kind: 'quiz', standing: 'passed' }, 'again'],
    ['n leaves a quiz', 'n', { kind: 'quiz', asked: asks('answer', 'single') }, 'next'],
    ['L switches language everywhere', 'L', { screen: 'doctor', asking: true }, 'language'],
    ['a Chinese question mark helps too', '？', {}, 'help'],
    ['what opened the keys closes them', '?', { screen: 'help' }, 'back'],
    ['Ctrl-C is always heard', 'ctrl-c', { screen: 'doctor', asking: true }, 'interrupt'],
  ])('%s', (_, key, change, action) => expect(actionFor(key, { ...lab, ...change })).toBe(action));
});

describe('the table of keys', () => {
  it('explains every action in help', () => {
    const explained = new Set(bindings.flatMap((binding) => (binding.help ? [binding.action] : [])));
    const implied = new Set(['yes', 'no', 'run', 'read', 'down', 'page-down', 'bottom', 'clear', 'question', 'close']);
    for (const { action } of bindings) expect(explained.has(action) || implied.has(action), action).toBe(true);
  });
  it('offers exactly one next key on every screen', () => {
    for (const [name, make] of Object.entries(testScenes)) {
      const keys = footerKeys(situationOf(make({})));
      expect(keys.filter((key) => key.lead).length, name).toBe(1);
      expect(keys[0]?.lead, name).toBe(true);
      expect(keys.at(-1)?.action, name).toBe('quit');
    }
  });
  it('shows no key twice and none that would do something else', () => {
    for (const make of Object.values(testScenes)) {
      const situation = situationOf(make({}));
      const keys = footerKeys(situation);
      expect(new Set(keys.map((key) => key.shown)).size).toBe(keys.length);
    }
  });
});

describe('the footer at 60 columns', () => {
  it.each(Object.keys(testScenes))('keeps its words whole in %s', (name) => {
    for (const lang of ['en', 'zh'] as const) {
      const scene = testScenes[name]?.({ columns: 60, rows: 15, lang });
      if (scene) expect(textOf(footerLine(scene))).not.toContain('…');
    }
  });
});

describe('keyNames', () => {
  it('names special keys', () => {
    expect(keyNames('', { ...none, return: true })).toEqual(['enter']);
    expect(keyNames('c', { ...none, ctrl: true })).toEqual(['ctrl-c']);
    expect(keyNames('z', { ...none, ctrl: true })).toEqual([]);
    expect(keyNames('', { ...none, pageDown: true })).toEqual(['page-down']);
  });
  it('takes quick typing apart', () => expect(keyNames('nn\r？ ', none)).toEqual(['n', 'n', 'enter', '？', 'space']));
});
