import { barText } from './bars.ts';
import { type Line, line, pad, span, type Tone } from './styled.ts';
import { widthOf } from './width.ts';
import { wrapLine } from './wrap.ts';

export interface ScaledBar {
  readonly label: string;
  readonly value: number;
  readonly tone: Tone;
}

/** From this ratio on, the smaller bar would be a splinter: the axis becomes logarithmic. */
const widestLinear = 20;
const longestAxis = 60;
const shortestAxis = 8;

export interface Scale {
  readonly lines: readonly Line[];
  /** On a logarithmic axis: how many times one mark is the one before. */
  readonly step?: number;
}

/** Bars on one axis with its marks and their figures; where there is too little room, the figures alone. */
export function scaleLines(bars: readonly ScaledBar[], width: number, text: (value: number) => string): Scale {
  const labels = Math.max(0, ...bars.map((bar) => widthOf(bar.label)));
  const texts = Math.max(0, ...bars.map((bar) => widthOf(text(bar.value))));
  const room = Math.min(longestAxis, width - labels - texts - 3);
  const label = (one: ScaledBar): Line => line(pad(line(one.label), labels), '  ');
  if (room < shortestAxis)
    return { lines: bars.flatMap((bar) => wrapLine(line(label(bar), span(text(bar.value), 'strong')), width)) };
  const axis = axisOf(bars, room, texts, text);
  const indent = ' '.repeat(labels + 2);
  return {
    lines: [
      ...bars.map((bar) => line(label(bar), span(axis.bar(bar.value), bar.tone), ' ', span(text(bar.value), 'strong'))),
      line(indent, span(ruler(axis.ticks, room), 'muted')),
      line(indent, span(figures(axis.ticks, room + texts, text), 'muted')),
    ],
    ...(axis.step === undefined ? {} : { step: axis.step }),
  };
}

interface Tick {
  readonly at: number;
  readonly value: number;
}

interface Axis {
  readonly ticks: readonly Tick[];
  readonly step?: number;
  bar(value: number): string;
}

function axisOf(bars: readonly ScaledBar[], room: number, texts: number, text: (value: number) => string): Axis {
  const values = bars.map((bar) => bar.value);
  const most = Math.max(0, ...values);
  const least = Math.min(...values);
  if (!(least > 0) || most / least <= widestLinear) {
    return {
      ticks: [
        { at: 0, value: 0 },
        { at: room - 1, value: most },
      ],
      bar: (value) => barText(value, most, room),
    };
  }
  const exponent = Math.floor(Math.log10(least));
  // A bar that ends where the axis begins would be none; but there is no tenth of a byte.
  const below = 10 ** (exponent - 1);
  const low = 10 ** exponent < least || text(below) === text(0) ? exponent : exponent - 1;
  const decades = Math.max(1, Math.ceil(Math.log10(most)) - low);
  const widest = Math.max(texts, ...[low, low + decades].map((one) => widthOf(text(10 ** one))));
  const each = Math.max(1, Math.ceil((decades * (widest + 2)) / room));
  const ticks: Tick[] = [];
  for (let decade = 0; decade <= decades; decade += each)
    ticks.push({ at: Math.round((decade / decades) * (room - 1)), value: 10 ** (low + decade) });
  return {
    ticks,
    step: 10 ** each,
    bar: (value) => barText(Math.max(1e-9, Math.log10(value) - low), decades, room),
  };
}

function ruler(ticks: readonly Tick[], room: number): string {
  const cells = new Array<string>(room).fill('─');
  for (const tick of ticks) cells[tick.at] = tick.at === 0 ? '├' : tick.at === room - 1 ? '┤' : '┼';
  return cells.join('');
}

/** The marks' figures below them; one that would run into the one before is left out. */
function figures(ticks: readonly Tick[], room: number, text: (value: number) => string): string {
  let written = '';
  for (const tick of ticks) {
    const figure = text(tick.value);
    const cells = widthOf(figure);
    const from = Math.min(Math.max(0, tick.at - Math.floor(cells / 2)), room - cells);
    const gap = from - widthOf(written);
    if (gap < (written === '' ? 0 : 1)) continue;
    written += ' '.repeat(gap) + figure;
  }
  return written;
}
