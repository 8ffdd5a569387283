import { msg } from '../../i18n/message.ts';
import { holds, type Rule } from './rule.ts';

/** How many stages there are. */
export const stages: Rule = {
  needs: 'atLeast',
  expected: ({ atLeast = 1 }) => msg('check.dockerfile.stages', { count: atLeast }),
  judge({ model, last }, { atLeast = 1 }) {
    const count = model.stages.length;
    const actual = msg('check.dockerfile.stages.actual', { count });
    if (count >= atLeast) return holds(actual);
    return { says: 'wrong', actual, line: last.from.lines.start, hint: msg('check.dockerfile.stages.hint') };
  },
};
