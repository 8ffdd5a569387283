import { diffWordsWithSpace } from 'diff';
import type { Lang } from '../../i18n/message.ts';
import { type DiffRow, diffRows, type NumberedLine } from './diff-rows.ts';
import { cutText, shownText } from './file-text.ts';
import { speaker } from './speak.ts';
import { blank, fit, type Line, line, pad, type Span, type Style, span } from './styled.ts';
import { wrapLine } from './wrap.ts';

/** Equal lines shown around each change. */
const context = 3;
/** Rows shown of two texts that have little in common. */
const mostRows = 400;
/** Screen lines that one line of a file may take. */
const mostWrapped = 4;
/** Longer lines are compared as a whole only. */
const longestCompared = 2000;
/** Below this, two columns leave too little room for an instruction. */
export const narrowestSideBySide = 60;

type SideName = 'mine' | 'reference';

const marks = { mine: '-', reference: '+' } as const;
/** Before what did not fit on the line above: it is no line of its own. */
const continued = line(span('  … ', 'muted'));
const looks: Readonly<Record<SideName, Style>> = { mine: { fg: '31' }, reference: { fg: '32' } };

/**
 * What the learner's file has (`-`) and what the reference has instead (`+`), as `diff -u` shows it,
 * with long lines wrapped. Line endings are no difference, but are told of.
 */
export function unifiedDiff(mine: string, reference: string, width: number, lang: Lang): readonly Line[] {
  return compared(mine, reference, width, lang, (rows) => {
    const t = speaker(lang);
    const legend = line(span(`- ${t('text.diff.mine')}`, 'bad'), '   ', span(`+ ${t('text.diff.reference')}`, 'good'));
    return [fit(legend, width), ...hunksOf(rows).flatMap((hunk) => unifiedHunk(hunk, width))];
  });
}

/** The learner's file at the left, the reference at the right; one below the other where there is too little room. */
export function sideBySideDiff(mine: string, reference: string, width: number, lang: Lang): readonly Line[] {
  if (width < narrowestSideBySide) return unifiedDiff(mine, reference, width, lang);
  return compared(mine, reference, width, lang, (rows) => {
    const t = speaker(lang);
    const column = Math.floor((width - 3) / 2);
    const between = span(' │ ', 'muted');
    const head = (name: SideName): Line =>
      pad(line(span(`${marks[name]} ${t(`text.diff.${name}`)}`, name === 'mine' ? 'bad' : 'good')), column);
    const digits = String(rows.length).length;
    const lines = hunksOf(rows).map((hunk) =>
      hunk.flatMap((row) => {
        const left = sideLines(row, 'mine', column, digits);
        const right = sideLines(row, 'reference', column, digits);
        return Array.from({ length: Math.max(left.length, right.length) }, (_, at) =>
          line(pad(left[at] ?? blank, column), between, right[at] ?? blank),
        );
      }),
    );
    const gap = line(span(`${'·'.repeat(column)} │ ${'·'.repeat(column)}`, 'muted'));
    return [
      line(head('mine'), between, head('reference')),
      ...lines.flatMap((hunk, index) => (index === 0 ? hunk : [gap, ...hunk])),
    ];
  });
}

function compared(
  mine: string,
  reference: string,
  width: number,
  lang: Lang,
  show: (rows: readonly DiffRow[]) => readonly Line[],
): readonly Line[] {
  const t = speaker(lang);
  const endings = { mine: endingOf(mine), reference: endingOf(reference) };
  const endingsDiffer = mine !== '' && endings.mine !== endings.reference;
  const rows = diffRows(mine, reference);
  if (rows.every((row) => row.kind === 'same')) {
    const text = endingsDiffer ? t('text.diff.only-endings', endings) : t('text.diff.none');
    return wrapLine(line(text), width);
  }
  const kept = rows.slice(0, mostRows);
  const more = rows.length - kept.length;
  return [
    ...(endingsDiffer ? wrapLine(line(t('text.diff.endings', endings)), width) : []),
    ...show(kept),
    ...(more === 0 ? [] : wrapLine(line(span(t('text.diff.more', { count: more }), 'muted')), width)),
  ];
}

