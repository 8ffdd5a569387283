import * as z from 'zod';
import { msg, raw } from '../i18n/message.ts';
import { commonFields, shortName } from './common.ts';
import { defineCheck } from './define.ts';
import type { ContainerFacts } from './evidence.ts';

/** The health that the engine reports for a container. `starting` is judged as it was right after the start. */
export const health = defineCheck({
  kind: 'health',
  schema: z
    .strictObject({
      kind: z.literal('health'),
      ...commonFields,
      container: shortName,
      status: z.enum(['starting', 'healthy', 'unhealthy']),
      action: z
        .number()
        .int()
        .min(0)
        .optional()
        .describe('the `docker run` after which the state was looked at; for `starting`'),
    })
    .refine((check) => check.status !== 'starting' || check.action !== undefined, {
      error: 'starting needs `action`: it is only true right after the start',
    })
    .describe('the health that the engine reports'),
  plan: (check) => [
    check.action === undefined
      ? { type: 'container', container: check.container }
      : { type: 'action', index: check.action },
  ],
  judge(check, evidence) {
    const facts: ContainerFacts | undefined =
      check.action === undefined
        ? evidence.get({ type: 'container', container: check.container })
        : evidence.get({ type: 'action', index: check.action })?.started;
    const expected = raw(check.status);
    if (!facts) return { passed: false, expected, actual: msg('check.container.absent', { name: check.container }) };
    if (!facts.health) {
      return { passed: false, expected, actual: msg('check.health.none'), hint: msg('check.health.none.hint') };
    }
    const passed = facts.health.status === check.status;
    const said = facts.health.lastOutput.trim().slice(0, 200);
    return {
      passed,
      expected,
      actual: raw(passed || said === '' ? facts.health.status : `${facts.health.status}: ${said}`),
      early: check.status !== 'starting' && facts.status === 'running',
      ...(passed ? {} : { hint: msg('check.health.hint') }),
    };
  },
  reproduce: (check, names) => ({
    argv: ['docker', 'inspect', '--format', '{{json .State.Health}}', names.container(check.container)],
  }),
});
