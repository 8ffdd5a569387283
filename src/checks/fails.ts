import * as z from 'zod';
import { msg } from '../i18n/message.ts';
import { commonFields, showText, tailOf } from './common.ts';
import { defineCheck } from './define.ts';

/** A command that must fail, and say why. */
export const fails = defineCheck({
  kind: 'fails',
  schema: z
    .strictObject({
      kind: z.literal('fails'),
      ...commonFields,
      action: z.number().int().min(0).default(0),
      saying: z
        .string()
        .min(1)
        .optional()
        .describe('text that its output must hold, in capitals or not; any failure will do without'),
    })
    .describe('a command fails, for the reason that the lesson gives'),
  plan: (check) => [{ type: 'action', index: check.action }],
  judge(check, evidence) {
    const result = evidence.get({ type: 'action', index: check.action });
    const { saying } = check;
    const expected =
      saying === undefined ? msg('check.fails.any') : msg('check.fails.expected', { text: showText(saying) });
    if (!result) return { passed: false, expected, actual: msg('check.action.absent') };
    if (result.exitCode === 0) return { passed: false, expected, actual: msg('check.fails.succeeded') };
    // One runtime writes "no such file", another "No such file".
    const wanted = saying?.toLowerCase();
    const told =
      wanted === undefined ? undefined : result.output.split('\n').find((line) => line.toLowerCase().includes(wanted));
    return {
      passed: saying === undefined || told !== undefined,
      expected,
      actual: msg('check.fails.exit', {
        code: result.exitCode,
        output: told === undefined ? tailOf(result.output, 2) : tailOf(told),
      }),
    };
  },
  reproduce: () => undefined,
});
