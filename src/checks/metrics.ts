import * as z from 'zod';
import { msg } from '../i18n/message.ts';
import { commonFields, containerPort, shortName, unanswered, urlPath } from './common.ts';
import { defineCheck } from './define.ts';
import { metricName, metricTypes, parseMetrics } from './metrics-text.ts';

const wantedMetric = z.strictObject({
  name: z.string().regex(metricName, 'a metric name').describe('of a histogram or a summary: without its suffix'),
  type: z.enum(metricTypes).optional(),
});

const schema = z
  .strictObject({
    kind: z.literal('metrics'),
    ...commonFields,
    container: shortName,
    port: containerPort,
    path: urlPath.default('/metrics'),
    has: z.array(wantedMetric).min(1).describe('metrics that must be there, each with its type'),
  })
  .describe('a container answers in the text format of Prometheus');

/** What a Prometheus server would read from a container: well-formed, with these metrics in it. */
export const metrics = defineCheck({
  kind: 'metrics',
  schema,
  plan: (check) => [request(check)],
  judge(check, evidence) {
    const answer = evidence.get(request(check));
    const expected = msg('check.metrics.expected', {
      names: check.has.map(({ name, type }) => (type === undefined ? name : `${name} (${type})`)).join(', '),
    });
    if (!answer.answered) return unanswered(expected, answer);
    if (answer.status !== 200)
      return { passed: false, expected, actual: msg('check.metrics.status', { status: answer.status }) };
    const type = answer.headers['content-type'] ?? '';
    if (!/^text\/plain\s*(;|$)/i.test(type))
      return {
        passed: false,
        expected,
        actual: msg('check.metrics.content', { type }),
        hint: msg('check.metrics.content.hint'),
      };
    if (answer.cut) return { passed: false, expected, actual: msg('check.metrics.too-long') };
    const read = parseMetrics(answer.body);
    if (!read.ok) {
      return {
        passed: false,
        expected,
        actual: msg('check.metrics.malformed', { line: read.line, text: read.text, problem: read.problem }),
        hint: msg('check.metrics.hint'),
      };
    }
    const found = check.has.map(({ name }) => ({ name, metric: read.metrics.get(name) }));
    const names = found.flatMap(({ name, metric }) => (metric?.samples ? [`${name} (${metric.type})`] : []));
    const missing = found.flatMap(({ name, metric }) => (metric?.samples ? [] : [name]));
    const right = check.has.every(({ name, type }) => type === undefined || read.metrics.get(name)?.type === type);
    return {
      passed: right && missing.length === 0,
      expected,
      actual: msg('check.metrics.found', { names: names.join(', '), missing: missing.join(', ') }),
    };
  },
  reproduce: ({ container, port, path }, names) => names.curl({ container, port, path }),
});

function request(check: z.output<typeof schema>) {
  return {
    type: 'http',
    container: check.container,
    port: check.port,
    method: 'GET',
    path: check.path,
  } as const;
}
