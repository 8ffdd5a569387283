import { blank, fit, type Line, line, lineWidth, span, type Tone } from './styled.ts';

/** What a terminal would obey, turn around or show as nothing. */
const unseen = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B\u200E\u200F\u2028-\u202E\u2060\u2066-\u2069\uFEFF]/g;

/** The lines of a file without their endings; the break at the very end begins no further line. */
export function fileLines(text: string): readonly string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n/);
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  return lines;
}

/** A line of somebody's file as it may stand on a screen: tabs as spaces, a mark for each thing that cannot be shown. */
export function shownText(text: string): string {
  return text.replaceAll('\t', '    ').replace(unseen, '\uFFFD');
}

/** A shown line cut to a width. A very long one is cut roughly first: measuring all of it takes its time. */
export function cutText(text: string, width: number, tone: Tone = 'plain'): Line {
  if (width <= 0) return blank;
  const most = width * 4;
  const rough = text.length > most;
  // Not between the two halves of a character.
  const kept = rough ? text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '') : text;
  const shown = line(span(shownText(kept), tone));
  const isCut = rough && lineWidth(shown) <= width;
  return isCut ? line(fit(shown, width - 1), '…') : fit(shown, width);
}
