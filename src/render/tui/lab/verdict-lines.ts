import type { Figure } from '../../../checks/kind.ts';
import type { JudgedCheck } from '../../../session/events.ts';
import { figureLabel, figureText } from '../../text/figures.ts';
import { type Line, line, pad, span, type Tone } from '../../text/styled.ts';
import { widthOf } from '../../text/width.ts';
import { wrapLine } from '../../text/wrap.ts';
import type { Scene } from '../scene.ts';
import { verdictMarks } from '../theme.ts';

/** One check: passed in a row; failed with what was expected, what came, a hint, and how to see it by hand. */
export function verdictLines(scene: Scene, check: JudgedCheck, width: number): readonly Line[] {
  const mark = verdictMarks[check.verdict];
  const words = (['passed', 'failed', 'skipped'] as const).map((verdict) => widthOf(scene.t(`ui.word.${verdict}`)));
  const word = pad(line(span(scene.t(`ui.word.${check.verdict}`), mark.tone)), Math.max(...words));
  const first = line(span(mark.glyph, mark.tone), ' ', word, '  ');
  const expected = scene.say(check.expected);
  const actual = scene.say(check.actual);
  if (check.verdict === 'failed') {
    return [
      ...wrapLine(line(span(check.id, 'badStrong')), width, { first }),
      ...detailLines(
        [
          [scene.t('ui.run.expected'), expected],
          [scene.t('ui.run.actual'), actual, 'bad'],
          ...(check.hint ? [[scene.t('ui.run.hint'), scene.say(check.hint), 'warn'] as const] : []),
          ...(check.reproduce === undefined
            ? []
            : [[scene.t('ui.run.reproduce'), `$ ${check.reproduce}`, 'accent'] as const]),
        ],
        width,
        '    ',
      ),
    ];
  }
  const tail = actual === '' || actual === expected ? [] : [span(` → ${actual}`, 'muted')];
  return wrapLine(line(span(check.id, 'strong'), '  ', expected, ...tail), width, { first });
}

type Detail = readonly [label: string, text: string, tone?: Tone];

/** `label  text` rows with the texts under one another. */
export function detailLines(details: readonly Detail[], width: number, indent: string): readonly Line[] {
  const labels = Math.max(0, ...details.map(([label]) => widthOf(label)));
  return details.flatMap(([label, text, tone]) =>
    wrapLine(line(span(text.trimEnd(), tone)), width, {
      first: line(indent, pad(line(span(label, 'muted')), labels), '  '),
    }),
  );
}

/** What was measured, one row an image. */
export function figureLines(scene: Scene, figures: readonly Figure[], width: number): readonly Line[] {
  const { lang } = scene.ui;
  const images = [...new Set(figures.map((figure) => figure.image))];
  const labels = Math.max(0, ...images.map(widthOf));
  return images.flatMap((image) => {
    const latest = new Map(
      figures.filter((figure) => figure.image === image).map((figure) => [figure.figure, figure.value]),
    );
    const parts = [...latest].map(([name, value], index) =>
      line(
        index === 0 ? '' : '   ',
        span(`${figureLabel(lang, name)}\u00A0`, 'muted'),
        span(figureText(lang, name, value).replaceAll(' ', '\u00A0'), 'strong'),
      ),
    );
    return wrapLine(line(...parts), width, { first: line('  ', pad(line(span(image, 'accent')), labels), '  ') });
  });
}
