import { describe, expect, it } from 'vitest';
import { bindings } from './bindings.ts';
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
    ['y means nothing elsewhere', 'y', {}, undefined],
    ['L switches language everywhere', 'L', { screen: 'doctor', asking: true }, 'language'],
    ['a Chinese question mark helps too', '？', {}, 'help'],
    ['Ctrl-C is always heard', 'ctrl-c', { screen: 'doctor', asking: true }, 'interrupt'],
  ])('%s', (_, key, change, action) => expect(actionFor(key, { ...lab, ...change })).toBe(action));
});

describe('the table of keys', () => {
  it('explains every action in help', () => {
    const explained = new Set(bindings.flatMap((binding) => (binding.help ? [binding.action] : [])));
    const implied = new Set(['yes', 'no', 'run', 'read', 'down', 'page-down', 'bottom']);
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

describe('keyNames', () => {
  it('names special keys', () => {
    expect(keyNames('', { ...none, return: true })).toEqual(['enter']);
    expect(keyNames('c', { ...none, ctrl: true })).toEqual(['ctrl-c']);
    expect(keyNames('z', { ...none, ctrl: true })).toEqual([]);
    expect(keyNames('', { ...none, pageDown: true })).toEqual(['page-down']);
  });
  it('takes quick typing apart', () => expect(keyNames('nn\r？ ', none)).toEqual(['n', 'n', 'enter', '？', 'space']));
});
