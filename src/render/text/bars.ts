import { type Line, line, pad, span, type Tone } from './styled.ts';
import { widthOf } from './width.ts';

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** The value in words, shown behind the bar. */
  readonly text: string;
  readonly tone?: Tone;
}

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;

/** A horizontal bar of `value` out of `most`, in eighths of a cell; what is not nothing is never invisible. */
export function barText(value: number, most: number, width: number): string {
  if (!(value > 0) || !(most > 0) || width <= 0) return '';
  const units = Math.max(1, Math.min(width * 8, Math.round((value / most) * width * 8)));
  return '█'.repeat(Math.floor(units / 8)) + (eighths[units % 8] ?? '');
}

/** How far something has come: full and empty cells, always exactly `width` wide. */
export function progressText(
  done: number,
  total: number,
  width: number,
): { readonly full: string; readonly empty: string } {
  const share = total > 0 ? Math.min(1, Math.max(0, done / total)) : 0;
  const raw = Math.round(share * width);
  const cells = share > 0 && share < 1 ? Math.min(width - 1, Math.max(1, raw)) : raw;
  return { full: '━'.repeat(cells), empty: '╌'.repeat(width - cells) };
}

/** A bar chart: `label  ██████  1.24 GB`, the longest bar as long as there is room (at most 60 cells). */
export function barLines(bars: readonly Bar[], width: number): readonly Line[] {
  const labels = Math.min(Math.max(0, ...bars.map((bar) => widthOf(bar.label))), Math.max(6, Math.floor(width / 3)));
  const texts = Math.max(0, ...bars.map((bar) => widthOf(bar.text)));
  const room = Math.min(60, width - labels - texts - 3);
  const most = Math.max(0, ...bars.map((bar) => bar.value));
  return bars.map((bar) =>
    room < 4
      ? line(pad(line(bar.label), labels), '  ', bar.text)
      : line(
          pad(line(bar.label), labels),
          '  ',
          span(barText(bar.value, most, room), bar.tone ?? 'accent'),
          ' ',
          span(bar.text, 'strong'),
        ),
  );
}
