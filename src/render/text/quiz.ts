import type { Question } from '../../course/schema.ts';
import type { Lang } from '../../i18n/message.ts';
import { type Answer, isRight, offeredOptions } from '../../session/answers.ts';
import { type AmountUnit, parseAmount } from './amounts.ts';
import { type ChoiceView, inlineText, optionLines, parseLetters } from './options.ts';
import { speaker } from './speak.ts';
import { blank, type Line, line, span } from './styled.ts';
import { wrapLine } from './wrap.ts';

/** What a face knows of the question under way. */
export interface QuestionView extends ChoiceView {
  /** The number as far as it was typed. */
  readonly typed?: string;
  /** Tries made so far. */
  readonly tries?: number;
  /** The last try; absent before the first. */
  readonly result?: { readonly answer: Answer; readonly right: boolean };
}

type ChoiceQuestion = Exclude<Question, { type: 'number' }>;

/**
 * A question with its options. After a wrong try the chosen options are explained; after the right one,
 * every option. The letters are those that `parseAnswer` reads.
 */
export function questionLines(question: Question, lang: Lang, width: number, view: QuestionView = {}): readonly Line[] {
  const ask = wrapLine(
    line(...inlineText(question.ask[lang]).map((part) => ({ ...part, style: { ...part.style, bold: true as const } }))),
    width,
  );
  const outcome = view.result ? [blank, ...outcomeLines(question, view.result, view.tries ?? 1, lang, width)] : [];
  if (question.type === 'number') return [...ask, ...numberLines(question, view, lang, width), ...outcome];
  const options = offered(question, lang, view.result);
  return [
    ...ask,
    ...howLines(question, lang, width),
    blank,
    ...optionLines(question.type, options, width, view),
    ...outcome,
  ];
}

/** What is to be said after a try, without the question: the options that are explained, and how it turned out. */
export function triedLines(question: Question, lang: Lang, width: number, view: QuestionView): readonly Line[] {
  if (!view.result) return [];
  const explained =
    question.type === 'number' ? [] : offered(question, lang, view.result).filter((option) => option.notes.length > 0);
  return [
    ...(question.type === 'number' ? [] : optionLines(question.type, explained, width, {})),
    ...outcomeLines(question, view.result, view.tries ?? 1, lang, width),
  ];
}

function offered(question: ChoiceQuestion, lang: Lang, result: QuestionView['result']) {
  return offeredOptions(question).map((option, place) => ({
    id: option.id,
    text: option.text[lang],
    place,
    notes: noteOf(question, option, result, lang),
  }));
}

/**
 * Reads a typed answer: letters (`a c`, `ac`), all letters in order, or a number with or without its
 * unit, in which `0.8 GB` is 800 where MB are asked for. `undefined` for what cannot be read.
 */
export function parseAnswer(text: string, question: Question): Answer | undefined {
  if (question.type === 'number') return parseNumber(text, question.unit);
  const options = offeredOptions(question);
  const indexes = parseLetters(text, options.length);
  if (!indexes) return undefined;
  if (question.type === 'single' && indexes.length !== 1) return undefined;
  if (question.type === 'order' && indexes.length !== options.length) return undefined;
  return { type: 'choice', ids: indexes.flatMap((index) => options[index]?.id ?? []) };
}

/** How an answer to this question is given, in a sentence. */
export function answerHelp(question: Question, lang: Lang): string {
  const t = speaker(lang);
  if (question.type !== 'number') return t(`text.quiz.how.${question.type}`);
  return question.unit === undefined ? t('text.quiz.how.number') : t('text.quiz.how.unit', { unit: question.unit });
}

function howLines(question: Question, lang: Lang, width: number): readonly Line[] {
  return wrapLine(line(span(answerHelp(question, lang), 'muted')), width);
}

