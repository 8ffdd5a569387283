import { widthOf } from './width.ts';

/** How a run of text looks. Colours are SGR parameters (`36`, `38;5;208`). */
export interface Style {
  readonly fg?: string;
  readonly bg?: string;
  readonly bold?: true;
  readonly dim?: true;
  readonly italic?: true;
  readonly underline?: true;
  readonly inverse?: true;
  readonly strike?: true;
}

export interface Span {
  readonly text: string;
  readonly style?: Style;
}

/** One line of styled text without line breaks: data until it is painted. */
export type Line = readonly Span[];

/** The looks that have a meaning. Only the terminal's own 16 colours, so they follow its theme. */
export const tones = {
  plain: {},
  strong: { bold: true },
  muted: { dim: true },
  accent: { fg: '36' },
  title: { fg: '36', bold: true },
  good: { fg: '32' },
  bad: { fg: '31' },
  badStrong: { fg: '31', bold: true },
  goodStrong: { fg: '32', bold: true },
  warn: { fg: '33' },
  code: { fg: '33' },
  key: { fg: '36', bold: true },
  nextKey: { inverse: true, bold: true },
  link: { fg: '34', underline: true },
  em: { italic: true },
  comment: { dim: true, italic: true },
} as const satisfies Record<string, Style>;

export type Tone = keyof typeof tones;

/** A span in one of our tones. */
export function span(text: string, tone?: Tone): Span {
  return tone === undefined || tone === 'plain' ? { text } : { text, style: tones[tone] };
}

/** A line from texts and spans; empty pieces fall away. */
export function line(...pieces: readonly (string | Span | Line)[]): Line {
  const spans: Span[] = [];
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      if (piece !== '') spans.push({ text: piece });
    } else if ('text' in piece) {
      if (piece.text !== '') spans.push(piece);
    } else spans.push(...piece);
  }
  return spans;
}

export const blank: Line = [];

export function textOf(content: Line): string {
  return content.map((part) => part.text).join('');
}

export function lineWidth(content: Line): number {
  let width = 0;
  for (const part of content) width += widthOf(part.text);
  return width;
}

/** Cuts a line to a width; what is cut off is told by an ellipsis. */
export function fit(content: Line, width: number, ellipsis = '…'): Line {
  if (width <= 0) return blank;
  if (lineWidth(content) <= width) return content;
  const room = width - widthOf(ellipsis);
  if (room < 0) return blank;
  const kept: Span[] = [];
  let used = 0;
  for (const part of content) {
    let text = '';
    for (const char of part.text) {
      const cells = widthOf(char);
      if (used + cells > room) {
        kept.push({ ...part, text: `${text}${ellipsis}` });
        return kept;
      }
      text += char;
      used += cells;
    }
    kept.push(part);
  }
  return kept;
}

export type Align = 'left' | 'right' | 'center';

/** Fills a line with spaces to exactly this width, cutting it first when it is too long. */
export function pad(content: Line, width: number, align: Align = 'left'): Line {
  const fitted = fit(content, width);
  const missing = width - lineWidth(fitted);
  if (missing <= 0) return fitted;
  const before = align === 'right' ? missing : align === 'center' ? Math.floor(missing / 2) : 0;
  return line(' '.repeat(before), fitted, ' '.repeat(missing - before));
}

/** One line with something at its left and something at its right end; the left gives way. */
export function spread(left: Line, right: Line, width: number): Line {
  const end = fit(right, width);
  const room = width - lineWidth(end) - 1;
  return room <= 0 ? end : line(pad(left, room), ' ', end);
}
