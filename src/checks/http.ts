import * as z from 'zod';
import { msg, raw } from '../i18n/message.ts';
import { commonFields, containerPort, normaliseText, shortName, showText, unanswered, urlPath } from './common.ts';
import { defineCheck } from './define.ts';

const schema = z
  .strictObject({
    kind: z.literal('http'),
    ...commonFields,
    container: shortName,
    port: containerPort,
    method: z.enum(['GET', 'POST']).default('GET'),
    path: urlPath,
    status: z.number().int().min(100).max(599).default(200),
    body: z.string().optional().describe('the exact body; line endings and the last newline do not count'),
    contains: z.string().min(1).optional(),
    excludes: z.string().min(1).optional(),
  })
  .describe('a request to a running container is answered as expected');

/** Status and body of one HTTP answer. */
export const http = defineCheck({
  kind: 'http',
  schema,
  plan: (check) => [request(check)],
  judge(check, evidence) {
    const answer = evidence.get(request(check));
    const wanted = check.body ?? check.contains ?? (check.excludes === undefined ? undefined : `≠ ${check.excludes}`);
    const expected = raw(wanted === undefined ? `${check.status}` : `${check.status} ${showText(wanted)}`);
    if (!answer.answered) return unanswered(expected, answer);
    const body = normaliseText(answer.body);
    const passed =
      answer.status === check.status &&
      (check.body === undefined || body === normaliseText(check.body)) &&
      (check.contains === undefined || body.includes(check.contains)) &&
      (check.excludes === undefined || !body.includes(check.excludes));
    return {
      passed,
      expected,
      actual: raw(`${answer.status} ${showText(body)}`),
      ...(passed ? {} : { hint: msg('check.http.hint') }),
    };
  },
  reproduce: ({ container, port, method, path }, names) => names.curl({ container, port, method, path }),
});

function request(check: z.output<typeof schema>) {
  return {
    type: 'http',
    container: check.container,
    port: check.port,
    method: check.method,
    path: check.path,
  } as const;
}