function numberLines(
  question: Extract<Question, { type: 'number' }>,
  view: QuestionView,
  lang: Lang,
  width: number,
): readonly Line[] {
  const how = howLines(question, lang, width);
  if (view.typed === undefined) return how;
  const unit = question.unit === undefined ? '' : ` ${question.unit}`;
  return [...how, blank, line('  ', span(view.typed, 'strong'), span('▏', 'accent'), span(unit, 'muted'))];
}

/** What is said of an option after a try. */
function noteOf(
  question: ChoiceQuestion,
  option: { readonly id: string; readonly why: Record<Lang, string> },
  result: QuestionView['result'],
  lang: Lang,
): readonly Line[] {
  if (result?.answer.type !== 'choice') return [];
  const { ids } = result.answer;
  const why = inlineText(option.why[lang]);
  if (question.type === 'order') {
    // The first that stands wrong is enough to go on from; all of them would be the answer.
    const misplaced = ids.find((id, index) => id !== question.options[index]?.id);
    return result.right || option.id === misplaced ? [line(why)] : [];
  }
  if (!result.right && !ids.includes(option.id)) return [];
  const isRightOption = question.right.includes(option.id);
  const t = speaker(lang);
  const mark = span(
    `${isRightOption ? '✓' : '✗'} ${t(isRightOption ? 'text.quiz.right' : 'text.quiz.wrong')}`,
    isRightOption ? 'good' : 'bad',
  );
  return [line(mark, ...why)];
}

/** Whether the try was right, and what is still wrong with it. */
function outcomeLines(
  question: Question,
  result: NonNullable<QuestionView['result']>,
  tries: number,
  lang: Lang,
  width: number,
): readonly Line[] {
  const t = speaker(lang);
  if (result.right) {
    const head = line(span(t('text.quiz.outcome.right', { tries }), 'goodStrong'));
    return [
      ...wrapLine(head, width),
      ...(question.type === 'number' ? wrapLine(inlineText(question.why[lang]), width) : []),
    ];
  }
  const wrong = t('text.quiz.outcome.wrong', { nudge: nudge(question, result.answer, lang) });
  return wrapLine(line(span(wrong, 'badStrong')), width);
}

/** What to look at after a wrong try, without the answer. */
function nudge(question: Question, answer: Answer, lang: Lang): string {
  const t = speaker(lang);
  if (question.type === 'number') {
    if (answer.type !== 'number') return '';
    return t(answer.value > question.answer ? 'text.quiz.too-high' : 'text.quiz.too-low');
  }
  if (answer.type !== 'choice') return '';
  if (question.type === 'order') {
    const misplaced = answer.ids.findIndex((id, index) => id !== question.options[index]?.id);
    return t('text.quiz.misplaced', { place: misplaced + 1 });
  }
  const isSubset = answer.ids.every((id) => question.right.includes(id));
  return question.type === 'multiple' && isSubset && !isRight(question, answer) ? t('text.quiz.more') : '';
}

const byteUnits: Readonly<Record<string, number>> = { b: 1, kb: 1e3, mb: 1e6, gb: 1e9 };
const secondUnits: Readonly<Record<string, number>> = { ms: 1e-3, s: 1, min: 60 };

function parseNumber(text: string, unit: string | undefined): Answer | undefined {
  const name = unit?.toLowerCase() ?? '';
  const [kind, size]: readonly [AmountUnit, number] =
    name in byteUnits
      ? ['bytes', byteUnits[name] ?? 1]
      : name in secondUnits
        ? ['seconds', secondUnits[name] ?? 1]
        : ['count', 1];
  const typed = text.normalize('NFKC').trim();
  const negative = /^[-−]/.test(typed);
  const bare =
    kind === 'count' && name !== '' && typed.toLowerCase().endsWith(name) ? typed.slice(0, -name.length) : typed;
  const value = parseAmount(bare.replace(/^[-−]/, ''), kind, size);
  return value === undefined ? undefined : { type: 'number', value: tidy((negative ? -value : value) / size) };
}

/** 0.1 + 0.2 must not miss an exact answer. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
