import { parseImage, shortImage } from '../../dockerfile/images.ts';
import { lineage, rootBase } from '../../dockerfile/stages.ts';
import { msg, raw } from '../../i18n/message.ts';
import { holds, open, type Rule } from './rule.ts';

/** The last stage begins with one of these images, with any of its tags when none is named. */
export const base: Rule = {
  needs: 'bases',
  expected: ({ bases = [] }) => msg('check.dockerfile.base', { bases: bases.join(' · ') }),
  judge({ model, last }, { bases = [] }) {
    const found = rootBase(model, last);
    if (found.kind === 'unknown') return open;
    const name = found.kind === 'scratch' ? 'scratch' : found.image;
    if (bases.some((wanted) => isSame(name, wanted))) return holds(raw(name));
    // A mirror has the same image under a longer name.
    if (found.kind === 'image' && bases.some((wanted) => mayBeSame(name, wanted))) return open;
    return {
      says: 'wrong',
      actual: raw(name),
      line: (lineage(model, last)[0] ?? last).from.lines.start,
      hint: msg('check.dockerfile.base.hint'),
    };
  },
};

function isSame(image: string, wanted: string): boolean {
  const [a, b] = [parseImage(image), parseImage(wanted)];
  return a.repository === b.repository && (a.tag === b.tag || !/:[^/]*$/.test(wanted));
}

function mayBeSame(image: string, wanted: string): boolean {
  // A digest says nothing of the tag.
  return parseImage(image).repository.includes('/') || image.includes('@')
    ? shortImage(image) === shortImage(wanted)
    : false;
}
