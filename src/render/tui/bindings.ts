import type { Binding, LabelId } from './binding.ts';
import {
  askingBindings,
  byHandBindings,
  checkBinding,
  editingBindings,
  resetBindings,
  switchLabel,
} from './bindings-learning.ts';
import type { Situation } from './situation.ts';
import { always, besides, done, free, idle, inLab, stuck } from './situations.ts';

/** All keys, as data: the first binding that applies wins, the footer and the help come from here. */
export const bindings: readonly Binding[] = [
  {
    action: 'yes',
    keys: ['y'],
    shown: 'y',
    when: (s) => s.asking,
    label: (s) => (s.screen === 'lab' ? 'ui.key.yes-reset' : 'ui.key.yes'),
    lead: true,
  },
  {
    action: 'no',
    keys: ['escape', 'n'],
    shown: 'Esc',
    when: (s) => s.asking && s.screen === 'lab',
    label: () => 'ui.key.no',
  },
  { action: 'no', keys: ['n', 'escape'], shown: 'n', when: (s) => s.asking, label: () => 'ui.key.no' },

  {
    action: 'cancel',
    keys: ['c'],
    shown: 'c',
    when: (s) => (inLab(s) && s.busy) || (s.screen === 'doctor' && s.fixing),
    label: () => 'ui.key.cancel',
    lead: true,
    help: { group: 'lab', text: 'ui.help.cancel' },
  },
  ...askingBindings,
  // Before it has passed, a file is best opened; judging it as it is comes second.
  {
    action: 'edit',
    keys: ['o'],
    shown: 'o',
    when: (s) =>
      idle(s) && s.kind === 'edit' && s.hasEditor && !done(s) && !s.lacking && !s.aside && s.phase !== 'broken',
    label: () => 'ui.key.edit',
    lead: true,
  },
  {
    action: 'close',
    keys: ['enter'],
    shown: 'Enter',
    when: (s) => idle(s) && s.aside !== undefined && !done(s),
    label: () => 'ui.key.close',
    lead: true,
  },
  {
    action: 'retry',
    keys: ['enter'],
    shown: 'Enter',
    when: (s) => idle(s) && stuck(s),
    label: runAgainLabel,
    lead: true,
  },
  {
    action: 'next',
    keys: ['enter'],
    shown: 'Enter',
    when: (s) => idle(s) && (done(s) || s.lacking) && s.hasNext,
    label: (s) => (s.nextLab ? 'ui.key.next-lab' : 'ui.key.next'),
    lead: true,
    help: { group: 'lab', text: 'ui.help.enter' },
  },
  {
    action: 'table',
    keys: ['enter'],
    shown: 'Enter',
    when: (s) => idle(s) && done(s),
    label: () => 'ui.key.table',
    lead: true,
  },
  {
    action: 'read',
    keys: ['enter'],
    shown: 'Enter',
    when: (s) => idle(s) && s.onlyRead,
    label: () => 'ui.key.read',
    lead: true,
  },
  { action: 'run', keys: ['enter'], shown: 'Enter', when: idle, label: runLabel, lead: true },
  {
    action: 'open',
    keys: ['enter'],
    shown: 'Enter',
    when: (s) => s.screen === 'home',
    label: openLabel,
    lead: true,
    help: { group: 'home', text: 'ui.help.open' },
  },
  {
    action: 'fix',
    keys: ['enter'],
    shown: 'Enter',
    when: (s) => s.screen === 'doctor' && s.fixable,
    label: () => 'ui.key.fix',
    lead: true,
  },
  {
    action: 'back',
    keys: ['enter'],
    shown: 'Enter',
    when: (s) => besides(s) || (s.screen === 'doctor' && !s.fixing && !s.asking),
    label: () => 'ui.key.back',
    lead: true,
  },

  ...editingBindings,
  {
    action: 'retry',
    keys: ['r'],
    shown: 'r',
    when: (s) => runnable(s) && s.phase !== 'reading',
    label: runAgainLabel,
    help: { group: 'lab', text: 'ui.help.retry' },
  },
  { action: 'run', keys: ['r'], shown: 'r', when: (s) => runnable(s) && done(s), label: runAgainLabel },
  {
    action: 'raw',
    keys: ['v'],
    shown: 'v',
    when: (s) => (inLab(s) && s.hasRun && !s.asked) || (s.screen === 'doctor' && s.hasRaw),
    label: (s) => (s.raw ? 'ui.key.checks' : 'ui.key.raw'),
    help: { group: 'lab', text: 'ui.help.raw' },
  },
  {
    action: 'switch',
    keys: ['tab'],
    shown: 'Tab',
    when: (s) => inLab(s) && (s.hasRun || s.kind === 'edit' || s.kind === 'quiz'),
    label: switchLabel,
    help: { group: 'lab', text: 'ui.help.switch' },
  },
  {
    action: 'fix',
    keys: ['f'],
    shown: 'f',
    when: (s) => s.screen === 'doctor' && s.fixable,
    help: { group: 'doctor', text: 'ui.help.fix' },
  },
  {
    action: 'examine',
    keys: ['r'],
    shown: 'r',
    when: (s) => s.screen === 'doctor' && !s.fixing && !s.examining && !s.asking,
    label: () => 'ui.key.examine',
    help: { group: 'doctor', text: 'ui.help.examine' },
  },
  {
    action: 'next',
    keys: ['n'],
    shown: 'n',
    when: idle,
    label: () => 'ui.key.next',
    help: { group: 'lab', text: 'ui.help.next' },
  },
  { action: 'next', keys: ['n'], shown: 'n', when: inLab },
  { action: 'previous', keys: ['p'], shown: 'p', when: inLab, help: { group: 'lab', text: 'ui.help.previous' } },
  checkBinding,
  {
    action: 'exact',
    keys: ['x'],
    shown: 'x',
    when: (s) => inLab(s) && s.hasCommand,
    label: (s) => (s.exact ? 'ui.key.shown' : 'ui.key.exact'),
    help: { group: 'lab', text: 'ui.help.exact' },
  },

  {
    action: 'up',
    keys: ['up', 'k'],
    shown: '↑↓',
    when: (s) => free(s) && !s.fixing,
    label: moveLabel,
    help: { group: 'everywhere', text: 'ui.help.move' },
  },
  { action: 'down', keys: ['down', 'j'], shown: '↑↓', when: always },
  {
    action: 'page-up',
    keys: ['page-up', 'b'],
    shown: 'PgUp PgDn',
    when: always,
    help: { group: 'everywhere', text: 'ui.help.page' },
  },
  { action: 'page-down', keys: ['page-down', 'space'], shown: 'PgUp PgDn', when: always },
  {
    action: 'top',
    keys: ['home', 'g'],
    shown: 'Home End',
    when: always,
    help: { group: 'everywhere', text: 'ui.help.ends' },
  },
  { action: 'bottom', keys: ['end', 'G'], shown: 'Home End', when: always },

  {
    action: 'map',
    keys: ['m'],
    shown: 'm',
    when: (s) => free(s) && s.screen !== 'home',
    label: () => 'ui.key.map',
    help: { group: 'everywhere', text: 'ui.help.map' },
  },
  ...resetBindings,
  {
    action: 'table',
    keys: ['t'],
    shown: 't',
    when: (s) => free(s) && s.screen !== 'compare',
    label: () => 'ui.key.table',
    help: { group: 'everywhere', text: 'ui.help.table' },
  },
  {
    action: 'doctor',
    keys: ['d'],
    shown: 'd',
    when: (s) => free(s) && s.screen !== 'doctor',
    label: () => 'ui.key.doctor',
    help: { group: 'everywhere', text: 'ui.help.doctor-key' },
  },
  ...byHandBindings,
  // While a file is written, d has another meaning.
  { action: 'doctor', keys: ['D'], shown: 'D', when: (s) => free(s) && s.screen !== 'doctor' },
  {
    action: 'language',
    keys: ['L', 'l'],
    shown: 'L',
    when: always,
    label: () => 'ui.key.language',
    help: { group: 'everywhere', text: 'ui.help.language' },
  },
  {
    action: 'back',
    keys: ['escape', 'backspace'],
    shown: 'Esc',
    when: (s) => s.screen !== 'home',
    help: { group: 'everywhere', text: 'ui.help.back' },
  },
  { action: 'back', keys: ['?', '？'], shown: '?', when: (s) => s.screen === 'help' },
  {
    action: 'help',
    keys: ['?', '？', 'h'],
    shown: '?',
    when: (s) => s.screen !== 'help',
    label: () => 'ui.key.help',
    help: { group: 'everywhere', text: 'ui.help.help' },
  },
  {
    action: 'quit',
    keys: ['q'],
    shown: 'q',
    when: always,
    label: () => 'ui.key.quit',
    help: { group: 'everywhere', text: 'ui.help.quit' },
  },
  {
    action: 'interrupt',
    keys: ['ctrl-c'],
    shown: 'Ctrl-C',
    when: always,
    help: { group: 'everywhere', text: 'ui.help.interrupt' },
  },
];

function openLabel(situation: Situation): LabelId {
  if (situation.labPassed) return 'ui.key.open';
  return situation.labBegun ? 'ui.key.continue' : 'ui.key.begin';
}

/** Something of this step can be run, apart from its questions. */
function runnable(s: Situation): boolean {
  return idle(s) && !s.onlyRead && s.kind !== 'quiz';
}

function runLabel(s: Situation): LabelId {
  if (s.kind === 'edit') return 'ui.key.judge';
  return s.asked ? 'ui.key.measure' : 'ui.key.run';
}

function runAgainLabel(s: Situation): LabelId {
  return s.kind === 'edit' ? 'ui.key.judge' : 'ui.key.retry';
}

function moveLabel(s: Situation): LabelId {
  if (s.asked && s.asked.state !== 'right' && s.asked.form !== 'number') return 'ui.key.choose';
  return s.screen === 'home' || s.screen === 'doctor' ? 'ui.key.choose' : 'ui.key.scroll';
}
