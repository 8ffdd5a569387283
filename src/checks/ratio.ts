import * as z from 'zod';
import { formatRatio } from '../i18n/format.ts';
import { msg, raw } from '../i18n/message.ts';
import { boundFields, describeShare, hasBound, isWithin, needsBound } from './bounds.ts';
import { commonFields, shortName } from './common.ts';
import { defineCheck } from './define.ts';
import { figureName } from './figures.ts';
import { formatFigure } from './format-figure.ts';

/** One image's figure over another's: `0.1` is a tenth. */
export const ratio = defineCheck({
  kind: 'ratio',
  schema: z
    .strictObject({
      kind: z.literal('ratio'),
      ...commonFields,
      figure: figureName,
      image: shortName,
      to: shortName,
      ...boundFields,
    })
    .refine(hasBound, needsBound)
    .describe('a figure of one image divided by that of another'),
  plan: (check) => [
    { type: 'figure', image: check.image, figure: check.figure },
    { type: 'figure', image: check.to, figure: check.figure },
  ],
  judge(check, evidence) {
    const mine = evidence.get({ type: 'figure', image: check.image, figure: check.figure });
    const theirs = evidence.get({ type: 'figure', image: check.to, figure: check.figure });
    const expected = describeShare(check, check.to);
    if (typeof mine !== 'number' || typeof theirs !== 'number' || theirs === 0) {
      const name = typeof mine === 'number' ? check.to : check.image;
      return { passed: false, expected, actual: msg('check.figure.absent', { name, figure: check.figure }) };
    }
    return {
      passed: isWithin(mine / theirs, check),
      expected,
      actual: raw(
        `${formatRatio(mine / theirs)} (${check.image} ${formatFigure(check.figure, mine)}, ${check.to} ${formatFigure(check.figure, theirs)})`,
      ),
    };
  },
  reproduce: (check, names) =>
    check.figure === 'size'
      ? { each: [check.image, check.to].map((image) => ({ argv: ['docker', 'images', names.image(image)] })) }
      : undefined,
});
