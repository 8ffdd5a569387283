import { type Line, line, lineWidth, type Span, type Style, span } from './styled.ts';
import { widthOf } from './width.ts';

/** Must not begin a line. */
const closers = new Set('。，、；：！？）」』》〉】〕］｝”’…—·％‰℃．～)]},.;:!?%ー々');
/** Must not end a line. */
const openers = new Set('（「『《〈【〔［｛“‘￥([{');

type Kind = 'space' | 'word' | 'wide' | 'open' | 'close';

/** One character with what hangs on it (accents, selectors). */
interface Cell {
  text: string;
  width: number;
  readonly kind: Kind;
  /** Chinese and its punctuation: a line may break beside it. */
  readonly cjk: boolean;
  readonly style: Style | undefined;
}

/** Cells that stay together, and the spaces that follow. */
interface Cluster {
  readonly cells: Cell[];
  width: number;
  spaces: Cell[];
}

export interface WrapOptions {
  /** Before the first line, for example a bullet. */
  readonly first?: Line;
  /** Before every further line; default: spaces as wide as `first`. */
  readonly rest?: Line;
}

/**
 * Wraps styled text to a width. English breaks at spaces only (a word wider than the line is cut),
 * Chinese between characters, and no line begins with closing or ends with opening punctuation.
 * `\n` in the text is a hard break.
 */
export function wrapLine(content: Line, width: number, options: WrapOptions = {}): readonly Line[] {
  const first = options.first ?? [];
  const rest = options.rest ?? [span(' '.repeat(lineWidth(first)))];
  const lines: Line[] = [];
  for (const hard of splitHard(content)) {
    const room = Math.max(2, width - Math.max(lineWidth(first), lineWidth(rest)));
    if (fits(hard, room)) {
      lines.push(line(lines.length === 0 ? first : rest, hard));
      continue;
    }
    for (const cells of fill(clustersOf(cellsOf(hard)), room)) {
      lines.push(line(lines.length === 0 ? first : rest, toSpans(cells)));
    }
  }
  return lines;
}

const plain = /^[!-~](?:[ -~]*[!-~])?$/;

/** Whether a line is one piece of English that needs no wrapping: nearly all lines of a log. */
function fits(content: Line, room: number): boolean {
  const [only, more] = content;
  return only !== undefined && more === undefined && only.text.length <= room && plain.test(only.text);
}

/** Wraps plain text. */
export function wrapText(text: string, width: number): readonly string[] {
  return wrapLine([{ text }], width).map((wrapped) => wrapped.map((part) => part.text).join(''));
}

function splitHard(content: Line): readonly Line[] {
  const lines: Span[][] = [[]];
  for (const part of content) {
    const pieces = part.text.split('\n');
    for (const [index, text] of pieces.entries()) {
      if (index > 0) lines.push([]);
      if (text !== '') lines.at(-1)?.push(part.style ? { text, style: part.style } : { text });
    }
  }
  return lines;
}

function cellsOf(content: Line): readonly Cell[] {
  const cells: Cell[] = [];
  let joins = false;
  for (const part of content) {
    for (const char of part.text) {
      const width = widthOf(char);
      const last = cells.at(-1);
      if (last && (joins || width === 0)) {
        last.text += char;
        last.width = widthOf(last.text);
      } else if (width > 0 || char === ' ') {
        const kind = kindOf(char, width);
        cells.push({ text: char, width, kind, cjk: width === 2, style: part.style });
      }
      joins = char === '\u200D';
    }
  }
  return cells;
}

function kindOf(char: string, width: number): Kind {
  if (char === ' ') return 'space';
  if (closers.has(char)) return 'close';
  if (openers.has(char)) return 'open';
  return width === 2 ? 'wide' : 'word';
}

function clustersOf(cells: readonly Cell[]): readonly Cluster[] {
  const clusters: Cluster[] = [];
  let before: Cell | undefined;
  for (const cell of cells) {
    const last = clusters.at(-1);
    if (cell.kind === 'space') {
      if (last) last.spaces.push(cell);
      else clusters.push({ cells: [], width: 0, spaces: [cell] });
    } else if (last && before && !mayBreak(before, cell)) {
      last.cells.push(cell);
      last.width += cell.width;
    } else clusters.push({ cells: [cell], width: cell.width, spaces: [] });
    before = cell;
  }
  return clusters;
}

function mayBreak(before: Cell, after: Cell): boolean {
  if (before.kind === 'space') return true;
  if (after.kind === 'close' || before.kind === 'open') return false;
  return before.cjk || after.cjk;
}

/** Greedy filling: as many clusters on a line as fit. */
function fill(clusters: readonly Cluster[], room: number): readonly (readonly Cell[])[] {
  const lines: Cell[][] = [[]];
  let used = 0;
  let pending: readonly Cell[] = [];
  const put = (cells: readonly Cell[]): void => {
    for (const cell of cells) {
      lines.at(-1)?.push(cell);
      used += cell.width;
    }
  };
  const breakLine = (): void => {
    lines.push([]);
    used = 0;
    pending = [];
  };
  for (const cluster of clusters) {
    if (used + pending.length + cluster.width > room && used > 0) breakLine();
    put(pending);
    if (cluster.width <= room) put(cluster.cells);
    else
      for (const cell of cluster.cells) {
        if (used + cell.width > room) breakLine();
        put([cell]);
      }
    pending = cluster.spaces;
  }
  return lines;
}

function toSpans(cells: readonly Cell[]): Line {
  const spans: { text: string; style?: Style }[] = [];
  let style: Style | undefined;
  for (const cell of cells) {
    const last = spans.at(-1);
    if (last && style === cell.style) last.text += cell.text;
    else spans.push(cell.style ? { text: cell.text, style: cell.style } : { text: cell.text });
    style = cell.style;
  }
  return spans;
}
