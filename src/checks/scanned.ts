import * as z from 'zod';
import { msg } from '../i18n/message.ts';
import { commonFields, shortName } from './common.ts';
import { defineCheck } from './define.ts';

/** A scan of this very step has looked at each of these images; an earlier one may have seen another image of that name. How much it found is not judged: that changes by the day. */
export const scanned = defineCheck({
  kind: 'scanned',
  schema: z
    .strictObject({
      kind: z.literal('scanned'),
      ...commonFields,
      images: z.array(shortName).min(1),
    })
    .describe('a scanner looked at each image'),
  plan: (check) => check.images.map((image) => ({ type: 'scan', image }) as const),
  judge(check, evidence) {
    const counts = check.images.map((image) => ({ image, count: evidence.get({ type: 'scan', image }) }));
    const missing = counts.filter(({ count }) => count === undefined).map(({ image }) => image);
    return {
      passed: missing.length === 0,
      expected: msg('check.scanned.expected', { names: check.images.join(', ') }),
      actual:
        missing.length === 0
          ? msg('check.scanned.found', { counts: counts.map(({ image, count }) => `${image} ${count}`).join(', ') })
          : msg('check.scanned.missing', { names: missing.join(', ') }),
    };
  },
  reproduce: () => undefined,
});
