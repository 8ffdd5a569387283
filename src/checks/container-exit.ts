import * as z from 'zod';
import { msg } from '../i18n/message.ts';
import { commonFields, describeContainer, shortName } from './common.ts';
import { defineCheck } from './define.ts';

/** A container has ended with a certain exit code. */
export const containerExit = defineCheck({
  kind: 'container-exit',
  schema: z
    .strictObject({
      kind: z.literal('container-exit'),
      ...commonFields,
      container: shortName,
      code: z.number().int().min(0).max(255),
    })
    .describe('a container has ended with this exit code'),
  plan: (check) => [{ type: 'container', container: check.container }],
  judge(check, evidence) {
    const facts = evidence.get({ type: 'container', container: check.container });
    return {
      passed: facts?.status === 'exited' && facts.exitCode === check.code,
      expected: msg('check.container.exited', { name: check.container, code: check.code }),
      actual: describeContainer(facts, check.container),
      early: facts?.status === 'running',
    };
  },
  reproduce: (check, names) => ({
    argv: ['docker', 'inspect', '--format', '{{.State.Status}} {{.State.ExitCode}}', names.container(check.container)],
  }),
});
