import { msg } from '../../i18n/message.ts';
import type { Answer } from '../../session/answers.ts';
import { parseGuess } from '../text/guess.ts';
import { parseAnswer } from '../text/quiz.ts';
import { type Asked, askedOf, choiceOf } from './asked.ts';
import { change, clamp, flash, nothing, type Pressed } from './pressed.ts';
import { hereOf, type Scene } from './scene.ts';
import { type Input, noInput } from './ui-reduce.ts';

/** Characters that an answer may take. */
const longest = 24;

const changed = (input: Partial<Input>): Pressed => change({ type: 'input.changed', input });

/** Keys of a question or a guess. Pure. */
export function typed(scene: Scene, key: string): Pressed {
  const { input } = scene.ui;
  const char = key === 'space' ? ' ' : key;
  // What was tried and was wrong is typed anew.
  const before = input.tried ? '' : input.typed;
  return before.length >= longest ? nothing : changed({ typed: before + char, touched: true });
}

export function erased(scene: Scene): Pressed {
  return changed({ typed: [...scene.ui.input.typed].slice(0, -1).join('') });
}

/** Space marks the option under the cursor, or takes its mark away; marks of an order are numbers. */
export function picked(scene: Scene): Pressed {
  const id = askedOf(scene)?.options[scene.ui.input.cursor];
  return id === undefined ? nothing : changed({ chosen: marked(scene.ui.input, id), touched: true });
}

/** A letter goes to its option; where several can be chosen it marks it as well. */
export function lettered(scene: Scene, key: string): Pressed {
  const asked = askedOf(scene);
  const { input } = scene.ui;
  const cursor = key.toLowerCase().charCodeAt(0) - 97;
  const id = asked?.options[cursor];
  if (!asked || id === undefined) return nothing;
  return changed(asked.form === 'single' ? { cursor } : { cursor, chosen: marked(input, id), touched: true });
}

function marked({ chosen }: Input, id: string): readonly string[] {
  return chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];
}

/** Up and down among the options. Looking around in a multiple choice changes nothing of it. */
export function movedChoice(scene: Scene, asked: Asked, by: number): Pressed {
  const { input } = scene.ui;
  const cursor = clamp(input.cursor + by, asked.options.length - 1);
  return changed(asked.form === 'single' ? { cursor } : { cursor, tried: input.tried });
}

export function answered(scene: Scene): Pressed {
  const asked = askedOf(scene);
  if (!asked?.question) return nothing;
  const { input } = scene.ui;
  const { question, index } = asked;
  const answer =
    question.type === 'number' ? parseAnswer(input.typed, question) : withLast(asked, choiceOf(asked, input));
  if (answer === undefined) return flash(msg(input.typed === '' ? 'ui.flash.type-number' : 'ui.flash.no-number'));
  if (answer.type === 'choice' && answer.ids.length === 0) return flash(msg('ui.flash.choose-first'));
  if (asked.form === 'order' && answer.type === 'choice' && answer.ids.length < asked.options.length)
    return flash(msg('ui.flash.order-all'));
  return {
    ...changed({ question: index, tried: answer, ...(answer.type === 'choice' ? { chosen: answer.ids } : {}) }),
    intents: [{ type: 'answer.given', question: question.id, answer }],
  };
}

/** Where one option of an order is left, its place is plain. */
function withLast(asked: Asked, answer: Answer): Answer {
  if (asked.form !== 'order' || answer.type !== 'choice') return answer;
  const left = asked.options.filter((id) => !answer.ids.includes(id));
  return left.length === 1 ? { ...answer, ids: [...answer.ids, ...left] } : answer;
}

export function nextQuestion(scene: Scene): Pressed {
  const asked = askedOf(scene);
  return asked ? changed({ ...noInput, question: asked.index + 1 }) : nothing;
}

/** Another try: at the question that stands there, at the whole quiz, at the guess. */
export function again(scene: Scene): Pressed {
  const here = hereOf(scene);
  const asked = askedOf(scene);
  if (here?.step.kind === 'predict') return change({ type: 'again.wanted' });
  if (asked?.state === 'wrong')
    return changed({ typed: '', ...(asked.form === 'order' ? { chosen: rightBeginning(scene, asked) } : {}) });
  return change({ type: 'panel.shown', panel: 'run' }, { type: 'input.changed', input: { ...noInput, question: 0 } });
}

/** What stands in its right place before the first that does not is kept. */
function rightBeginning(scene: Scene, { question }: Asked): readonly string[] {
  const { chosen } = scene.ui.input;
  if (question?.type !== 'order') return chosen;
  const wrong = chosen.findIndex((id, index) => id !== question.options[index]?.id);
  return wrong < 0 ? chosen : chosen.slice(0, wrong);
}

/** Runs the step; what was guessed before goes first. */
export function run(scene: Scene): Pressed {
  const asked = askedOf(scene);
  const measured: Pressed = { ...nothing, intents: [{ type: 'run.requested' }] };
  if (asked?.what !== 'guess' || !asked.given) return measured;
  const guess = guessOf(scene, asked);
  if (!guess) return flash(msg('ui.flash.no-guess'));
  return { ...nothing, intents: [{ type: 'guess.given', guess }, { type: 'run.requested' }] };
}

function guessOf(scene: Scene, asked: Asked): Answer | undefined {
  const here = hereOf(scene);
  if (here?.step.kind !== 'predict') return undefined;
  return asked.form === 'number' ? parseGuess(scene.ui.input.typed, here.step.guess) : choiceOf(asked, scene.ui.input);
}
