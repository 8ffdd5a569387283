import * as z from 'zod';
import { msg } from '../i18n/message.ts';
import { commonFields, shortName } from './common.ts';
import { defineCheck } from './define.ts';

const rootNames: ReadonlySet<string> = new Set(['0', 'root']);

/** The processes of a running container belong to root, or do not. */
export const user = defineCheck({
  kind: 'user',
  schema: z
    .strictObject({ kind: z.literal('user'), ...commonFields, container: shortName, root: z.boolean() })
    .describe('whether the processes of a running container belong to root'),
  plan: (check) => [{ type: 'processes', container: check.container }],
  judge(check, evidence) {
    const processes = evidence.get({ type: 'processes', container: check.container })?.filter((one) => one.uid !== '');
    const expected = msg(check.root ? 'check.user.root' : 'check.user.other');
    if (!processes || processes.length === 0) {
      return { passed: false, expected, actual: msg('check.container.absent', { name: check.container }), early: true };
    }
    const uids = [...new Set(processes.map((one) => one.uid))];
    const isRoot = uids.some((uid) => rootNames.has(uid));
    return {
      passed: isRoot === check.root,
      expected,
      actual: msg('check.user.actual', { uids: uids.join(', '), command: processes[0]?.command ?? '' }),
      ...(isRoot && !check.root ? { hint: msg('check.user.hint') } : {}),
    };
  },
  reproduce: (check, names) => ({ argv: ['docker', 'top', names.container(check.container), '-eo', 'uid,pid,args'] }),
});
