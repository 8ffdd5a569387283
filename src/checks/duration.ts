import * as z from 'zod';
import { formatSeconds } from '../i18n/format.ts';
import { msg, raw } from '../i18n/message.ts';
import { boundFields, describeBounds, hasBound, isWithin, needsBound } from './bounds.ts';
import { commonFields } from './common.ts';
import { defineCheck } from './define.ts';

/** How long an action took, seconds. */
export const duration = defineCheck({
  kind: 'duration',
  schema: z
    .strictObject({
      kind: z.literal('duration'),
      ...commonFields,
      action: z.number().int().min(0).default(0),
      ...boundFields,
    })
    .refine(hasBound, needsBound)
    .describe('how long an action took, seconds'),
  plan: (check) => [{ type: 'action', index: check.action }],
  judge(check, evidence) {
    const result = evidence.get({ type: 'action', index: check.action });
    const expected = describeBounds(check, formatSeconds);
    if (!result) return { passed: false, expected, actual: msg('check.action.absent') };
    return { passed: isWithin(result.seconds, check), expected, actual: raw(formatSeconds(result.seconds)) };
  },
  reproduce: () => undefined,
});
