import { diffArrays } from 'diff';
import { fileLines } from './file-text.ts';

export interface NumberedLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

/** One row of two texts side by side. Without one side, the other has a line that this one lacks. */
export interface DiffRow {
  readonly kind: 'same' | 'changed';
  readonly mine?: NumberedLine;
  readonly reference?: NumberedLine;
  /** Two versions of one line, rather than two lines that happen to stand at the same place. */
  readonly alike: boolean;
}

/** More edits than this are not looked for: the texts have nothing to do with each other. */
const mostEdits = 2000;
/** Lines of one change that are matched with each other by what they say. */
const mostMatched = 60;
/** Share of common words from which two lines are versions of one. */
const alikeFrom = 0.4;

/** Two texts row by row. Line endings and the break at the end are no difference. */
export function diffRows(mine: string, reference: string): readonly DiffRow[] {
  const [left, right] = [fileLines(mine), fileLines(reference)];
  const changes = diffArrays([...left], [...right], { maxEditLength: mostEdits }) ?? [
    { value: left, removed: true, added: false },
    { value: right, removed: false, added: true },
  ];
  const rows: DiffRow[] = [];
  let [mineAt, referenceAt] = [1, 1];
  let removed: NumberedLine[] = [];
  let added: NumberedLine[] = [];
  const settle = (): void => {
    rows.push(...matched(removed, added));
    removed = [];
    added = [];
  };
  for (const change of changes) {
    if (!change.removed && !change.added) settle();
    for (const text of change.value) {
      if (change.removed) removed.push({ number: mineAt++, text });
      else if (change.added) added.push({ number: referenceAt++, text });
      else
        rows.push({
          kind: 'same',
          mine: { number: mineAt++, text },
          reference: { number: referenceAt++, text },
          alike: true,
        });
    }
  }
  settle();
  return rows;
}

/** The lines of one change, each beside the line of the other side that it resembles most; order is kept. */
function matched(removed: readonly NumberedLine[], added: readonly NumberedLine[]): readonly DiffRow[] {
  if (removed.length > mostMatched || added.length > mostMatched) return beside(removed, added);
  const likeness = removed.map((one) => added.map((other) => likenessOf(one.text, other.text)));
  // best[i][j]: the most likeness that the lines from i and from j on can have.
  const best = Array.from({ length: removed.length + 1 }, () => new Array<number>(added.length + 1).fill(0));
  const at = (i: number, j: number): number => best[i]?.[j] ?? 0;
  const pair = (i: number, j: number): number => {
    const share = likeness[i]?.[j] ?? 0;
    return share < alikeFrom ? -1 : share + at(i + 1, j + 1);
  };
  for (let i = removed.length - 1; i >= 0; i -= 1) {
    const row = best[i];
    for (let j = added.length - 1; row && j >= 0; j -= 1) row[j] = Math.max(at(i + 1, j), at(i, j + 1), pair(i, j));
  }
  const rows: DiffRow[] = [];
  let [from, to, i, j] = [0, 0, 0, 0];
  while (i < removed.length && j < added.length) {
    if (pair(i, j) === at(i, j)) {
      rows.push(...beside(removed.slice(from, i), added.slice(to, j)));
      rows.push(changed(removed[i], added[j], true));
      i += 1;
      j += 1;
      [from, to] = [i, j];
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return [...rows, ...beside(removed.slice(from), added.slice(to))];
}

function beside(removed: readonly NumberedLine[], added: readonly NumberedLine[]): readonly DiffRow[] {
  const length = Math.max(removed.length, added.length);
  return Array.from({ length }, (_, index) => changed(removed[index], added[index], false));
}

function changed(mine: NumberedLine | undefined, reference: NumberedLine | undefined, alike: boolean): DiffRow {
  return { kind: 'changed', ...(mine ? { mine } : {}), ...(reference ? { reference } : {}), alike };
}

/** Share of words that two lines have in common, 0 to 1. */
function likenessOf(a: string, b: string): number {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  if (left.length === 0 || right.length === 0) return left.length === right.length ? 1 : 0;
  const open = new Map<string, number>();
  for (const word of left) open.set(word, (open.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of right) {
    const count = open.get(word) ?? 0;
    if (count > 0) common += 1;
    open.set(word, count - 1);
  }
  return (2 * common) / (left.length + right.length);
}

function wordsOf(text: string): readonly string[] {
  return text.slice(0, 2000).match(/[\p{L}\p{N}_.-]+|[^\s\p{L}\p{N}_.-]/gu) ?? [];
}
