import type { Speaker } from '../text/speak.ts';
import { type Line, line, span } from '../text/styled.ts';

/** A row of content: styled data, or text that is painted already (Markdown). */
export type Row = Line | string;

export interface View {
  readonly rows: readonly Row[];
  /** The scroll position in use, within bounds. */
  readonly scroll: number;
  readonly max: number;
}

/** The rows that are seen of a longer content. What is below is told on the last row. */
export function viewport(rows: readonly Row[], height: number, scroll: number, t: Speaker): View {
  const max = Math.max(0, rows.length - height);
  const from = Math.min(max, Math.max(0, scroll));
  const visible = rows.slice(from, from + height);
  const below = rows.length - from - visible.length;
  if (below <= 0 || height < 3) return { rows: visible, scroll: from, max };
  const more = line(span(`↓ ${t('ui.lab.more-lines', { count: below + 1 })}`, 'muted'));
  return { rows: [...visible.slice(0, height - 1), more], scroll: from, max };
}

/** The scroll position nearest to the wanted one that shows the rows from `first` to `last`. */
export function reveal(scroll: number, first: number, last: number, height: number): number {
  // The last visible row may tell what is below, so one more is kept free.
  if (last > scroll + height - 2) return Math.min(first, last - height + 2);
  return Math.min(scroll, first);
}
