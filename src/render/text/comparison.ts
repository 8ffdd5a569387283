import type { FigureValue } from '../../checks/evidence.ts';
import type { FigureName } from '../../checks/figures.ts';
import type { Course, Step } from '../../course/model.ts';
import type { Lang } from '../../i18n/message.ts';
import { figureOf } from '../../session/selectors.ts';
import type { SessionState } from '../../session/state.ts';
import { type Bar, barLines } from './bars.ts';
import { figureLabel, figureText, isAmount } from './figures.ts';
import { speaker } from './speak.ts';
import { blank, type Line, line, span } from './styled.ts';
import { sideBySide, type Table, tableLines } from './table.ts';
import { wrapLine } from './wrap.ts';

type CompareStep = Extract<Step, { kind: 'compare' }>;

/** What a document says about an image, to stand beside what was measured. */
export interface Documented {
  readonly image: string;
  readonly figure: FigureName;
  readonly says: string;
  readonly source: string;
}

/** Images side by side with what was measured of them here. */
export interface Comparison {
  readonly images: readonly string[];
  readonly figures: readonly FigureName[];
  readonly documented: readonly Documented[];
  value(image: string, figure: FigureName): FigureValue | undefined;
}

/** One compare step's table, or all compare steps of the course in one. */
export function comparisonOf(course: Course, state: SessionState, only?: CompareStep): Comparison {
  const steps = only ? [only] : course.labs.flatMap((lab) => lab.steps.filter((step) => step.kind === 'compare'));
  const measured = Object.values(state.progress.figures);
  const compared = unique(steps.flatMap((step) => step.images));
  // A course without a compare step shows all that was measured; else what it sets side by side.
  const images = compared.length > 0 ? compared : unique(measured.map((figure) => figure.image));
  const named = unique(steps.flatMap((step) => step.figures));
  const measures = course.labs.flatMap((lab) => lab.steps.flatMap((step) => step.measure));
  const inOrder = unique(measures.flatMap((one) => one.figures));
  return {
    // In the order in which the course measures them: bad before better.
    images: order(images, unique(measures.map((one) => one.image))),
    figures: named.length > 0 ? named : order(unique(measured.map((figure) => figure.figure)), inOrder),
    documented: once(steps.flatMap((step) => step.documented)),
    value: (image, figure) => figureOf(state, image, figure),
  };
}

/** Several labs set the same figure beside the same words; in one table they stand once. */
function once(documented: readonly Documented[]): readonly Documented[] {
  const keyOf = ({ image, figure, says, source }: Documented): string => [image, figure, says, source].join('\n');
  return [...new Map(documented.map((one) => [keyOf(one), one])).values()];
}

function unique<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)];
}

/** As they stand in `known`; what does not comes last. */
function order<T>(items: readonly T[], known: readonly T[]): readonly T[] {
  const rank = (item: T): number => (known.includes(item) ? known.indexOf(item) : known.length);
  return [...items].sort((a, b) => rank(a) - rank(b));
}

export function isMeasured(comparison: Comparison): boolean {
  return comparison.images.some((image) => hasFigure(comparison, image));
}

function hasFigure(comparison: Comparison, image: string): boolean {
  return comparison.figures.some((figure) => comparison.value(image, figure) !== undefined);
}

/** The table: one row an image; `–` where nothing has been measured yet. More figures than fit side by side stand in a second one. */
export function comparisonTable(comparison: Comparison, lang: Lang, width: number): readonly Line[] {
  const images = comparison.images.filter((image) => hasFigure(comparison, image));
  const shown = images.length > 0 ? images : comparison.images;
  const table: Table = {
    columns: [
      { title: line(speaker(lang)('ui.compare.image')) },
      ...comparison.figures.map((figure) => ({
        title: line(figureLabel(lang, figure)),
        align: isAmount(figure) ? ('right' as const) : ('left' as const),
      })),
    ],
    rows: shown.map((image) => [
      line(span(image, 'accent')),
      ...comparison.figures.map((figure) => {
        const value = comparison.value(image, figure);
        return value === undefined ? line(span('–', 'muted')) : line(figureText(lang, figure, value));
      }),
    ]),
  };
  return sideBySide(table, width).flatMap((part, index) => [...(index > 0 ? [blank] : []), ...tableLines(part, width)]);
}

/** The figures that are drawn, most telling first. */
export const charted: readonly FigureName[] = ['size', 'first-ok-seconds', 'memory'];

/** One bar chart for each charted figure of the comparison, of the images of which it was measured; nothing where there are fewer than two. */
export function comparisonCharts(comparison: Comparison, lang: Lang, width: number): readonly Line[] {
  const drawn = charted.filter((figure) => comparison.figures.includes(figure));
  return drawn.flatMap((figure) => {
    const bars = comparison.images.flatMap((image): Bar[] => {
      const value = comparison.value(image, figure);
      return typeof value === 'number' ? [{ label: image, value, text: figureText(lang, figure, value) }] : [];
    });
    return bars.length < 2 ? [] : [blank, line(span(figureLabel(lang, figure), 'strong')), ...barLines(bars, width)];
  });
}

/** What the source documents say, beside the measured value; of images that were never here it says nothing. */
export function documentedTable(comparison: Comparison, lang: Lang, width: number): readonly Line[] {
  const documented = comparison.documented.filter((one) => hasFigure(comparison, one.image));
  if (documented.length === 0) return [];
  const t = speaker(lang);
  return [
    blank,
    ...wrapLine(line(span(t('ui.compare.documented'), 'strong')), width),
    blank,
    ...tableLines(
      {
        columns: [
          { title: line(t('ui.compare.image')) },
          { title: line(t('ui.compare.figure')) },
          { title: line(t('ui.compare.here')), align: 'right' },
          { title: line(t('ui.compare.says')) },
          { title: line(t('ui.compare.source')) },
        ],
        rows: documented.map((one) => {
          const value = comparison.value(one.image, one.figure);
          return [
            line(span(one.image, 'accent')),
            line(figureLabel(lang, one.figure)),
            value === undefined ? line(span('–', 'muted')) : line(figureText(lang, one.figure, value)),
            line(one.says),
            line(span(one.source, 'muted')),
          ];
        }),
      },
      width,
    ),
  ];
}

/** Table, charts and documents in one; or, before anything was measured, how to begin. */
export function comparisonLines(comparison: Comparison, lang: Lang, width: number): readonly Line[] {
  if (!isMeasured(comparison)) return wrapLine(line(speaker(lang)('ui.compare.nothing')), width);
  return [
    ...comparisonTable(comparison, lang, width),
    ...comparisonCharts(comparison, lang, width),
    ...documentedTable(comparison, lang, width),
  ];
}
