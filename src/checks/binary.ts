import * as z from 'zod';
import { type Message, msg } from '../i18n/message.ts';
import { architectureName, commonFields, imagePath, shortName } from './common.ts';
import { defineCheck } from './define.ts';
import { readElf } from './elf.ts';
import { copyOut } from './look.ts';

/** How a binary in an image is linked and for which processor, read from its ELF header. */
export const binary = defineCheck({
  kind: 'binary',
  schema: z
    .strictObject({
      kind: z.literal('binary'),
      ...commonFields,
      image: shortName,
      path: imagePath,
      linking: z.enum(['static', 'dynamic']).optional(),
      machine: architectureName.optional().describe('the processor that it was built for'),
    })
    .refine((check) => check.linking !== undefined || check.machine !== undefined, {
      error: 'linking or machine: a check without either cannot fail',
    })
    .describe('how a binary in an image is linked, and for which processor'),
  plan: (check) => [{ type: 'image-path', image: check.image, path: check.path }],
  judge(check, evidence) {
    const facts = evidence.get({ type: 'image-path', image: check.image, path: check.path });
    const expected = phrase(
      check.linking && msg(check.linking === 'static' ? 'check.binary.static' : 'check.binary.dynamic'),
      check.machine,
    );
    if (!facts)
      return { passed: false, expected, actual: msg('check.path.absent', { image: check.image, path: check.path }) };
    const elf = readElf(facts.head);
    if (!elf) return { passed: false, expected, actual: msg('check.binary.not-elf', { path: check.path }) };
    const linked = check.linking === undefined || (elf.interpreter === undefined) === (check.linking === 'static');
    const made = check.machine === undefined || elf.machine === check.machine;
    const hint = linked ? msg('check.binary.machine.hint', { wanted: check.machine ?? '' }) : msg('check.binary.hint');
    return {
      passed: linked && made,
      expected,
      actual: phrase(
        check.linking &&
          (elf.interpreter === undefined
            ? msg('check.binary.static')
            : msg('check.binary.needs', { loader: elf.interpreter })),
        check.machine && elf.machine,
      ),
      ...(linked && made ? {} : { hint }),
    };
  },
  reproduce: (check, names, shell) => ({
    each: [
      copyOut(names.image(check.image), check.path, './binary'),
      // Go's own command tells how its compiler was called, where there is no `file`.
      { argv: shell === 'posix' ? ['file', 'binary'] : ['go', 'version', '-m', 'binary'] },
    ],
  }),
});

function phrase(linking: Message | undefined, machine: string | undefined): Message {
  if (!linking) return msg('check.binary.machine', { machine: machine ?? '' });
  return machine === undefined ? linking : msg('check.binary.both', { linking, machine });
}
