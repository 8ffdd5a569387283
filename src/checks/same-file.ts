import * as z from 'zod';
import { msg } from '../i18n/message.ts';
import { commonFields, imagePath, shortName } from './common.ts';
import { defineCheck } from './define.ts';
import { copyOut } from './look.ts';

/** Two images hold the same file to the last bit, or do not. */
export const sameFile = defineCheck({
  kind: 'same-file',
  schema: z
    .strictObject({
      kind: z.literal('same-file'),
      ...commonFields,
      image: shortName,
      path: imagePath,
      to: shortName,
      toPath: imagePath.optional().describe('when the path in the other image differs'),
      differs: z.boolean().default(false).describe('the files must not be equal'),
    })
    .refine((check) => check.image !== check.to || (check.toPath ?? check.path) !== check.path, {
      path: ['to'],
      error: 'another file: a file is always equal to itself',
    })
    .describe('a file in one image equals (or differs from) a file in another'),
  plan: (check) => [
    { type: 'image-path', image: check.image, path: check.path },
    { type: 'image-path', image: check.to, path: check.toPath ?? check.path },
  ],
  judge(check, evidence) {
    const toPath = check.toPath ?? check.path;
    const mine = evidence.get({ type: 'image-path', image: check.image, path: check.path });
    const theirs = evidence.get({ type: 'image-path', image: check.to, path: toPath });
    const expected = msg(check.differs ? 'check.same-file.differs' : 'check.same-file.same', {
      mine: `${check.image}:${check.path}`,
      theirs: `${check.to}:${toPath}`,
    });
    if (!mine || !theirs) {
      const [image, path] = mine ? [check.to, toPath] : [check.image, check.path];
      return { passed: false, expected, actual: msg('check.path.absent', { image, path }) };
    }
    if (mine.sha256 === undefined || theirs.sha256 === undefined) {
      const path = mine.sha256 === undefined ? check.path : toPath;
      return { passed: false, expected, actual: msg('check.same-file.no-file', { path }) };
    }
    const same = mine.sha256 === theirs.sha256;
    return {
      passed: same !== check.differs,
      expected,
      actual: same
        ? msg('check.same-file.both', { sum: short(mine.sha256) })
        : msg('check.same-file.two', { mine: short(mine.sha256), theirs: short(theirs.sha256) }),
      ...(same || check.differs ? {} : { hint: msg('check.same-file.hint') }),
    };
  },
  reproduce: (check, names, shell) => ({
    each: [
      copyOut(names.image(check.image), check.path, 'first'),
      copyOut(names.image(check.to), check.toPath ?? check.path, 'second'),
      { argv: shell === 'posix' ? ['cmp', 'first', 'second'] : ['fc.exe', '/b', 'first', 'second'] },
    ],
  }),
});

/** Enough of a sum to tell two apart. */
function short(sum: string): string {
  return `sha256 ${sum.slice(0, 12)}…`;
}
