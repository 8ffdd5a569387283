import * as z from 'zod';
import { formatBytes } from '../i18n/format.ts';
import { msg, raw } from '../i18n/message.ts';
import { commonFields, imagePath, shortName } from './common.ts';
import { defineCheck } from './define.ts';

/** Paths that an image has or lacks. */
export const path = defineCheck({
  kind: 'path',
  schema: z
    .strictObject({
      kind: z.literal('path'),
      ...commonFields,
      image: shortName,
      present: z.array(imagePath).default([]),
      absent: z.array(imagePath).default([]),
    })
    .refine((check) => check.present.length + check.absent.length > 0, {
      error: 'present or absent: a check without paths cannot fail',
    })
    .describe('paths that an image holds or lacks'),
  plan: (check) => [
    { type: 'image', image: check.image },
    ...[...check.present, ...check.absent].map((path) => ({ type: 'image-path', image: check.image, path }) as const),
  ],
  judge(check, evidence) {
    const find = (wanted: string) => evidence.get({ type: 'image-path', image: check.image, path: wanted });
    const expected = msg('check.path.expected', { present: check.present.join(' '), absent: check.absent.join(' ') });
    if (!evidence.get({ type: 'image', image: check.image })) {
      return { passed: false, expected, actual: msg('check.image.absent', { name: check.image }) };
    }
    const missing = check.present.filter((wanted) => !find(wanted));
    const unwanted = check.absent.filter((wanted) => find(wanted));
    const passed = missing.length + unwanted.length === 0;
    const seen = [...check.present, ...check.absent].map((wanted) => {
      const facts = find(wanted);
      if (!facts) return `${wanted} –`;
      return facts.kind === 'file' ? `${wanted} ✓ ${formatBytes(facts.size)}` : `${wanted} ✓`;
    });
    return {
      passed,
      expected,
      actual: raw(seen.join(' · ')),
    };
  },
  reproduce: (check, names) =>
    `docker create --name look ${names.image(check.image)} x && docker export look | tar -t; docker rm look`,
});
