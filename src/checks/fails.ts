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
      saying: z.string().min(1).describe('text that its output must hold'),
    })
    .describe('a command fails, for the reason that the lesson gives'),
  plan: (check) => [{ type: 'action', index: check.action }],
  judge(check, evidence) {
    const result = evidence.get({ type: 'action', index: check.action });
    const expected = msg('check.fails.expected', { text: showText(check.saying) });
    if (!result) return { passed: false, expected, actual: msg('check.action.absent') };
    if (result.exitCode === 0) return { passed: false, expected, actual: msg('check.fails.succeeded') };
    const told = result.output.split('\n').find((line) => line.includes(check.saying));
    return {
      passed: result.output.includes(check.saying),
      expected,
      actual: msg('check.fails.exit', {
        code: result.exitCode,
        output: told === undefined ? tailOf(result.output, 2) : tailOf(told),
      }),
    };
  },
  reproduce: () => undefined,
});
