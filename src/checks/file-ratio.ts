import * as z from 'zod';
import { formatBytes, formatRatio } from '../i18n/format.ts';
import { msg, raw } from '../i18n/message.ts';
import { boundFields, describeShare, hasBound, isWithin, needsBound } from './bounds.ts';
import { commonFields, imagePath, shortName } from './common.ts';
import { defineCheck } from './define.ts';

/** The size of one file in an image over one in another image. */
export const fileRatio = defineCheck({
  kind: 'file-ratio',
  schema: z
    .strictObject({
      kind: z.literal('file-ratio'),
      ...commonFields,
      image: shortName,
      path: imagePath,
      to: shortName,
      toPath: imagePath.optional(),
      ...boundFields,
    })
    .refine(hasBound, needsBound)
    .describe('size of a file in one image divided by that of a file in another'),
  plan: (check) => [
    { type: 'image-path', image: check.image, path: check.path },
    { type: 'image-path', image: check.to, path: check.toPath ?? check.path },
  ],
  judge(check, evidence) {
    const mine = evidence.get({ type: 'image-path', image: check.image, path: check.path });
    const theirs = evidence.get({ type: 'image-path', image: check.to, path: check.toPath ?? check.path });
    const expected = describeShare(check, check.to);
    if (!mine || !theirs || theirs.size === 0) {
      const [image, path] = mine ? [check.to, check.toPath ?? check.path] : [check.image, check.path];
      return { passed: false, expected, actual: msg('check.path.absent', { image, path }) };
    }
    return {
      passed: isWithin(mine.size / theirs.size, check),
      expected,
      actual: raw(`${formatRatio(mine.size / theirs.size)} (${formatBytes(mine.size)} / ${formatBytes(theirs.size)})`),
    };
  },
  reproduce: () => undefined,
});
