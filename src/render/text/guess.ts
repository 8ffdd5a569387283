import type { Step } from '../../course/model.ts';
import type { Action, GuessedThing } from '../../course/schema.ts';
import type { Lang } from '../../i18n/message.ts';
import type { Answer } from '../../session/answers.ts';
import { type AmountUnit, parseAmount, unitOf } from './amounts.ts';
import { type ChoiceView, optionLines, parseLetters } from './options.ts';
import { speaker } from './speak.ts';
import { blank, type Line, line, span } from './styled.ts';
import { wrapLine } from './wrap.ts';

/** A bare number is what people mean by it: MB of an image, seconds, or ones. */
const bareUnits: Readonly<Record<AmountUnit, number>> = { bytes: 1e6, seconds: 1, count: 1 };

/** What a step has the learner guess, and the actions that it may be about. */
export type Guessing = Pick<Extract<Step, { kind: 'predict' }>, 'guess' | 'actions'>;

/** What the learner is asked to guess, and how to say it; for a choice, the instructions to choose from. */
export function guessLines(step: Guessing, lang: Lang, width: number, view: ChoiceView = {}): readonly Line[] {
  const { guess: thing } = step;
  const t = speaker(lang);
  const ask = (text: string): readonly Line[] => wrapLine(line(span(text, 'strong')), width);
  const how = (text: string): readonly Line[] => wrapLine(line(span(text, 'muted')), width);
  if ('cached' in thing) {
    const options = thing.instructions.map((instruction) => ({ id: instruction, text: instruction }));
    const isTyped = view.cursor === undefined;
    return [
      ...ask(t('text.ask.cached')),
      blank,
      ...optionLines('multiple', options, width, view),
      ...(isTyped ? [blank, ...how(t('text.ask.cached.how'))] : []),
    ];
  }
  const question =
    'figure' in thing
      ? t(`text.ask.${thing.figure}`, { image: thing.image })
      : t('text.ask.seconds', { command: shortCommand(step.actions[thing.seconds]) });
  return [...ask(question), ...how(t(`text.ask.how.${unitOf(thing)}`))];
}

/** An action as one would call it: `docker stop`, without its arguments. */
function shortCommand(action: Action | undefined): string {
  if (!action) return '';
  if ('docker' in action) return `docker ${action.docker[0] ?? ''}`;
  return 'request' in action ? `${action.request.method} ${action.request.path}` : (Object.keys(action)[0] ?? '');
}

/**
 * Reads a guess: an amount (`800`, `0.8 GB`, `1m30s`, `８００`), or the letters of the instructions that
 * will be CACHED (`a c`; `none`). `undefined` for what cannot be read.
 */
export function parseGuess(text: string, thing: GuessedThing): Answer | undefined {
  if (!('cached' in thing)) {
    const unit = unitOf(thing);
    const value = parseAmount(text, unit, bareUnits[unit]);
    return value === undefined ? undefined : { type: 'number', value };
  }
  const typed = text.normalize('NFKC').trim().toLowerCase();
  if (noneWords.has(typed)) return { type: 'choice', ids: [] };
  if (allWords.has(typed)) return { type: 'choice', ids: thing.instructions };
  const indexes = parseLetters(typed, thing.instructions.length);
  // In the order of the file, however they were typed.
  return indexes && { type: 'choice', ids: thing.instructions.filter((_, index) => indexes.includes(index)) };
}

const noneWords = new Set(['none', 'no', '-', '0', '无', '没有', '都不']);
const allWords = new Set(['all', '*', '全部', '都是', '所有']);
