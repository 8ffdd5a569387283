import * as z from 'zod';
import { msg } from '../i18n/message.ts';
import { commonFields, shortName } from './common.ts';
import { defineCheck } from './define.ts';
import { figureName } from './figures.ts';

/** Every figure of a comparison was measured here. */
export const measured = defineCheck({
  kind: 'measured',
  schema: z
    .strictObject({
      kind: z.literal('measured'),
      ...commonFields,
      images: z.array(shortName).min(1),
      figures: z.array(figureName).min(1),
    })
    .describe('every figure of a comparison was measured on this machine'),
  plan: (check) =>
    check.images.flatMap((image) => check.figures.map((figure) => ({ type: 'figure', image, figure }) as const)),
  judge(check, evidence) {
    const missing: string[] = [];
    for (const image of check.images) {
      for (const figure of check.figures) {
        const value = evidence.get({ type: 'figure', image, figure });
        if (value === undefined) missing.push(`${image}/${figure}`);
      }
    }
    return {
      passed: missing.length === 0,
      expected: msg('check.measured.expected', { count: check.images.length * check.figures.length }),
      actual:
        missing.length === 0
          ? msg('check.measured.expected', { count: check.images.length * check.figures.length })
          : msg('check.measured.missing', { names: missing.join(', ') }),
    };
  },
  reproduce: () => undefined,
});
