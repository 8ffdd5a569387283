import * as z from 'zod';
import { formatSeconds } from '../i18n/format.ts';
import { msg, raw } from '../i18n/message.ts';
import { commonFields, showText } from './common.ts';
import { defineCheck } from './define.ts';
import type { BuildVertex } from './evidence.ts';

/** Which instructions of a build came from the cache and which were done anew. */
export const cached = defineCheck({
  kind: 'cached',
  schema: z
    .strictObject({
      kind: z.literal('cached'),
      ...commonFields,
      action: z.number().int().min(0).default(0).describe('index of the build among the actions'),
      cached: z.array(z.string().min(1)).default([]),
      rebuilt: z.array(z.string().min(1)).default([]),
    })
    .refine((check) => check.cached.length + check.rebuilt.length > 0, {
      error: 'cached or rebuilt: a check without instructions cannot fail',
    })
    .describe('which instructions of a build came from the cache'),
  plan: (check) => [{ type: 'action', index: check.action }],
  judge(check, evidence) {
    const build = evidence.get({ type: 'action', index: check.action })?.build;
    const expected = msg('check.cached.expected', {
      cached: check.cached.join(', '),
      rebuilt: check.rebuilt.join(', '),
    });
    if (!build) return { passed: false, expected, actual: msg('check.build.absent') };
    const find = (text: string) => build.vertexes.find((vertex) => vertex.instruction?.includes(text));
    const passed =
      check.cached.every((text) => find(text)?.status === 'cached') &&
      check.rebuilt.every((text) => find(text)?.status === 'done');
    const seen = [...check.cached, ...check.rebuilt].map((text) => `${showText(text)}: ${describe(find(text))}`);
    return { passed, expected, actual: raw(seen.join(' · ')) };
  },
  reproduce: () => undefined,
});

function describe(vertex: BuildVertex | undefined): string {
  if (!vertex) return '?';
  return vertex.status === 'cached' ? 'CACHED' : `${vertex.status} ${formatSeconds(vertex.seconds)}`;
}
