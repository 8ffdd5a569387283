import { type Message, msg } from '../i18n/message.ts';
import { createHistograms, numberOf, type Sample } from './metrics-buckets.ts';

/**
 * A strict reader of the text format in which Prometheus asks for metrics, version 0.0.4.
 * Source: prometheus.io/docs/instrumenting/exposition_formats
 */
export const metricTypes = ['counter', 'gauge', 'histogram', 'summary', 'untyped'] as const;

export type MetricType = (typeof metricTypes)[number];

export const metricName = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;

export interface Metric {
  readonly type: MetricType;
  /** Lines with a value, those of `_bucket`, `_sum` and `_count` included. */
  readonly samples: number;
}

export type MetricsText =
  | { readonly ok: true; readonly metrics: ReadonlyMap<string, Metric> }
  /** The first line that breaks the format, from 1, and what is wrong with it. */
  | { readonly ok: false; readonly line: number; readonly text: string; readonly problem: Message };

interface Family {
  type: MetricType;
  typed: boolean;
  helped: boolean;
  samples: number;
}

const shownText = 120;

/** Reads an answer to the end or to its first mistake. */
export function parseMetrics(body: string): MetricsText {
  const families = new Map<string, Family>();
  const series = new Set<string>();
  const histograms = createHistograms();
  const lines = body.split('\n');
  const wrong = (line: number, problem: Message): MetricsText => ({
    ok: false,
    line,
    text: (lines[line - 1] ?? '').slice(0, shownText),
    problem,
  });
  // The last line ends with a line feed too, so nothing stands behind it.
  if (lines.at(-1) !== '') return wrong(lines.length, msg('check.metrics.end'));
  for (const [index, line] of lines.entries()) {
    const text = trim(line);
    if (text === '') continue;
    const problem = text.startsWith('#')
      ? readComment(text, families)
      : readSample(text, families, series, (family, sample) => histograms.add(family, sample, index + 1));
    if (problem) return wrong(index + 1, problem);
  }
  const incomplete = histograms.incomplete();
  if (incomplete) return wrong(incomplete.line, incomplete.problem);
  return { ok: true, metrics: new Map([...families].map(([name, { type, samples }]) => [name, { type, samples }])) };
}

function familyOf(families: Map<string, Family>, name: string): Family {
  const known = families.get(name);
  if (known) return known;
  const made: Family = { type: 'untyped', typed: false, helped: false, samples: 0 };
  families.set(name, made);
  return made;
}

/** `# HELP` and `# TYPE` mean something; every other comment is ignored. */
function readComment(text: string, families: Map<string, Family>): Message | undefined {
  const [word, name = '', ...rest] = trim(text.slice(1)).split(/[ \t]+/);
  if (word !== 'HELP' && word !== 'TYPE') return undefined;
  if (!metricName.test(name)) return msg('check.metrics.name', { name: name.slice(0, shownText) });
  const family = familyOf(families, name);
  if (word === 'HELP') {
    if (family.helped) return msg('check.metrics.twice', { what: `HELP ${name}` });
    family.helped = true;
    return undefined;
  }
  if (family.typed) return msg('check.metrics.twice', { what: `TYPE ${name}` });
  const type = metricTypes.find((known) => known === rest[0]);
  if (!type || rest.length !== 1) return msg('check.metrics.type', { types: metricTypes.join(', ') });
  if (hasSamples(families, name, type)) return msg('check.metrics.type-late', { name });
  family.type = type;
  family.typed = true;
  return undefined;
}

/** Whether values of a metric that gets its type now have come already. */
function hasSamples(families: ReadonlyMap<string, Family>, name: string, type: MetricType): boolean {
  return [name, ...suffixesOf(type).map((suffix) => name + suffix)].some(
    (one) => (families.get(one)?.samples ?? 0) > 0,
  );
}

