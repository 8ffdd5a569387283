import { skipSpace } from './space.ts';

/** Lines of the file, from 1, both included. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

/** One instruction with its continuation lines joined, as the builder joins them. */
export interface LogicalLine {
  readonly text: string;
  readonly lines: LineRange;
  /** Where the parts of the text came from, in order. */
  readonly pieces: readonly Piece[];
}

interface Piece {
  /** In the joined text. */
  readonly at: number;
  /** From 1. */
  readonly line: number;
  /** In that line of the file, from 0. */
  readonly column: number;
}

export type EscapeSign = '\\' | '`';

/** Reads instructions one after the other, as BuildKit's parser does (frontend/dockerfile/parser). */
export interface RowReader {
  readonly escapeSign: EscapeSign;
  next(): LogicalLine | undefined;
  /** Whether a heredoc of that name would find its end. */
  ends(name: string, chomp: boolean): boolean;
  /** The heredoc that begins on the next line, up to its end or that of the file. */
  heredoc(name: string, chomp: boolean): string;
  /** The line that was read last, from 1. */
  line(): number;
}

const keyword =
  /^[ \t]*(?:add|arg|cmd|copy|entrypoint|env|expose|from|healthcheck|label|maintainer|onbuild|run|shell|stopsignal|user|volume|workdir)[ \t]/i;

export function createRowReader(text: string): RowReader {
  const rows = text.split('\n').map(withoutReturn);
  const escapeSign = readDirective(text, 'escape') === '`' ? '`' : '\\';
  const lastPlaces = new Map<boolean, ReadonlyMap<string, number>>();
  let at = 0;

  /** The next row that is neither empty nor a comment. */
  function rowAhead(): string {
    for (let ahead = at; ahead < rows.length; ahead += 1) {
      const row = rows[ahead] ?? '';
      const begin = skipSpace(row);
      if (begin < row.length && row[begin] !== '#') return row;
    }
    return '';
  }

  /** The row's text and whether the instruction goes on behind it. */
  function cutContinuation(row: string): readonly [text: string, goesOn: boolean] {
    let end = row.length;
    while (end > 0 && (row[end - 1] === ' ' || row[end - 1] === '\t')) end -= 1;
    if (row[end - 1] !== escapeSign) return [row, false];
    // Whether `\\` at the end goes on depends on the builder's version; what follows tells what was meant.
    if (row[end - 2] === escapeSign && keyword.test(rowAhead())) return [row, false];
    return [row.slice(0, end - 1), true];
  }

  function next(): LogicalLine | undefined {
    while (at < rows.length) {
      const row = rows[at] ?? '';
      const column = skipSpace(row, at === 0 && row.startsWith('\ufeff') ? 1 : 0);
      at += 1;
      if (column === row.length || row[column] === '#') continue;
      const start = at;
      let [part, goesOn] = cutContinuation(row.slice(column));
      const parts = [part];
      const pieces: Piece[] = [{ at: 0, line: start, column }];
      let length = part.length;
      while (goesOn && at < rows.length) {
        const more = rows[at] ?? '';
        const begin = skipSpace(more);
        at += 1;
        if (begin === more.length || more[begin] === '#') continue;
        [part, goesOn] = cutContinuation(more);
        parts.push(part);
        pieces.push({ at: length, line: at, column: 0 });
        length += part.length;
      }
      return { text: parts.join(''), lines: { start, end: at }, pieces };
    }
    return undefined;
  }

  /** For each row its last place, so that many heredocs without an end cost one walk. */
  function lastPlace(name: string, chomp: boolean): number {
    let places = lastPlaces.get(chomp);
    if (!places) {
      places = new Map(rows.map((row, index) => [chomp ? withoutTabs(row) : row, index]));
      lastPlaces.set(chomp, places);
    }
    return places.get(name) ?? -1;
  }

  function heredoc(name: string, chomp: boolean): string {
    const content: string[] = [];
    while (at < rows.length) {
      const row = rows[at] ?? '';
      at += 1;
      if ((chomp ? withoutTabs(row) : row) === name) break;
      content.push(chomp ? withoutTabs(row) : row);
    }
    return content.join('\n');
  }

  return { escapeSign, next, heredoc, ends: (name, chomp) => lastPlace(name, chomp) >= at, line: () => at };
}

function withoutReturn(row: string): string {
  let end = row.length;
  while (end > 0 && row[end - 1] === '\r') end -= 1;
  return end === row.length ? row : row.slice(0, end);
}

function withoutTabs(row: string): string {
  let from = 0;
  while (row[from] === '\t') from += 1;
  return from === 0 ? row : row.slice(from);
}

const knownDirectives: ReadonlySet<string> = new Set(['syntax', 'escape', 'check']);

/** The value of a parser directive (`# escape=…`): a comment at the very top of the file. */
export function readDirective(text: string, wanted: 'escape' | 'syntax'): string | undefined {
  let at = text.startsWith('\ufeff') ? 1 : 0;
  // Only the search for `syntax` looks behind a `#!` line.
  if (wanted === 'syntax' && text.startsWith('#!', at)) at = endOfRow(text, at) + 1;
  for (let count = 0; count < knownDirectives.size && at < text.length; count += 1) {
    const end = endOfRow(text, at);
    const row = text.slice(at, end).trim();
    const equals = row.indexOf('=');
    if (row[0] !== '#' || equals < 0) return undefined;
    const name = row.slice(1, equals).trim().toLowerCase();
    const value = row.slice(equals + 1).trim();
    if (!knownDirectives.has(name) || value === '') return undefined;
    if (name === wanted) return value;
    at = end + 1;
  }
  return undefined;
}

function endOfRow(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** Where a place in the joined text stands in the file: line from 1, column from 0. */
export function positionOf(line: LogicalLine, offset: number): { readonly line: number; readonly column: number } {
  let low = 0;
  let high = line.pieces.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((line.pieces[middle]?.at ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const piece = line.pieces[low] ?? { at: 0, line: line.lines.start, column: 0 };
  return { line: piece.line, column: piece.column + offset - piece.at };
}
