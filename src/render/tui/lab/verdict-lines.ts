import type { Figure } from '../../../checks/kind.ts';
import type { FileText, JudgedCheck } from '../../../session/events.ts';
import { shellPrompt } from '../../../shell/line.ts';
import { excerptLines } from '../../text/excerpt.ts';
import { figureLabel, figureText } from '../../text/figures.ts';
import { type Line, line, lineWidth, pad, span, type Tone } from '../../text/styled.ts';
import { widthOf } from '../../text/width.ts';
import { wrapLine } from '../../text/wrap.ts';
import type { Scene } from '../scene.ts';
import { verdictMarks } from '../theme.ts';

/**
 * One check: passed in a row; failed with the line that it is about, what was expected, what came, a
 * hint, and how to see it by hand. `files` are the learner's, as they were judged.
 */
export function verdictLines(
  scene: Scene,
  check: JudgedCheck,
  width: number,
  files: readonly FileText[] = [],
): readonly Line[] {
  const mark = verdictMarks[check.verdict];
  const words = (['passed', 'failed', 'skipped'] as const).map((verdict) => widthOf(scene.t(`ui.word.${verdict}`)));
  const word = pad(line(span(scene.t(`ui.word.${check.verdict}`), mark.tone)), Math.max(...words));
  const first = line(span(mark.glyph, mark.tone), ' ', word, '  ');
  const expected = scene.say(check.expected);
  const actual = scene.say(check.actual);
  if (check.verdict === 'failed') {
    return [
      ...wrapLine(line(span(check.id, 'badStrong'), ...whereOf(scene, check)), width, { first }),
      ...markedLines(scene, check, files, width),
      ...detailLines(
        [
          [scene.t('ui.run.expected'), expected],
          [scene.t('ui.run.actual'), actual, 'bad'],
          ...(check.hint ? [[scene.t('ui.run.hint'), scene.say(check.hint), 'warn'] as const] : []),
          ...(check.reproduce === undefined
            ? []
            : [[scene.t('ui.run.reproduce'), `${shellPrompt(scene.shell)}${check.reproduce}`, 'accent'] as const]),
        ],
        width,
        '    ',
      ),
    ];
  }
  const tail = actual === '' || actual === expected ? [] : [span(` → ${actual}`, 'muted')];
  return wrapLine(line(span(check.id, 'strong'), '  ', expected, ...tail), width, { first });
}

function whereOf(scene: Scene, { where }: JudgedCheck): Line {
  return where ? line('  ', span(scene.t('text.where', where), 'muted')) : [];
}

/** From here on there is room for more than the nearest lines. */
const roomyRows = 20;

/** The marked line with its neighbours, where the file is at hand. */
function markedLines(scene: Scene, { where }: JudgedCheck, files: readonly FileText[], width: number): readonly Line[] {
  const text = files.find((file) => file.path === where?.file)?.text;
  if (!where || text === undefined) return [];
  const context = scene.size.rows < roomyRows ? 1 : 2;
  return excerptLines(text, where.line, width - 4, context).map((one) => line('    ', one));
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

/** What was measured, one row an image, more where it needs them; no figure is torn apart. */
export function figureLines(scene: Scene, figures: readonly Figure[], width: number): readonly Line[] {
  const { lang } = scene.ui;
  const images = [...new Set(figures.map((figure) => figure.image))];
  const labels = Math.max(0, ...images.map(widthOf));
  return images.flatMap((image) => {
    const latest = new Map(
      figures.filter((figure) => figure.image === image).map((figure) => [figure.figure, figure.value]),
    );
    const parts = [...latest].map(([name, value]) =>
      line(span(`${figureLabel(lang, name)} `, 'muted'), span(figureText(lang, name, value), 'strong')),
    );
    const first = line('  ', pad(line(span(image, 'accent')), labels), '  ');
    return rowsOf(parts, width - lineWidth(first)).flatMap((row, index) =>
      wrapLine(row, width, { first: index === 0 ? first : line(' '.repeat(lineWidth(first))) }),
    );
  });
}

const betweenFigures = '   ';

/** As many parts side by side as a row has room for. */
function rowsOf(parts: readonly Line[], room: number): readonly Line[] {
  const rows: Line[] = [];
  for (const part of parts) {
    const last = rows.at(-1);
    if (last && lineWidth(last) + betweenFigures.length + lineWidth(part) <= room) {
      rows[rows.length - 1] = line(last, betweenFigures, part);
    } else rows.push(part);
  }
  return rows;
}
