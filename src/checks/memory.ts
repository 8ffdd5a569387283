import * as z from 'zod';
import { formatBytes } from '../i18n/format.ts';
import { msg, raw } from '../i18n/message.ts';
import { boundFields, describeBounds, hasBound, isWithin, needsBound } from './bounds.ts';
import { commonFields, shortName } from './common.ts';
import { defineCheck } from './define.ts';

const megabyte = 1_000_000;

/** Memory in use by a running container, recorded as a figure. Bounds in MB (10⁶ bytes). */
export const memory = defineCheck({
  kind: 'memory',
  schema: z
    .strictObject({
      kind: z.literal('memory'),
      ...commonFields,
      container: shortName,
      image: shortName.optional(),
      ...boundFields,
    })
    .refine(hasBound, needsBound)
    .describe('memory in use, MB; recorded as memory'),
  plan: (check) => [{ type: 'memory', container: check.container }],
  judge(check, evidence) {
    const facts = evidence.get({ type: 'memory', container: check.container });
    const expected = describeBounds(check, (value) => formatBytes(value * megabyte));
    if (!facts)
      return { passed: false, expected, actual: msg('check.container.absent', { name: check.container }), early: true };
    return {
      passed: isWithin(facts.bytes / megabyte, check),
      expected,
      actual: raw(formatBytes(facts.bytes)),
      figures: [{ image: check.image ?? check.container, figure: 'memory', value: facts.bytes }],
    };
  },
  reproduce: (check, names) => ({ argv: ['docker', 'stats', '--no-stream', names.container(check.container)] }),
});
