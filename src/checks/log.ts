import * as z from 'zod';
import { msg, raw } from '../i18n/message.ts';
import { commonFields, shortName, showText, tailOf } from './common.ts';
import { defineCheck } from './define.ts';

/** A container's log holds a text. */
export const log = defineCheck({
  kind: 'log',
  schema: z
    .strictObject({ kind: z.literal('log'), ...commonFields, container: shortName, contains: z.string().min(1) })
    .describe('the log of a container holds a text'),
  plan: (check) => [{ type: 'logs', container: check.container }],
  judge(check, evidence) {
    const logs = evidence.get({ type: 'logs', container: check.container });
    const expected = msg('check.log.expected', { text: showText(check.contains) });
    if (logs === undefined)
      return { passed: false, expected, actual: msg('check.container.absent', { name: check.container }) };
    const passed = logs.includes(check.contains);
    const line = logs.split('\n').find((candidate) => candidate.includes(check.contains));
    if (passed) return { passed, expected, actual: raw(line?.trim() ?? check.contains) };
    return { passed, early: true, expected, actual: logs.trim() === '' ? msg('check.log.empty') : raw(tailOf(logs)) };
  },
  reproduce: (check, names) => ({ argv: ['docker', 'logs', names.container(check.container)] }),
});
