import * as z from 'zod';
import { msg } from '../i18n/message.ts';
import { commonFields, imagePath, shortName } from './common.ts';
import { defineCheck } from './define.ts';
import { readElf } from './elf.ts';

/** How a binary in an image is linked, read from its ELF header. */
export const binary = defineCheck({
  kind: 'binary',
  schema: z
    .strictObject({
      kind: z.literal('binary'),
      ...commonFields,
      image: shortName,
      path: imagePath,
      linking: z.enum(['static', 'dynamic']),
    })
    .describe('how a binary in an image is linked'),
  plan: (check) => [{ type: 'image-path', image: check.image, path: check.path }],
  judge(check, evidence) {
    const facts = evidence.get({ type: 'image-path', image: check.image, path: check.path });
    const expected = msg(check.linking === 'static' ? 'check.binary.static' : 'check.binary.dynamic');
    if (!facts)
      return { passed: false, expected, actual: msg('check.path.absent', { image: check.image, path: check.path }) };
    const elf = readElf(facts.head);
    if (!elf) return { passed: false, expected, actual: msg('check.binary.not-elf', { path: check.path }) };
    const passed = (elf.interpreter === undefined) === (check.linking === 'static');
    return {
      passed,
      expected,
      actual:
        elf.interpreter === undefined
          ? msg('check.binary.static')
          : msg('check.binary.needs', { loader: elf.interpreter }),
      ...(passed ? {} : { hint: msg('check.binary.hint') }),
    };
  },
  reproduce: (check, names) =>
    `docker create --name look ${names.image(check.image)} x && docker cp look:${check.path} ./binary; docker rm look; file binary`,
});
