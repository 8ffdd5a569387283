import { isPlainImage, parseImage } from '../../dockerfile/images.ts';
import { type RootBase, rootBase, usesOfFlow } from '../../dockerfile/stages.ts';
import { msg } from '../../i18n/message.ts';
import { holds, open, type Rule, shown } from './rule.ts';

/** The last stage takes something from another stage or from an image. */
export const copiesFrom: Rule = {
  expected: () => msg('check.dockerfile.copies-from'),
  judge({ model, last }) {
    const [use] = usesOfFlow(model, last).filter(({ deferred }) => !deferred);
    if (use) return holds(shown(use.instruction));
    if (last.base.kind === 'stage') return holds(shown(last.from));
    if (mayLeaveTriggers(rootBase(model, last))) return open;
    return {
      says: 'wrong',
      actual: msg('check.dockerfile.copies-from.none'),
      line: last.from.lines.start,
      hint: msg('check.dockerfile.copies-from.hint'),
    };
  },
};

/** Whether an image may hold ONBUILD lines, which could copy anything. */
function mayLeaveTriggers(base: RootBase): boolean {
  if (base.kind === 'scratch') return false;
  if (base.kind === 'unknown') return true;
  return !isPlainImage(base.image) && !parseImage(base.image).repository.startsWith('gcr.io/distroless/');
}
