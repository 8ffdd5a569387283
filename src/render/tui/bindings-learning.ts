import type { Binding, LabelId } from './binding.ts';
import type { Situation } from './situation.ts';
import { answering, done, editing, free, idle, inLab, typing } from './situations.ts';

const digits = [...'0123456789.,０１２３４５６７８９．，'];
/** Letters of the units in which a guess may be given; they count only behind a digit. */
const unitLetters = [...'kKmMgGtTbByYiIsSnNeEcCoOdDhHuUrR:：字节毫秒分钟小时兆千万个层', 'space'];

const guessing = (s: Situation): boolean => inLab(s) && s.asked?.what === 'guess';
const asksAnswer = (s: Situation): boolean => inLab(s) && s.asked?.what === 'answer';
const judged = (state: 'open' | 'wrong' | 'right') => (s: Situation) => asksAnswer(s) && s.asked?.state === state;

/** Keys of a question: they come before all others, because what is typed is no command. */
export const askingBindings: readonly Binding[] = [
  {
    action: 'type',
    keys: [...digits, '-'],
    shown: '0–9',
    when: (s) => answering(s) && s.asked?.form === 'number',
    label: () => 'ui.key.type',
    help: { group: 'ask', text: 'ui.help.type' },
  },
  { action: 'type', keys: unitLetters, shown: '0–9', when: (s) => guessing(s) && typing(s) },
  {
    action: 'erase',
    keys: ['backspace'],
    shown: 'Backspace',
    when: typing,
    help: { group: 'ask', text: 'ui.help.erase' },
  },
  { action: 'clear', keys: ['escape'], shown: 'Esc', when: typing, label: () => 'ui.key.clear' },
  {
    action: 'pick',
    keys: ['space'],
    shown: 'Space',
    when: (s) => answering(s) && (s.asked?.form === 'multiple' || s.asked?.form === 'order'),
    label: (s) => (s.asked?.form === 'order' ? 'ui.key.number' : 'ui.key.mark'),
    help: { group: 'ask', text: 'ui.help.pick' },
  },
  ...[...'abcdef'].map(
    (letter, index): Binding => ({
      action: 'letter',
      keys: [letter],
      shown: 'a–f',
      when: (s) => answering(s) && (s.asked?.options.length ?? 0) > index,
      ...(index === 0 ? { help: { group: 'ask', text: 'ui.help.letter' } } : {}),
    }),
  ),
  {
    action: 'answer',
    keys: ['enter'],
    shown: 'Enter',
    when: judged('open'),
    label: () => 'ui.key.answer',
    lead: true,
    help: { group: 'ask', text: 'ui.help.answer' },
  },
  {
    action: 'again',
    keys: ['enter'],
    shown: 'Enter',
    when: judged('wrong'),
    label: () => 'ui.key.try-again',
    lead: true,
  },
  {
    action: 'question',
    keys: ['enter'],
    shown: 'Enter',
    when: (s) => judged('right')(s) && !s.lastQuestion,
    label: () => 'ui.key.next-question',
    lead: true,
  },
  {
    action: 'switch',
    keys: ['enter'],
    shown: 'Enter',
    when: (s) => idle(s) && s.questionsWait,
    label: () => 'ui.key.questions',
    lead: true,
  },
  {
    action: 'run',
    keys: ['enter'],
    shown: 'Enter',
    when: (s) => guessing(s) && s.asked?.given === true,
    label: () => 'ui.key.guess',
    lead: true,
    help: { group: 'ask', text: 'ui.help.guess' },
  },
  {
    action: 'again',
    keys: ['r'],
    shown: 'r',
    when: (s) => idle(s) && (s.kind === 'predict' ? s.hasRun && !s.asked : s.kind === 'quiz' && done(s)),
    label: (s) => (s.kind === 'quiz' ? 'ui.key.answer-again' : 'ui.key.guess-again'),
    help: { group: 'ask', text: 'ui.help.again' },
  },
];

/** Keys of a step in which a file is written, and of the learner's own terminal. */
export const editingBindings: readonly Binding[] = [
  {
    action: 'close',
    keys: ['escape', 'backspace'],
    shown: 'Esc',
    when: (s) => editing(s) && s.aside !== undefined,
    label: () => 'ui.key.close',
  },
  {
    action: 'edit',
    keys: ['o'],
    shown: 'o',
    when: editing,
    label: () => 'ui.key.edit',
    help: { group: 'edit', text: 'ui.help.open-editor' },
  },
  {
    action: 'hint',
    keys: ['h'],
    shown: 'h',
    when: (s) => editing(s) && s.hintsLeft > 0 && !done(s),
    label: () => 'ui.key.hint',
    help: { group: 'edit', text: 'ui.help.hint' },
  },
  { action: 'hint', keys: ['h'], shown: 'h', when: editing },
  {
    action: 'solution',
    keys: ['s'],
    shown: 's',
    when: (s) => editing(s) && s.maySolve && s.aside !== 'solution',
    label: () => 'ui.key.solution',
    help: { group: 'edit', text: 'ui.help.solution' },
  },
  { action: 'solution', keys: ['s'], shown: 's', when: editing },
  {
    action: 'diff',
    keys: ['d'],
    shown: 'd',
    when: (s) => editing(s) && s.maySolve && s.aside !== 'diff',
    label: () => 'ui.key.diff',
    help: { group: 'edit', text: 'ui.help.diff' },
  },
  { action: 'diff', keys: ['d'], shown: 'd', when: editing },
  // Between the task and the verdict one goes back and forth.
  { action: 'switch', keys: ['tab'], shown: 'Tab', when: editing, label: switchLabel },
  {
    action: 'cost',
    keys: ['f'],
    shown: 'f',
    when: (s) => editing(s) && s.aside === 'diff',
    label: () => 'ui.key.cost',
    help: { group: 'edit', text: 'ui.help.cost' },
  },
];

/** The panel to which Tab leads. */
export function switchLabel(s: Situation): LabelId {
  if (s.panel === 'run' && !s.aside) return 'ui.key.lesson';
  if (s.kind === 'quiz') return 'ui.key.questions';
  return s.kind === 'edit' ? 'ui.key.coach' : 'ui.key.result';
}

/** Judges what the learner did with their own hands. */
export const checkBinding: Binding = {
  action: 'check',
  keys: ['c'],
  shown: 'c',
  when: (s) => idle(s) && s.checkable && !s.asked,
  label: () => 'ui.key.check',
  help: { group: 'lab', text: 'ui.help.check' },
};

/** Asks whether the step is to begin anew. */
export const resetBindings: readonly Binding[] = [
  {
    action: 'reset',
    keys: ['R'],
    shown: 'R',
    when: (s) => idle(s) && s.begun && !s.onlyRead,
    label: () => 'ui.key.reset',
    help: { group: 'lab', text: 'ui.help.reset' },
  },
  { action: 'reset', keys: ['R'], shown: 'R', when: inLab },
];

/** Keys for those who type the commands themselves. */
export const byHandBindings: readonly Binding[] = [
  {
    action: 'copy',
    keys: ['y'],
    shown: 'y',
    when: (s) => inLab(s) && s.hasCommand,
    label: () => 'ui.key.copy',
    help: { group: 'lab', text: 'ui.help.copy' },
  },
  {
    action: 'shell',
    keys: ['!', '！'],
    shown: '!',
    when: inLab,
    label: () => 'ui.key.shell',
    help: { group: 'lab', text: 'ui.help.shell' },
  },
  { action: 'shell', keys: ['!', '！'], shown: '!', when: (s) => free(s) && s.screen === 'home' },
];