function endingOf(text: string): 'CRLF' | 'LF' {
  return text.includes('\r\n') ? 'CRLF' : 'LF';
}

/** The changes with a few equal lines around; changes that are close to each other stay together. */
function hunksOf(rows: readonly DiffRow[]): readonly (readonly DiffRow[])[] {
  const near = rows.map(() => false);
  rows.forEach((row, index) => {
    if (row.kind === 'changed') near.fill(true, Math.max(0, index - context), index + context + 1);
  });
  const hunks: DiffRow[][] = [];
  rows.forEach((row, index) => {
    if (!near[index]) return;
    if (!near[index - 1]) hunks.push([]);
    hunks.at(-1)?.push(row);
  });
  return hunks;
}

function unifiedHunk(hunk: readonly DiffRow[], width: number): readonly Line[] {
  const lines: Line[] = [fit(line(span(hunkHead(hunk), 'accent')), width)];
  let waiting: Line[] = [];
  for (const row of hunk) {
    if (row.kind === 'same') {
      lines.push(...waiting, ...rowLines(row, 'mine', width));
      waiting = [];
    } else {
      lines.push(...rowLines(row, 'mine', width));
      waiting.push(...rowLines(row, 'reference', width));
    }
  }
  return [...lines, ...waiting];
}

/** `@@ -3,7 +3,8 @@`: first line and number of lines, mine and the reference's. */
function hunkHead(hunk: readonly DiffRow[]): string {
  const range = (name: SideName): string => {
    const numbers = hunk.flatMap((row) => row[name]?.number ?? []);
    return `${numbers[0] ?? 0},${numbers.length}`;
  };
  return `@@ -${range('mine')} +${range('reference')} @@`;
}

function sideLines(row: DiffRow, name: SideName, width: number, digits: number): readonly Line[] {
  const number = row[name]?.number;
  if (number === undefined) return [];
  const margin = line(span(String(number).padStart(digits), 'muted'), ' ');
  return rowLines(row, name, width - digits - 1).map((one, index) =>
    line(index === 0 ? margin : ' '.repeat(digits + 1), one),
  );
}

/** One side of a row, marked and wrapped; nothing when it has no such side. */
function rowLines(row: DiffRow, name: SideName, width: number): readonly Line[] {
  const own = row[name];
  if (!own) return [];
  const isSame = row.kind === 'same';
  const room = Math.max(2, width - 2);
  const content = fit(
    isSame ? cutText(own.text, room * mostWrapped) : changedText(row, own, name, room),
    room * mostWrapped,
  );
  const mark: Span = isSame ? { text: '  ' } : { text: `${marks[name]} `, style: { ...looks[name], bold: true } };
  return wrapLine(content, width, { first: line(mark), rest: continued });
}

function longText(text: string, room: number, style: Style): Line {
  return cutText(text, room * mostWrapped).map((part) => ({ text: part.text, style }));
}

/** A changed line, with what is not in its other version standing out. */
function changedText(row: DiffRow, own: NumberedLine, name: SideName, room: number): Line {
  const { mine, reference } = row;
  const look = looks[name];
  const isShort = mine && reference && Math.max(mine.text.length, reference.text.length) <= longestCompared;
  if (!row.alike || !isShort) return longText(own.text, room, look);
  const ownFlag = name === 'mine' ? 'removed' : 'added';
  const otherFlag = name === 'mine' ? 'added' : 'removed';
  return diffWordsWithSpace(mine.text, reference.text)
    .filter((part) => !part[otherFlag])
    .map((part) =>
      part[ownFlag]
        ? { text: visibleSpace(part.value), style: { ...look, inverse: true as const } }
        : { text: shownText(part.value), style: look },
    );
}

/** Where only space was changed, it can be seen. */
function visibleSpace(text: string): string {
  return text.trim() === '' ? text.replaceAll(' ', '·').replaceAll('\t', '→   ') : shownText(text);
}
