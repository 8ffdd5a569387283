import * as z from 'zod';
import { msg, raw } from '../i18n/message.ts';
import { architectureName, commonFields, shortName } from './common.ts';
import { defineCheck } from './define.ts';

/** The processor that an image says it is for. It is only a word in its settings: `binary` looks at the program. */
export const architecture = defineCheck({
  kind: 'architecture',
  schema: z
    .strictObject({ kind: z.literal('architecture'), ...commonFields, image: shortName, is: architectureName })
    .describe('the processor that the settings of an image name'),
  plan: (check) => [{ type: 'image', image: check.image }],
  judge(check, evidence) {
    const facts = evidence.get({ type: 'image', image: check.image });
    const expected = raw(check.is);
    if (!facts) return { passed: false, expected, actual: msg('check.image.absent', { name: check.image }) };
    if (facts.architecture === '') return { passed: false, expected, actual: msg('check.architecture.none') };
    const passed = facts.architecture === check.is;
    return {
      passed,
      expected,
      actual: raw(facts.architecture),
      ...(passed ? {} : { hint: msg('check.architecture.hint', { wanted: check.is }) }),
    };
  },
  reproduce: (check, names) => ({
    argv: ['docker', 'image', 'inspect', '-f', '{{.Os}}/{{.Architecture}}', names.image(check.image)],
  }),
});
