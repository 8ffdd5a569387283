import { stepKey } from '../../../session/outline.ts';
import { guessLines as askLines } from '../../text/guess.ts';
import { inlineText } from '../../text/options.ts';
import { answerText, predictionLines } from '../../text/prediction.ts';
import { blank, type Line, line, span } from '../../text/styled.ts';
import { wrapLine } from '../../text/wrap.ts';
import { askedOf, choiceOf } from '../asked.ts';
import type { Here, Scene } from '../scene.ts';
import { cursor } from '../theme.ts';

/** What is to be guessed and what is typed or marked so far; nothing where no guess is asked for. */
export function guessLines(scene: Scene, here: Here, width: number): readonly Line[] {
  const { t, ui } = scene;
  const asked = askedOf(scene);
  if (here.step.kind !== 'predict' || !asked) return [];
  const { guess } = here.step;
  if (asked.form !== 'number') {
    const choice = choiceOf(asked, ui.input);
    const selected = choice.type === 'choice' ? choice.ids : [];
    return askLines(here.step, ui.lang, width, { selected, cursor: ui.input.cursor }).filter((one) => one.length > 0);
  }
  const before = scene.state.progress.predictions[stepKey(here.place)];
  const note = before?.guess
    ? t('ui.guess.before', {
        guess: answerText(guess, before.guess, ui.lang),
        measured: answerText(guess, before.measured, ui.lang),
      })
    : t('ui.guess.optional');
  return [
    ...askLines(here.step, ui.lang, width),
    line(
      span(`${cursor.glyph} `, cursor.tone),
      span(ui.input.typed, 'strong'),
      span(scene.colour ? ' ' : '_', 'nextKey'),
      ...(ui.input.typed === '' ? [span(`  ${note}`, 'muted')] : []),
    ),
  ].flatMap((one) => wrapLine(one, width));
}

/** The guess beside what came out, and why they differ. */
export function outcomeLines(scene: Scene, here: Here, width: number): readonly Line[] {
  const { run, step } = here;
  if (step.kind !== 'predict' || !run?.measured) return [];
  const { lang } = scene.ui;
  const prediction = { thing: step.guess, guess: run.guess, measured: run.measured };
  return [
    blank,
    ...predictionLines(prediction, lang, width),
    blank,
    line(span(scene.t('ui.guess.why'), 'strong')),
    ...wrapLine(inlineText(step.why[lang]), width),
  ];
}
