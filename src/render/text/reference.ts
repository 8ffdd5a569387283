import type { FigureValue } from '../../checks/evidence.ts';
import type { FigureName } from '../../checks/figures.ts';
import type { Figure } from '../../checks/kind.ts';
import { formatTimes } from '../../i18n/format.ts';
import type { Lang } from '../../i18n/message.ts';
import type { ReferenceView } from '../../session/state.ts';
import { figureLabel, figureText } from './figures.ts';
import { speaker } from './speak.ts';
import { type Line, line, span } from './styled.ts';
import { tableLines } from './table.ts';
import { wrapLine } from './wrap.ts';

/** Ending of the reference image's short name, as the runtime gives it. */
const referenceEnding = '-reference';

/** What one figure is with the learner's file and with the reference. */
interface ReferenceRow {
  readonly label: string;
  readonly mine: string;
  readonly reference: string;
  /** In words: how much more or less, and how many times. */
  readonly difference: string;
}

/** What the difference between the learner's file and the reference costs, figure by figure. */
export function referenceTable(view: ReferenceView, lang: Lang, width: number): readonly Line[] {
  const rows = view.phase === 'measured' ? rowsOf(view.figures, lang) : [];
  if (rows.length === 0) return wrapLine(line(stateText(view, lang)), width);
  const t = speaker(lang);
  return tableLines(
    {
      columns: [
        { title: line(t('text.reference.figure')) },
        { title: line(t('text.reference.mine')), align: 'right' },
        { title: line(t('text.reference.reference')), align: 'right' },
        { title: line(t('text.reference.difference')), align: 'right' },
      ],
      rows: rows.map((row) => [
        line(row.label),
        line(row.mine),
        line(row.reference),
        line(span(row.difference, 'strong')),
      ]),
    },
    width,
  );
}

/** The same in sentences, for where nothing is drawn. */
export function referenceText(view: ReferenceView, lang: Lang): readonly string[] {
  const rows = view.phase === 'measured' ? rowsOf(view.figures, lang) : [];
  if (rows.length === 0) return [stateText(view, lang)];
  return rows.map((row) => speaker(lang)('text.reference.row', { ...row }));
}

function stateText(view: ReferenceView, lang: Lang): string {
  const t = speaker(lang);
  if (view.phase === 'failed') return t('text.reference.failed', { why: view.reason });
  return t(view.phase === 'measuring' ? 'text.reference.measuring' : 'text.reference.nothing');
}

function rowsOf(figures: readonly Figure[], lang: Lang): readonly ReferenceRow[] {
  const references = figures.filter((figure) => figure.image.endsWith(referenceEnding));
  return references.map((reference): ReferenceRow => {
    const image = reference.image.slice(0, -referenceEnding.length);
    const mine = figures.find((figure) => figure.image === image && figure.figure === reference.figure);
    return {
      label: figureLabel(lang, reference.figure),
      mine: mine ? figureText(lang, mine.figure, mine.value) : '–',
      reference: figureText(lang, reference.figure, reference.value),
      difference: mine ? differenceText(reference.figure, mine.value, reference.value, lang) : '–',
    };
  });
}

function differenceText(figure: FigureName, mine: FigureValue, reference: FigureValue, lang: Lang): string {
  const t = speaker(lang);
  if (figureText(lang, figure, mine) === figureText(lang, figure, reference)) return t('text.reference.same');
  if (typeof mine !== 'number' || typeof reference !== 'number') return t('text.reference.differs');
  const by = figureText(lang, figure, Math.abs(mine - reference));
  const signed = `${mine > reference ? '+' : '−'}${by}`;
  const times = Math.max(mine, reference) / Math.min(mine, reference);
  // What is a little more or from nothing has no factor worth telling.
  if (!Number.isFinite(times) || times < 1.05) return signed;
  return t(mine > reference ? 'text.reference.more' : 'text.reference.less', { by: signed, times: formatTimes(times) });
}