function readSample(
  text: string,
  families: Map<string, Family>,
  series: Set<string>,
  bucket: (family: string, sample: Sample) => Message | undefined,
): Message | undefined {
  const read = splitSample(text);
  if ('problem' in read) return read.problem;
  const { sample } = read;
  const key = JSON.stringify([sample.name, [...sample.labels].sort(([a], [b]) => (a < b ? -1 : 1))]);
  if (series.has(key)) return msg('check.metrics.twice', { what: sample.name });
  series.add(key);
  const owner = ownerOf(families, sample.name);
  const family = familyOf(families, owner);
  family.samples += 1;
  if (family.type === 'histogram') {
    if (owner === sample.name) return msg('check.metrics.histogram', { name: owner });
    return bucket(owner, sample);
  }
  if (family.type === 'summary' && owner === sample.name && numberOf(sample.labels.get('quantile') ?? '') === undefined)
    return msg('check.metrics.quantile', { name: owner });
  return undefined;
}

function suffixesOf(type: MetricType): readonly string[] {
  if (type === 'histogram') return ['_bucket', '_sum', '_count'];
  return type === 'summary' ? ['_sum', '_count'] : [];
}

/** `x_bucket`, `x_sum` and `x_count` belong to a histogram or summary `x`; any other name is a metric of its own. */
function ownerOf(families: ReadonlyMap<string, Family>, name: string): string {
  const suffix = /_(?:bucket|sum|count)$/.exec(name)?.[0];
  if (suffix === undefined || families.get(name)?.typed) return name;
  const base = name.slice(0, -suffix.length);
  return suffixesOf(families.get(base)?.type ?? 'untyped').includes(suffix) ? base : name;
}

/** `name{label="value",…} value [timestamp]`. */
function splitSample(text: string): { readonly sample: Sample } | { readonly problem: Message } {
  const name = /^[^\s{]+/.exec(text)?.[0] ?? '';
  if (!metricName.test(name)) return { problem: msg('check.metrics.name', { name: name.slice(0, shownText) }) };
  const labels = new Map<string, string>();
  let rest = trim(text.slice(name.length));
  if (rest.startsWith('{')) {
    const end = readLabels(rest, labels);
    if (typeof end !== 'number') return { problem: end };
    rest = trim(rest.slice(end));
  }
  const [value = '', time, ...more] = rest.split(/[ \t]+/);
  const number = numberOf(value);
  if (number === undefined) return { problem: msg('check.metrics.value', { value: value.slice(0, shownText) }) };
  if (more.length > 0 || (time !== undefined && !/^-?\d{1,19}$/.test(time)))
    return { problem: msg('check.metrics.time', { time: [time, ...more].join(' ').slice(0, shownText) }) };
  return { sample: { name, labels, value: number } };
}

/** Reads `{…}` at the begin of a text; gives the place behind it. */
function readLabels(text: string, labels: Map<string, string>): number | Message {
  const pair = /[ \t]*([a-zA-Z_][a-zA-Z0-9_]*)[ \t]*=[ \t]*"((?:[^"\\]|\\[\\"n])*)"[ \t]*(,|(?=\}))/y;
  pair.lastIndex = 1;
  let end = 1;
  let separated = true;
  for (let found = pair.exec(text); found && separated; found = pair.exec(text)) {
    const [, name = '', value = '', separator] = found;
    if (labels.has(name)) return msg('check.metrics.twice', { what: name });
    labels.set(name, value);
    separated = separator === ',';
    end = pair.lastIndex;
  }
  const close = /[ \t]*\}/y;
  close.lastIndex = end;
  return close.test(text) ? close.lastIndex : msg('check.metrics.labels');
}

/** Only blanks and tabs count as space. Without a pattern: one that looks for the end tries again at every blank. */
function trim(text: string): string {
  const isSpace = (at: number): boolean => text[at] === ' ' || text[at] === '\t';
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(start)) start += 1;
  while (end > start && isSpace(end - 1)) end -= 1;
  return text.slice(start, end);
}
