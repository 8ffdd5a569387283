import type { GuessedThing } from '../../course/schema.ts';
import { formatCount, formatRatio, formatTimes } from '../../i18n/format.ts';
import type { Lang } from '../../i18n/message.ts';
import type { Answer } from '../../session/answers.ts';
import { amountText, unitOf } from './amounts.ts';
import { scaleLines } from './scale.ts';
import { speaker } from './speak.ts';
import { type Line, line, span } from './styled.ts';
import { tableLines } from './table.ts';
import { wrapLine } from './wrap.ts';

/** A guess and what came out. */
export interface Prediction {
  readonly thing: GuessedThing;
  /** Absent when nobody guessed. */
  readonly guess?: Answer | undefined;
  readonly measured: Answer;
}

type CachedThing = Extract<GuessedThing, { cached: number }>;
type NumberThing = Exclude<GuessedThing, { cached: number }>;

/** Up to this factor a guess is as good as right. */
const close = 1.1;

/** A guess beside its measurement on a scale that can be seen, and in words how far they are apart. */
export function predictionLines(prediction: Prediction, lang: Lang, width: number): readonly Line[] {
  const { thing, guess, measured } = prediction;
  if ('cached' in thing) return choiceTable(thing, chosen(guess), chosen(measured) ?? [], lang, width);
  if (measured.type !== 'number') return [];
  const unit = unitOf(thing);
  const t = speaker(lang);
  const text = (value: number): string => amountText(unit, value);
  const bars = [
    ...(guess?.type === 'number' ? [{ label: t('text.guess.you'), value: guess.value, tone: 'warn' as const }] : []),
    { label: t('text.guess.measured'), value: measured.value, tone: 'accent' as const },
  ];
  const scale = scaleLines(bars, width, text);
  return [
    ...scale.lines,
    ...(scale.step === undefined
      ? []
      : wrapLine(line(span(t('text.guess.log', { times: formatTimes(scale.step) }), 'muted')), width)),
    ...wrapLine(line(span(apart(thing, guess, measured.value, lang), 'strong')), width),
  ];
}

/** The same in sentences, for where nothing is drawn. */
export function predictionText(prediction: Prediction, lang: Lang): readonly string[] {
  const { thing, guess, measured } = prediction;
  const t = speaker(lang);
  if ('cached' in thing) {
    const [said, was] = [chosen(guess), chosen(measured) ?? []];
    const rows = thing.instructions.map((instruction) => {
      const shown = { instruction, was: cachedWord(was, instruction, lang) };
      return said
        ? t('text.guess.row', {
            ...shown,
            said: cachedWord(said, instruction, lang),
            ok: agree(said, was, instruction),
          })
        : t('text.guess.row.only', shown);
    });
    return said ? [...rows, score(thing, said, was, lang)] : rows;
  }
  if (measured.type !== 'number') return [];
  const unit = unitOf(thing);
  const sentences = [
    ...(guess?.type === 'number'
      ? [t('text.guess.figure', { label: t('text.guess.you'), value: amountText(unit, guess.value) })]
      : []),
    t('text.guess.figure', { label: t('text.guess.measured'), value: amountText(unit, measured.value) }),
    ...(guess?.type === 'number' ? [apart(thing, guess, measured.value, lang)] : []),
  ];
  return sentences;
}

/** An answer in words: `800 MB`, or the instructions that were said to be CACHED. */
export function answerText(thing: GuessedThing, answer: Answer, lang: Lang): string {
  if (answer.type === 'number') return 'cached' in thing ? '' : amountText(unitOf(thing), answer.value);
  return answer.ids.length === 0 ? speaker(lang)('text.guess.nothing') : answer.ids.join(', ');
}

/** How far a guess is from what was measured. */
function apart(thing: NumberThing, guess: Answer | undefined, measured: number, lang: Lang): string {
  const t = speaker(lang);
  if (guess?.type !== 'number') return t('text.guess.none');
  const { value } = guess;
  const unit = unitOf(thing);
  if (value === measured || amountText(unit, value) === amountText(unit, measured)) return t('text.guess.exact');
  const direction = value > measured ? 'much' : 'little';
  const factor = Math.max(value, measured) / Math.min(value, measured);
  if (!Number.isFinite(factor))
    return t(`text.guess.off.${direction}`, { by: amountText(unit, Math.abs(value - measured)) });
  if (factor < close)
    return t(`text.guess.close.${direction}`, { share: formatRatio(Math.abs(value - measured) / measured) });
  return t(`text.guess.times.${direction}`, { times: timesText(factor) });
}

function timesText(factor: number): string {
  return factor < 1000 ? formatTimes(factor) : `${formatCount(factor)}×`;
}

function choiceTable(
  thing: CachedThing,
  said: readonly string[] | undefined,
  was: readonly string[],
  lang: Lang,
  width: number,
): readonly Line[] {
  const t = speaker(lang);
  const head = [t('text.guess.instruction'), ...(said ? [t('text.guess.said')] : []), t('text.guess.was')];
  const rows = thing.instructions.map((instruction): readonly Line[] => {
    const outcome = line(cachedWord(was, instruction, lang));
    if (!said) return [line(span(instruction, 'code')), outcome];
    const right = agree(said, was, instruction);
    const mark = span(
      `${right ? '✓' : '✗'} ${t(right ? 'text.guess.right' : 'text.guess.wrong')}`,
      right ? 'good' : 'bad',
    );
    return [line(span(instruction, 'code')), line(cachedWord(said, instruction, lang)), outcome, line(mark)];
  });
  const titles = said ? [...head, ''] : head;
  return [
    ...tableLines({ columns: titles.map((title) => ({ title: line(title) })), rows }, width),
    ...wrapLine(line(span(said ? score(thing, said, was, lang) : t('text.guess.none'), 'strong')), width),
  ];
}

function chosen(answer: Answer | undefined): readonly string[] | undefined {
  return answer?.type === 'choice' ? answer.ids : undefined;
}

function agree(said: readonly string[], was: readonly string[], instruction: string): boolean {
  return said.includes(instruction) === was.includes(instruction);
}

function cachedWord(ids: readonly string[], instruction: string, lang: Lang): string {
  return speaker(lang)(ids.includes(instruction) ? 'text.guess.cached' : 'text.guess.rebuilt');
}

function score(thing: CachedThing, said: readonly string[], was: readonly string[], lang: Lang): string {
  const right = thing.instructions.filter((instruction) => agree(said, was, instruction)).length;
  return speaker(lang)('text.guess.score', { right, total: thing.instructions.length });
}
