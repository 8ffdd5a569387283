import type { MessageId } from '../../i18n/message.ts';
import type { Situation } from './situation.ts';

/** Everything that a key can mean. */
export type ActionName =
  | 'open'
  | 'run'
  | 'read'
  | 'retry'
  | 'next'
  | 'previous'
  | 'cancel'
  | 'up'
  | 'down'
  | 'page-up'
  | 'page-down'
  | 'top'
  | 'bottom'
  | 'exact'
  | 'raw'
  | 'switch'
  | 'map'
  | 'table'
  | 'doctor'
  | 'language'
  | 'help'
  | 'back'
  | 'quit'
  | 'interrupt'
  | 'fix'
  | 'examine'
  | 'yes'
  | 'no';

/** The parts of the help page. */
export type KeyGroup = 'lab' | 'home' | 'doctor' | 'everywhere';

export interface Binding {
  readonly action: ActionName;
  /** Names as `keyNames` gives them. */
  readonly keys: readonly string[];
  /** How the key is written. */
  readonly shown: string;
  readonly when: (situation: Situation) => boolean;
  /** The footer's word; absent: not in the footer. */
  readonly label?: (situation: Situation) => LabelId;
  /** The move we suggest, when it applies: highlighted in the footer. */
  readonly lead?: boolean;
  readonly help?: { readonly group: KeyGroup; readonly text: LabelId };
}

/** Messages that need nothing filled in. */
export type LabelId = Extract<MessageId, `ui.key.${string}` | `ui.help.${string}`>;

const inLab = (s: Situation): boolean => s.screen === 'lab' && !s.asking;
const idle = (s: Situation): boolean => inLab(s) && !s.busy;
const done = (s: Situation): boolean => s.standing === 'passed';
const stuck = (s: Situation): boolean => s.phase === 'failed' || s.phase === 'broken';
const aside = (s: Situation): boolean => s.screen === 'compare' || s.screen === 'help';
const always = (): boolean => true;
/** Not while a yes or no is waited for. */
const free = (s: Situation): boolean => !s.asking;

/** All keys, as data: the first binding that applies wins, the footer and the help come from here. */
export const bindings: readonly Binding[] = [
  { action: 'yes', keys: ['y'], shown: 'y', when: (s) => s.asking, label: () => 'ui.key.yes', lead: true },
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

  {
    action: 'retry',
    keys: ['enter'],
    shown: 'Enter',
    when: (s) => idle(s) && stuck(s),
    label: () => 'ui.key.retry',
    lead: true,
  },
  {
    action: 'next',
    keys: ['enter'],
    shown: 'Enter',
    when: (s) => idle(s) && done(s) && s.hasNext,
    label: () => 'ui.key.next',
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
  { action: 'run', keys: ['enter'], shown: 'Enter', when: idle, label: () => 'ui.key.run', lead: true },
  {
    action: 'open',
    keys: ['enter'],
    shown: 'Enter',
    when: (s) => s.screen === 'home',
    label: (s) => openLabel(s),
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
    when: (s) => aside(s) || (s.screen === 'doctor' && !s.fixing && !s.asking),
    label: () => 'ui.key.back',
    lead: true,
  },

  {
    action: 'retry',
    keys: ['r'],
    shown: 'r',
    when: (s) => idle(s) && s.phase !== 'reading' && !s.onlyRead,
    label: () => 'ui.key.retry',
    help: { group: 'lab', text: 'ui.help.retry' },
  },
  {
    action: 'run',
    keys: ['r'],
    shown: 'r',
    when: (s) => idle(s) && done(s) && !s.onlyRead,
    label: () => 'ui.key.retry',
  },
  {
    action: 'raw',
    keys: ['v'],
    shown: 'v',
    when: (s) => (inLab(s) && s.hasRun) || (s.screen === 'doctor' && s.hasRaw),
    label: (s) => (s.raw ? 'ui.key.checks' : 'ui.key.raw'),
    help: { group: 'lab', text: 'ui.help.raw' },
  },
  {
    action: 'switch',
    keys: ['tab'],
    shown: 'Tab',
    when: (s) => inLab(s) && s.hasRun,
    label: (s) => (s.panel === 'run' ? 'ui.key.lesson' : 'ui.key.result'),
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
    label: (s) => (s.screen === 'home' || s.screen === 'doctor' ? 'ui.key.choose' : 'ui.key.scroll'),
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
