import * as z from 'zod';
import { formatBytes } from '../i18n/format.ts';
import { msg } from '../i18n/message.ts';
import { commonFields, workspaceFile } from './common.ts';
import { defineCheck } from './define.ts';

/** Files that the learner's workspace has or lacks. */
export const file = defineCheck({
  kind: 'file',
  schema: z
    .strictObject({
      kind: z.literal('file'),
      ...commonFields,
      present: z.array(workspaceFile).default([]).describe('files, not folders'),
      absent: z.array(workspaceFile).default([]),
    })
    .refine((check) => check.present.length + check.absent.length > 0, {
      error: 'present or absent: a check without paths cannot fail',
    })
    .refine((check) => !check.absent.some((path) => check.present.includes(path)), {
      path: ['absent'],
      error: 'a path is either present or absent',
    })
    .describe('files that the workspace holds or lacks'),
  plan: (check) => [...check.present, ...check.absent].map((path) => ({ type: 'file', file: path }) as const),
  judge(check, evidence) {
    const wanted = [...check.present, ...check.absent];
    const found = new Map(wanted.map((path) => [path, evidence.get({ type: 'file', file: path })]));
    const there = wanted.flatMap((path) => {
      const facts = found.get(path);
      return facts ? [`${path} (${formatBytes(facts.size)})`] : [];
    });
    const gone = wanted.filter((path) => !found.get(path));
    return {
      passed: check.present.every((path) => found.get(path)) && !check.absent.some((path) => found.get(path)),
      expected: msg('check.path.expected', { present: check.present.join(' '), absent: check.absent.join(' ') }),
      actual: msg('check.path.found', { present: there.join(' '), absent: gone.join(' ') }),
    };
  },
  reproduce: () => undefined,
});
