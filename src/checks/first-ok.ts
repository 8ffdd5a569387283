import * as z from 'zod';
import { formatSeconds } from '../i18n/format.ts';
import { msg, raw } from '../i18n/message.ts';
import { commonFields, containerPort, shortName, urlPath } from './common.ts';
import { defineCheck } from './define.ts';

const schema = z
  .strictObject({
    kind: z.literal('first-ok'),
    ...commonFields,
    container: shortName,
    port: containerPort,
    path: urlPath.default('/healthz'),
    image: shortName.optional().describe('the image whose figure this is; the container name when left out'),
    atMost: z.number().positive().optional().describe('seconds'),
  })
  .describe('how long from `docker run` to the first 200; recorded as first-ok-seconds');

/** The time from `docker run` to the first OK, recorded as a figure. */
export const firstOk = defineCheck({
  kind: 'first-ok',
  schema,
  plan: (check) => [request(check)],
  judge(check, evidence) {
    const seen = evidence.get(request(check));
    const expected =
      check.atMost === undefined
        ? msg('check.first-ok.expected', { path: check.path })
        : msg('check.first-ok.bound', { path: check.path, time: formatSeconds(check.atMost) });
    if (!seen.ok) {
      return {
        passed: false,
        expected,
        actual: msg('check.first-ok.never', { time: formatSeconds(seen.seconds), lastSeen: seen.lastSeen }),
        hint: msg('check.first-ok.hint'),
      };
    }
    if (!seen.timed) return { passed: true, expected, actual: msg('check.first-ok.untimed') };
    return {
      passed: check.atMost === undefined || seen.seconds <= check.atMost,
      expected,
      actual: raw(formatSeconds(seen.seconds)),
      figures: [{ image: check.image ?? check.container, figure: 'first-ok-seconds', value: seen.seconds }],
    };
  },
  reproduce: ({ container, port, path }, names) => names.curl({ container, port, path, retry: true }),
});

function request(check: z.output<typeof schema>) {
  return { type: 'first-ok', container: check.container, port: check.port, path: check.path } as const;
}
