/**
 * Turns a terminal frame with colour sequences into a self-contained SVG picture, for the README:
 * `scripts/screens.tsx --svg` uses it.
 * No font is embedded or fetched: any monospace font of the reader's does, each wide character has
 * a place of its own and every run is stretched to its cells, so columns line up in all of them.
 */
import { parseSgr } from '../src/render/text/sgr.ts';
import type { Style } from '../src/render/text/styled.ts';
import { widthOf } from '../src/render/text/width.ts';

const size = 14;
const cell = 8.4;
const row = 18;
const margin = 14;
const background = '#11151c';
const foreground = '#d5dae3';

/** A palette with enough contrast on the background (at least 4.5:1). */
const palette: Readonly<Record<string, string>> = {
  30: '#6b7486',
  31: '#ff7b72',
  32: '#7ee08a',
  33: '#e8c268',
  34: '#79b8ff',
  35: '#d2a8ff',
  36: '#6fd6e0',
  37: '#d5dae3',
  90: '#8b94a7',
  91: '#ff9a93',
  92: '#9ff0a8',
  93: '#f5d78a',
  94: '#a5d0ff',
  95: '#e2c5ff',
  96: '#96e8ef',
  97: '#ffffff',
};
const dimmed = '#8b94a7';

/** Lines with colour sequences in, an SVG document out. */
export function frameToSvg(lines: readonly string[], title: string): string {
  const columns = Math.max(
    1,
    ...lines.map((line) => parseSgr(line).reduce((sum, part) => sum + widthOf(part.text), 0)),
  );
  const width = Math.ceil(columns * cell + 2 * margin);
  const height = lines.length * row + 2 * margin;
  const body = lines.map((line, index) => drawLine(line, margin + index * row)).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(title)}">
<title>${escapeXml(title)}</title>
<rect width="100%" height="100%" rx="10" fill="${background}"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', monospace" font-size="${size}" fill="${foreground}" xml:space="preserve">
${body}</g>
</svg>
`;
}

function drawLine(line: string, top: number): string {
  let column = 0;
  let drawn = '';
  for (const part of parseSgr(line)) {
    const cells = widthOf(part.text);
    const style = part.style ?? {};
    if (style.inverse || style.bg !== undefined) {
      const fill = style.inverse ? colourOf(style, false) : (palette[String(Number(style.bg) - 10)] ?? background);
      drawn += `<rect x="${at(column)}" y="${top}" width="${round(cells * cell)}" height="${row}" rx="2" fill="${fill}"/>\n`;
    }
    drawn += drawRuns(part.text, style, column, top);
    column += cells;
  }
  return drawn;
}

/** Wide characters one by one, everything else in runs. */
function drawRuns(text: string, style: Style, from: number, top: number): string {
  let drawn = '';
  let column = from;
  // A renderer may collapse spaces, so runs end at two of them.
  for (const run of text.match(/ {2,}|[\u2500-\u259F]+|[\u2E80-\uFFFF]|(?:(?! {2})[^\u2500-\u259F\u2E80-\uFFFF])+/gu) ??
    []) {
    const cells = widthOf(run);
    drawn += /^[\u2500-\u259F]/u.test(run)
      ? drawBoxes(run, style, column, top)
      : drawText(run, style, column, cells, top);
    column += cells;
  }
  return drawn;
}

function drawText(text: string, style: Style, column: number, cells: number, top: number): string {
  if (text.trim() === '') return '';
  const lead = text.length - text.trimStart().length;
  const shown = text.trim();
  const shownCells = cells - (text.length - shown.length);
  const attributes = [
    `x="${at(column + lead)}"`,
    `y="${top + 13}"`,
    `textLength="${round(shownCells * cell)}"`,
    'lengthAdjust="spacingAndGlyphs"',
    ...(style.inverse
      ? [`fill="${background}"`]
      : style.fg !== undefined || style.dim
        ? [`fill="${colourOf(style, true)}"`]
        : []),
    ...(style.bold ? ['font-weight="bold"'] : []),
    ...(style.italic ? ['font-style="italic"'] : []),
    ...(style.underline ? ['text-decoration="underline"'] : []),
  ];
  return `<text ${attributes.join(' ')}>${escapeXml(shown)}</text>\n`;
}

/** Box drawing and blocks as shapes, so that they join whatever the font. */
function drawBoxes(text: string, style: Style, column: number, top: number): string {
  const fill = colourOf(style, true);
  let drawn = '';
  let start = 0;
  while (start < text.length) {
    const char = text[start] ?? '';
    let end = start + 1;
    while (end < text.length && text[end] === char) end += 1;
    drawn += shapeOf(char, column + start, end - start, top, fill);
    start = end;
  }
  return drawn;
}

function shapeOf(char: string, column: number, count: number, top: number, fill: string): string {
  const x = margin + column * cell;
  const wide = count * cell;
  const middle = top + row / 2;
  const rect = (left: number, y: number, w: number, h: number): string =>
    `<rect x="${round(left)}" y="${round(y)}" width="${round(w)}" height="${round(h)}" fill="${fill}"/>\n`;
  const across = rect(x, middle - 0.5, wide, 1);
  const centre = x + cell / 2 - 0.5;
  const eighth = '▏▎▍▌▋▊▉█'.indexOf(char) + 1;
  if (eighth > 0) return rect(x - 0.2, top + 2, (eighth === 8 ? wide : (cell * eighth) / 8) + 0.4, row - 4);
  switch (char) {
    case '─':
      return across;
    case '━':
      return rect(x, middle - 1.5, wide, 3);
    case '╌':
      return Array.from({ length: count * 2 }, (_, index) =>
        rect(x + (index * cell) / 2 + 0.8, middle - 0.5, cell / 2 - 1.6, 1),
      ).join('');
    case '│':
      return Array.from({ length: count }, (_, index) => rect(centre + index * cell, top, 1, row)).join('');
    case '┬':
      return across + rect(centre, middle, 1, row / 2);
    case '┴':
      return across + rect(centre, top, 1, row / 2);
    case '┼':
      return across + rect(centre, top, 1, row);
    case '┌':
      return rect(centre, middle, 1, row / 2) + rect(centre, middle - 0.5, cell / 2 + 0.5, 1);
    case '┐':
      return rect(centre, middle, 1, row / 2) + rect(x, middle - 0.5, cell / 2 + 0.5, 1);
    case '└':
      return rect(centre, top, 1, row / 2) + rect(centre, middle - 0.5, cell / 2 + 0.5, 1);
    case '┘':
      return rect(centre, top, 1, row / 2) + rect(x, middle - 0.5, cell / 2 + 0.5, 1);
    case '┤':
      return rect(centre, top, 1, row) + rect(x, middle - 0.5, cell / 2 + 0.5, 1);
    case '├':
      return rect(centre, top, 1, row) + rect(centre, middle - 0.5, cell / 2 + 0.5, 1);
    default:
      return drawText(char.repeat(count), {}, column, count, top);
  }
}

function colourOf(style: Style, dims: boolean): string {
  if (style.fg !== undefined) return palette[style.fg] ?? foreground;
  return style.dim && dims ? dimmed : foreground;
}

function at(column: number): string {
  return round(margin + column * cell);
}

function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
