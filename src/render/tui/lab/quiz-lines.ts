import type { Step } from '../../../course/model.ts';
import { questionKey } from '../../../session/outline.ts';
import { inlineText } from '../../text/options.ts';
import { questionLines } from '../../text/quiz.ts';
import { blank, type Line, line, span, spread, textOf } from '../../text/styled.ts';
import { wrapLine } from '../../text/wrap.ts';
import { type Asked, askedOf, choiceOf } from '../asked.ts';
import type { Here, Scene } from '../scene.ts';
import { cursor } from '../theme.ts';
import { nextMove } from './next-lines.ts';

type QuizStep = Extract<Step, { kind: 'quiz' }>;

interface QuizRows {
  readonly rows: readonly Line[];
  /** Kept in sight: the option under the cursor, and what is said of it. */
  readonly chosen?: { readonly first: number; readonly last: number };
}

/** The question that is open, or, when all are answered, how they went. */
export function quizRows(scene: Scene, here: Here, step: QuizStep, width: number): QuizRows {
  const asked = askedOf(scene);
  if (!asked?.question) return { rows: endLines(scene, here, step, width) };
  const { input, lang } = scene.ui;
  const { tried } = input;
  const choice = tried ?? choiceOf(asked, input);
  const open = asked.state !== 'right';
  const rows = [
    headLine(scene, asked, width),
    blank,
    ...questionLines(asked.question, lang, width, {
      ...(choice.type === 'choice' && asked.form !== 'number' ? { selected: choice.ids } : {}),
      ...(open && asked.form !== 'number' ? { cursor: input.cursor } : {}),
      ...(asked.form === 'number' ? { typed: input.typed } : {}),
      tries: triesOf(scene, here, asked.question.id),
      ...(tried ? { result: { answer: tried, right: asked.state === 'right' } } : {}),
    }),
    ...(asked.state === 'right' && asked.index === asked.total - 1
      ? [blank, ...tallyLines(scene, here, step, width), ...nextMove(scene, here, width)]
      : []),
  ];
  const at = rows.findIndex((row) => textOf(row).startsWith(cursor.glyph));
  if (!open || at < 0) return { rows };
  // The first option is seen with its question, a judged one with its verdict at the end.
  const first = input.cursor === 0 && !tried ? 0 : at;
  return { rows, chosen: { first, last: tried ? rows.length : at + 2 } };
}

function headLine(scene: Scene, asked: Asked, width: number): Line {
  const { t } = scene;
  const number = span(t('ui.quiz.question', { number: asked.index + 1, total: asked.total }), 'muted');
  const verdict =
    asked.state === 'open'
      ? []
      : asked.state === 'right'
        ? [span(`✓ ${t('ui.quiz.right')}`, 'goodStrong')]
        : [span(`✗ ${t('ui.quiz.wrong')}`, 'badStrong')];
  return spread(line(number), line(...verdict), width);
}

/** All answered, now or on another day. */
function endLines(scene: Scene, here: Here, step: QuizStep, width: number): readonly Line[] {
  return [
    line(span(`✓ ${scene.t('ui.quiz.done')}`, 'goodStrong')),
    blank,
    ...tallyLines(scene, here, step, width),
    blank,
    ...step.questions.flatMap((question) => {
      const tries = triesOf(scene, here, question.id);
      return wrapLine(
        line(inlineText(question.ask[scene.ui.lang]), span(`  ${scene.t('quiz.tries', { count: tries })}`, 'muted')),
        width,
        { first: line(span('✓ ', 'good')) },
      );
    }),
    ...nextMove(scene, here, width),
  ];
}

function tallyLines(scene: Scene, here: Here, step: QuizStep, width: number): readonly Line[] {
  const first = step.questions.filter(
    (question) => scene.state.progress.answers[questionKey(here.place, question.id)]?.[0]?.right,
  ).length;
  return wrapLine(line(span(scene.t('ui.quiz.tally', { first, total: step.questions.length }), 'strong')), width);
}

/** How often a question was tried until it was right for the first time. */
function triesOf(scene: Scene, here: Here, question: string): number {
  const tries = scene.state.progress.answers[questionKey(here.place, question)] ?? [];
  const right = tries.findIndex((one) => one.right);
  return right < 0 ? tries.length : right + 1;
}
