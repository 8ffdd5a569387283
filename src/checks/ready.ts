import * as z from 'zod';
import { msg } from '../i18n/message.ts';
import { commonFields } from './common.ts';
import { defineCheck } from './define.ts';

/** The doctor that the step ran found nothing missing on this machine. */
export const ready = defineCheck({
  kind: 'ready',
  schema: z
    .strictObject({
      kind: z.literal('ready'),
      ...commonFields,
      action: z.number().int().min(0).default(0).describe('index of the doctor among the actions'),
    })
    .describe('the doctor found nothing missing'),
  plan: (check) => [{ type: 'action', index: check.action }],
  judge(check, evidence) {
    const expected = msg('check.ready.expected');
    const seen = evidence.get({ type: 'action', index: check.action })?.examined;
    if (!seen) return { passed: false, expected, actual: msg('check.ready.absent') };
    const first = seen.missing[0];
    return first
      ? {
          passed: false,
          expected,
          actual: first.found,
          hint: msg('check.ready.hint'),
          ...(first.next ? { next: first.next } : {}),
        }
      : { passed: true, expected, actual: expected };
  },
  reproduce: () => undefined,
});
