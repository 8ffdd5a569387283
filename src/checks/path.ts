import * as z from 'zod';
import { formatBytes } from '../i18n/format.ts';
import { msg } from '../i18n/message.ts';
import { commonFields, imagePath, shortName } from './common.ts';
import { defineCheck } from './define.ts';
import { lookInto } from './look.ts';

const listing = 'docker export look | tar -tf -';

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
    const wanted = [...check.present, ...check.absent];
    const there = wanted.flatMap((path) => {
      const facts = find(path);
      if (!facts) return [];
      return facts.kind === 'file' ? `${path} (${formatBytes(facts.size)})` : path;
    });
    const gone = wanted.filter((path) => !find(path));
    // In the order of what was expected, so that the two can be laid side by side.
    return {
      passed,
      expected,
      actual: msg('check.path.found', { present: there.join(' '), absent: gone.join(' ') }),
    };
  },
  // PowerShell takes what goes through a pipe for text, so cmd has to make it there.
  reproduce: (check, names, shell) =>
    lookInto(names.image(check.image), shell === 'powershell' ? { argv: ['cmd', '/c', listing] } : { typed: listing }),
});
