import { msg } from '../../i18n/message.ts';
import { holds, type Rule } from './rule.ts';

/** The text has no problem for which its build surely fails; those are found before any rule is asked. */
export const valid: Rule = {
  expected: () => msg('check.dockerfile.valid'),
  judge: ({ model }) => holds(msg('check.dockerfile.valid.actual', { count: model.instructions.length })),
};
