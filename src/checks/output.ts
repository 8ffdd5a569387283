import * as z from 'zod';
import { msg, raw } from '../i18n/message.ts';
import { commonFields, showText, tailOf } from './common.ts';
import { defineCheck } from './define.ts';

/** A command succeeds and prints a text. */
export const output = defineCheck({
  kind: 'output',
  schema: z
    .strictObject({
      kind: z.literal('output'),
      ...commonFields,
      action: z.number().int().min(0).default(0),
      contains: z.string().min(1),
    })
    .describe('a command succeeds and prints a text'),
  plan: (check) => [{ type: 'action', index: check.action }],
  judge(check, evidence) {
    const result = evidence.get({ type: 'action', index: check.action });
    const expected = msg('check.output.expected', { text: showText(check.contains) });
    if (!result) return { passed: false, expected, actual: msg('check.action.absent') };
    const passed = result.exitCode === 0 && result.output.includes(check.contains);
    const line = result.output.split('\n').find((candidate) => candidate.includes(check.contains));
    return {
      passed,
      expected,
      actual: passed
        ? raw(line?.trim() ?? '')
        : msg('check.fails.exit', { code: result.exitCode, output: tailOf(result.output, 2) }),
    };
  },
  reproduce: () => undefined,
});
