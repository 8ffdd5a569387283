import * as z from 'zod';
import { formatBytes } from '../i18n/format.ts';
import { msg, raw } from '../i18n/message.ts';
import { boundFields, describeBounds, hasBound, isWithin, needsBound } from './bounds.ts';
import { commonFields, shortName } from './common.ts';
import { defineCheck } from './define.ts';

const megabyte = 1_000_000;

/** Unpacked size of an image. Bounds in MB (10⁶ bytes). */
export const size = defineCheck({
  kind: 'size',
  schema: z
    .strictObject({ kind: z.literal('size'), ...commonFields, image: shortName, ...boundFields })
    .refine(hasBound, needsBound)
    .describe('unpacked size of an image, MB; recorded as size'),
  plan: (check) => [{ type: 'image', image: check.image }],
  judge(check, evidence) {
    const facts = evidence.get({ type: 'image', image: check.image });
    const expected = describeBounds(check, (value) => formatBytes(value * megabyte));
    if (!facts) return { passed: false, expected, actual: msg('check.image.absent', { name: check.image }) };
    return {
      passed: isWithin(facts.unpackedSize / megabyte, check),
      expected,
      actual: raw(formatBytes(facts.unpackedSize)),
      figures: [{ image: check.image, figure: 'size', value: facts.unpackedSize }],
    };
  },
  reproduce: (check, names) => ({ argv: ['docker', 'history', names.image(check.image)] }),
});
