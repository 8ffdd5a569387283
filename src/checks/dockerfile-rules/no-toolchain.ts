import { isPlainImage, isToolchain } from '../../dockerfile/images.ts';
import { lineage, rootBase } from '../../dockerfile/stages.ts';
import { msg, raw } from '../../i18n/message.ts';
import { holds, open, type Rule } from './rule.ts';

/** The image that ships does not begin with a compiler's image. */
export const noToolchain: Rule = {
  expected: () => msg('check.dockerfile.no-toolchain'),
  judge({ model, last }) {
    const base = rootBase(model, last);
    if (base.kind === 'scratch') return holds(raw('scratch'));
    if (base.kind === 'unknown') return open;
    if (!isToolchain(base.image)) return isPlainImage(base.image) ? holds(raw(base.image)) : open;
    return {
      says: 'wrong',
      actual: msg('check.dockerfile.no-toolchain.actual', { image: base.image }),
      line: (lineage(model, last)[0] ?? last).from.lines.start,
      hint: msg('check.dockerfile.no-toolchain.hint'),
    };
  },
};
