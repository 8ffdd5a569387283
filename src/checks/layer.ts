import * as z from 'zod';
import { formatBytes } from '../i18n/format.ts';
import { msg, raw } from '../i18n/message.ts';
import { boundFields, describeBounds, isWithin } from './bounds.ts';
import { commonFields, shortName, showText } from './common.ts';
import { defineCheck } from './define.ts';

const megabyte = 1_000_000;

/** The history of an image holds an instruction, its layer within bounds (MB). */
export const layer = defineCheck({
  kind: 'layer',
  schema: z
    .strictObject({
      kind: z.literal('layer'),
      ...commonFields,
      image: shortName,
      instruction: z
        .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
        .describe('text that the history entry holds, spaces folded; of several any'),
      absent: z.boolean().default(false),
      ...boundFields,
    })
    .describe('the history of an image holds (or lacks) an instruction'),
  plan: (check) => [{ type: 'image', image: check.image }],
  judge(check, evidence) {
    const facts = evidence.get({ type: 'image', image: check.image });
    const wanted = [check.instruction].flat();
    const text = wanted.map(showText).join(' / ');
    const expected = check.absent ? msg('check.layer.not', { text }) : msg('check.layer.expected', { text });
    if (!facts) return { passed: false, expected, actual: msg('check.image.absent', { name: check.image }) };
    const found = facts.history.find((entry) => wanted.some((one) => fold(entry.createdBy).includes(fold(one))));
    const all = facts.history.map((entry) => fold(entry.createdBy).slice(0, 60)).join(' · ');
    if (check.absent)
      return { passed: !found, expected, actual: found ? raw(fold(found.createdBy)) : msg('check.layer.none') };
    if (!found) return { passed: false, expected, actual: all === '' ? msg('check.layer.none') : raw(all) };
    const mb = found.size / megabyte;
    const bounded = check.atMost !== undefined || check.atLeast !== undefined;
    return {
      passed: isWithin(mb, check),
      expected: bounded
        ? msg('check.layer.bound', { text, bound: describeBounds(check, (value) => formatBytes(value * megabyte)) })
        : expected,
      actual: raw(`${fold(found.createdBy).slice(0, 80)}: ${formatBytes(found.size)}`),
    };
  },
  reproduce: (check, names) => ({ argv: ['docker', 'history', '--no-trunc', names.image(check.image)] }),
});

function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
