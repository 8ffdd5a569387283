import { type Align, blank, fit, type Line, line, lineWidth, pad, span } from './styled.ts';
import { wrapLine } from './wrap.ts';

export interface Column {
  readonly title: Line;
  readonly align?: Align;
}

export interface Table {
  readonly columns: readonly Column[];
  /** Cells by row; a missing cell is empty. */
  readonly rows: readonly (readonly Line[])[];
}

const gap = 2;
/** Below this a column no longer reads as a column. */
const narrowest = 6;

/**
 * A table without boxes: aligned columns under a ruled header, never wider than asked.
 * Where the columns do not fit even wrapped, each row becomes a short list of `title  value`.
 */
export function tableLines(table: Table, width: number): readonly Line[] {
  const natural = naturalWidths(table);
  const widths = shrink(natural, width);
  return widths ? grid(table, widths) : stacked(table, width);
}

/** A table of too many columns as several, each with the first column and as many others as fit. */
export function sideBySide(table: Table, width: number): readonly Table[] {
  const [first = 0, ...others] = naturalWidths(table);
  const groups: number[][] = [];
  let taken = Number.POSITIVE_INFINITY;
  for (const [index, own] of others.entries()) {
    taken += gap + own;
    if (taken > width) {
      groups.push([]);
      taken = first + gap + own;
    }
    groups.at(-1)?.push(index + 1);
  }
  const pick = <T>(cells: readonly T[], group: readonly number[]): readonly T[] =>
    [0, ...group].flatMap((index) => cells.slice(index, index + 1));
  return groups.length < 2
    ? [table]
    : groups.map((group) => ({
        columns: pick(table.columns, group),
        rows: table.rows.map((row) => pick(row, group)),
      }));
}

function naturalWidths(table: Table): readonly number[] {
  return table.columns.map((column, index) =>
    Math.max(lineWidth(column.title), ...table.rows.map((row) => lineWidth(row[index] ?? blank))),
  );
}

/** Takes from the widest columns until all fit; `undefined` when that would make them unreadable. */
function shrink(natural: readonly number[], width: number): readonly number[] | undefined {
  const widths = [...natural];
  let excess = widths.reduce((sum, one) => sum + one, 0) + gap * (widths.length - 1) - width;
  while (excess > 0) {
    const widest = Math.max(...widths);
    const index = widths.indexOf(widest);
    if (widest <= narrowest || widest * 3 < (natural[index] ?? 0)) return undefined;
    widths[index] = widest - 1;
    excess -= 1;
  }
  return widths;
}

function grid(table: Table, widths: readonly number[]): readonly Line[] {
  const header = rowLines(
    table,
    table.columns.map((column) =>
      column.title.map((part) => ({ ...part, style: { bold: true as const, ...part.style } })),
    ),
    widths,
  );
  const total = widths.reduce((sum, one) => sum + one, 0) + gap * (widths.length - 1);
  const rule = line(span('─'.repeat(total), 'muted'));
  return [...header, rule, ...table.rows.flatMap((row) => rowLines(table, row, widths))];
}

function rowLines(table: Table, row: readonly Line[], widths: readonly number[]): readonly Line[] {
  const cells = widths.map((width, index) => wrapLine(row[index] ?? blank, width));
  const height = Math.max(1, ...cells.map((cell) => cell.length));
  return Array.from({ length: height }, (_, at) =>
    trimEnd(
      line(
        ...widths.flatMap((width, index) => [
          index === 0 ? '' : ' '.repeat(gap),
          pad(cells[index]?.[at] ?? blank, width, table.columns[index]?.align),
        ]),
      ),
    ),
  );
}

function trimEnd(content: Line): Line {
  const spans = [...content];
  for (let last = spans.at(-1); last; last = spans.at(-1)) {
    const text = last.style?.inverse ? last.text : last.text.trimEnd();
    if (text === last.text) break;
    spans.pop();
    if (text !== '') spans.push({ ...last, text });
  }
  return spans;
}

function stacked(table: Table, width: number): readonly Line[] {
  const [head, ...others] = table.columns;
  const titles = Math.min(
    Math.max(0, ...others.map((column) => lineWidth(column.title))),
    Math.max(4, Math.floor(width / 2) - 2),
  );
  return table.rows.flatMap((row, at) => [
    ...(at === 0 ? [] : [blank]),
    ...(head
      ? wrapLine(
          (row[0] ?? blank).map((part) => ({ ...part, style: { bold: true as const, ...part.style } })),
          width,
        )
      : []),
    ...others.flatMap((column, index) =>
      wrapLine(row[index + 1] ?? blank, width, {
        first: line(
          '  ',
          pad(
            fit(column.title, titles).map((part) => ({ text: part.text, style: { dim: true as const } })),
            titles,
          ),
          '  ',
        ),
      }),
    ),
  ]);
}
