import { type Message, msg } from '../i18n/message.ts';

/** One line with a value. */
export interface Sample {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

/** A number as the text format writes it; `undefined` when it is none. */
export function numberOf(text: string): number | undefined {
  if (/^nan$/i.test(text)) return Number.NaN;
  const infinite = /^([+-]?)inf(?:inity)?$/i.exec(text);
  if (infinite) return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

interface Histogram {
  readonly name: string;
  /** Of the newest line. */
  line: number;
  bound: number;
  below: number;
  whole: number | undefined;
  count: number | undefined;
}

/**
 * Watches the buckets of histograms, one row of them for each set of other labels: their bounds rise, none
 * holds less than the one before, and the last is `+Inf` and holds what `_count` says.
 */
export function createHistograms() {
  const rows = new Map<string, Histogram>();
  const rowOf = (name: string, { labels }: Sample): Histogram => {
    const others = [...labels].filter(([label]) => label !== 'le').sort(([a], [b]) => (a < b ? -1 : 1));
    const key = JSON.stringify([name, others]);
    const row = rows.get(key) ?? { name, line: 0, bound: -Infinity, below: 0, whole: undefined, count: undefined };
    rows.set(key, row);
    return row;
  };
  return {
    /** Takes one line of a histogram; says what is wrong with it. */
    add(name: string, sample: Sample, line: number): Message | undefined {
      const row = rowOf(name, sample);
      row.line = line;
      if (sample.name === `${name}_count`) row.count = sample.value;
      if (sample.name !== `${name}_bucket`) return undefined;
      const bound = numberOf(sample.labels.get('le') ?? '');
      if (bound === undefined) return msg('check.metrics.bound', { name });
      if (!(bound > row.bound) || !(sample.value >= row.below)) return msg('check.metrics.rising', { name });
      row.bound = bound;
      row.below = sample.value;
      if (bound === Infinity) row.whole = sample.value;
      return undefined;
    },
    /** The first row of buckets that is not whole. */
    incomplete(): { readonly line: number; readonly problem: Message } | undefined {
      for (const { name, line, whole, count } of rows.values()) {
        if (whole === undefined) return { line, problem: msg('check.metrics.infinite', { name }) };
        if (count !== undefined && count !== whole) return { line, problem: msg('check.metrics.count', { name }) };
      }
      return undefined;
    },
  };
}
