import type { Bar, Dot, DotRow, Legend } from './document.ts';
import { escapeHtml } from './escape-html.ts';

/** Units of the drawing; on screen and paper it is as wide as there is room. */
const width = 680;
const labelWidth = 150;
const valueWidth = 120;

/** What a chart is called where it is not seen, and what it shows. `id` is unique in its document. */
interface Named {
  readonly id: string;
  readonly title: string;
}

/** Horizontal bars from 0, the longest as long as there is room. What is more than nothing is never invisible. */
export function barChart({ id, title }: Named, bars: readonly Bar[]): string {
  const step = 30;
  const most = Math.max(0, ...bars.map((bar) => bar.value));
  const room = width - labelWidth - valueWidth;
  const drawn = bars.map((bar, index) => {
    const middle = index * step + step / 2;
    const length = most > 0 && bar.value > 0 ? Math.max(1, (bar.value / most) * room) : 0;
    return [
      text(labelWidth - 10, middle + 5, shortened(bar.label, 18), 'end'),
      `<rect class="bar" x="${labelWidth}" y="${middle - 9}" width="${fixed(length)}" height="18" rx="2"/>`,
      text(labelWidth + length + 8, middle + 5, bar.text, 'start', 'value'),
    ].join('');
  });
  const said = bars.map((bar) => `${bar.label}: ${bar.text}`).join('; ');
  return picture({ id, title }, said, bars.length * step, drawn);
}

/** Each guess and measurement on a scale of its own, from 0: the guess above it, hollow, the measurement below, filled. */
export function dotChart({ id, title }: Named, legend: Legend, rows: readonly DotRow[]): string {
  const step = 96;
  const head = 28;
  const left = 60;
  const right = width - 100;
  const drawn = rows.map((row, index) => {
    const top = head + index * step;
    const axis = top + 52;
    const values = [row.measured.value, ...(row.guess ? [row.guess.value] : [])];
    const end = roundEnd(Math.max(0, ...values));
    const at = (value: number): number => left + (Math.min(Math.max(value, 0), end) / end) * (right - left);
    return [
      text(0, top + 14, shortened(row.label, 60), 'start', 'strong'),
      `<line class="axis" x1="${left}" y1="${axis}" x2="${right}" y2="${axis}"/>`,
      ...[left, right].map((x) => `<line class="axis" x1="${x}" y1="${axis - 5}" x2="${x}" y2="${axis + 5}"/>`),
      text(left - 10, axis + 5, row.scale(0), 'end', 'muted'),
      text(right + 10, axis + 5, row.scale(end), 'start', 'muted'),
      ...(row.guess
        ? [
            `<line class="between" x1="${fixed(at(row.guess.value))}" y1="${axis}" x2="${fixed(at(row.measured.value))}" y2="${axis}"/>`,
            mark(at(row.guess.value), axis, 'guess'),
            sideText(at(row.guess.value), axis - 14, row.guess),
          ]
        : []),
      mark(at(row.measured.value), axis, 'measured'),
      sideText(at(row.measured.value), axis + 24, row.measured),
    ].join('');
  });
  const key = [
    mark(8, 10, 'guess'),
    text(20, 15, legend.guess),
    mark(168, 10, 'measured'),
    text(180, 15, legend.measured),
  ];
  const said = rows.map((row) =>
    [
      row.label,
      ...(row.guess ? [`${legend.guess} ${row.guess.text}`] : []),
      `${legend.measured} ${row.measured.text}`,
    ].join(', '),
  );
  return picture({ id, title }, said.join('; '), head + rows.length * step, [key.join(''), ...drawn]);
}

function picture({ id, title }: Named, said: string, height: number, content: readonly string[]): string {
  return [
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title ${id}-text">`,
    `<title id="${id}-title">${escapeHtml(title)}</title>`,
    `<desc id="${id}-text">${escapeHtml(said)}</desc>`,
    ...content.map((part) => `<g>${part}</g>`),
    '</svg>',
  ].join('\n');
}

function mark(x: number, y: number, kind: 'guess' | 'measured'): string {
  if (kind === 'guess') return `<circle class="guess" cx="${fixed(x)}" cy="${y}" r="7"/>`;
  const [cx, r] = [fixed(x), 8];
  return `<path class="measured" d="M${cx} ${y - r}L${fixed(x + r)} ${y}L${cx} ${y + r}L${fixed(x - r)} ${y}Z"/>`;
}

/** A text at a point of the scale that stays within the picture. */
function sideText(x: number, y: number, { text: words }: Dot): string {
  const anchor = x < 120 ? 'start' : x > width - 180 ? 'end' : 'middle';
  return text(x + (anchor === 'start' ? -8 : anchor === 'end' ? 8 : 0), y, words, anchor);
}

function text(x: number, y: number, words: string, anchor: 'start' | 'middle' | 'end' = 'start', look = ''): string {
  const classes = look === '' ? '' : ` class="${look}"`;
  return `<text${classes} x="${fixed(x)}" y="${fixed(y)}" text-anchor="${anchor}">${escapeHtml(words)}</text>`;
}

/** The next of 1, 2, 5, 10, 20 … that holds the value, so that the scale ends in a round figure. */
function roundEnd(most: number): number {
  if (!(most > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 5, 10].map((factor) => factor * power).find((end) => end >= most) ?? most;
}

function fixed(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function shortened(label: string, most: number): string {
  const chars = [...label];
  return chars.length <= most ? label : `${chars.slice(0, most - 1).join('')}…`;
}
