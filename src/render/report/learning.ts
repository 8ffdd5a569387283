import { formatRatio, formatSeconds, formatTimes } from '../../i18n/format.ts';
import type { Lang } from '../../i18n/message.ts';
import type {
  Report,
  ReportAnswer,
  ReportPrediction,
  ReportQuestion,
  ReportStep,
} from '../../session/report-schema.ts';
import { figureLabel, figureText } from '../text/figures.ts';
import type { Block, Cell, DotRow } from './document.ts';
import { speaker } from './speak.ts';
import { timeText } from './times.ts';

interface Placed<T> {
  readonly key: string;
  readonly step: ReportStep;
  readonly it: T;
}

/** Guesses held against measurements, and the quiz. */
export function learning(report: Report): readonly Block[] {
  return [...predictions(report), ...quiz(report)];
}

function predictions(report: Report): readonly Block[] {
  const { lang, machine } = report;
  const t = speaker(lang);
  const found = placed(report, (step) => (step.prediction ? [step.prediction] : []));
  if (found.length === 0) return [];
  const dots = found.flatMap(({ it }) => dotsOf(lang, it));
  return [
    { kind: 'heading', level: 2, text: t('report.predictions') },
    { kind: 'paragraph', text: t('report.predictions.intro') },
    {
      kind: 'table',
      caption: t('report.predictions.table'),
      columns: [
        { title: t('report.step') },
        { title: t('report.about') },
        { title: t('report.guess') },
        { title: t('report.measured') },
        { title: t('report.off') },
        { title: t('report.when'), kind: 'time' },
      ],
      rows: found.map(({ key, it }) => [
        { text: key, code: true },
        { text: aboutText(lang, it) },
        it.guess ? { text: answerText(lang, it, it.guess) } : { text: t('report.no-guess'), tone: 'muted' },
        { text: answerText(lang, it, it.measured) },
        { text: offText(lang, it) },
        { text: timeText(it.at, machine.utcOffset) },
      ]),
    },
    ...(dots.length === 0
      ? []
      : [
          {
            kind: 'dots',
            title: t('report.predictions.chart'),
            legend: { guess: t('report.guess'), measured: t('report.measured') },
            rows: dots,
          } as const,
        ]),
  ];
}

function aboutText(lang: Lang, { about }: ReportPrediction): string {
  const t = speaker(lang);
  switch (about.of) {
    case 'figure':
      return t('report.about.figure', { figure: figureLabel(lang, about.figure), image: about.image });
    case 'seconds':
      return t('report.about.seconds');
    case 'cached':
      return t('report.about.cached');
  }
}

function numberText(lang: Lang, { about }: ReportPrediction, value: number): string {
  return about.of === 'figure' ? figureText(lang, about.figure, value) : formatSeconds(value);
}

function answerText(lang: Lang, prediction: ReportPrediction, answer: ReportAnswer): string {
  if (answer.type === 'number') return numberText(lang, prediction, answer.value);
  return answer.ids.length === 0 ? speaker(lang)('report.none') : answer.ids.join('; ');
}

function offText(lang: Lang, prediction: ReportPrediction): string {
  const { about, guess, measured } = prediction;
  const t = speaker(lang);
  if (!guess) return '';
  if (guess.type === 'choice' && measured.type === 'choice' && about.of === 'cached') {
    const right = about.instructions.filter((one) => guess.ids.includes(one) === measured.ids.includes(one)).length;
    return t('report.agree', { right, total: about.instructions.length });
  }
  if (guess.type !== 'number' || measured.type !== 'number') return '';
  const text = (value: number): string => numberText(lang, prediction, value);
  if (text(guess.value) === text(measured.value)) return t('report.exact');
  const high = guess.value > measured.value;
  const by = distance(guess.value, measured.value, text);
  return high ? t('report.above', { by }) : t('report.below', { by });
}

/** As the workshop tells it: near a right guess in per cent, else how many times. */
function distance(guess: number, measured: number, text: (value: number) => string): string {
  const apart = Math.abs(guess - measured);
  if (!(guess > 0) || !(measured > 0)) return text(apart);
  const factor = Math.max(guess, measured) / Math.min(guess, measured);
  return factor < 1.1 ? formatRatio(apart / measured) : formatTimes(factor);
}

function dotsOf(lang: Lang, prediction: ReportPrediction): DotRow[] {
  const { guess, measured } = prediction;
  if (measured.type !== 'number') return [];
  const dot = (value: number) => ({ value, text: numberText(lang, prediction, value) });
  return [
    {
      label: aboutText(lang, prediction),
      ...(guess?.type === 'number' ? { guess: dot(guess.value) } : {}),
      measured: dot(measured.value),
      scale: (value) => numberText(lang, prediction, value),
    },
  ];
}

function quiz(report: Report): readonly Block[] {
  const { lang, machine } = report;
  const t = speaker(lang);
  const found = placed(report, (step) => step.questions ?? []);
  if (found.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: t('report.quiz') },
    {
      kind: 'table',
      caption: t('report.quiz.table'),
      columns: [
        { title: t('report.question') },
        { title: t('report.tries'), kind: 'amount' },
        { title: t('report.answers') },
        { title: t('report.result') },
        { title: t('report.when'), kind: 'time' },
      ],
      rows: found.map(({ it }) => {
        const right = it.tries.some((one) => one.right);
        return [
          { text: it.ask[lang] },
          { text: String(it.tries.length) },
          { text: it.tries.map((one) => triedText(lang, it, one.answer)).join(' → ') },
          { text: t(right ? 'report.right' : 'report.wrong'), tone: right ? 'good' : 'bad' } satisfies Cell,
          { text: timeText(it.tries.at(-1)?.at ?? '', machine.utcOffset) },
        ];
      }),
    },
  ];
}

/** An answer in the words of the options. */
function triedText(lang: Lang, question: ReportQuestion, answer: ReportAnswer): string {
  if (answer.type === 'number') return `${answer.value}${question.unit === undefined ? '' : ` ${question.unit}`}`;
  const names = answer.ids.map((id) => question.options?.find((option) => option.id === id)?.text[lang] ?? id);
  return names.length === 0 ? speaker(lang)('report.none') : names.join(' + ');
}

function placed<T>({ labs }: Report, of: (step: ReportStep) => readonly T[]): readonly Placed<T>[] {
  return labs.flatMap((lab) =>
    lab.steps.flatMap((step) => of(step).map((it) => ({ key: `${lab.id}/${step.id}`, step, it }))),
  );
}
