import { parseImage } from '../../dockerfile/images.ts';
import type { Instruction } from '../../dockerfile/instruction.ts';
import type { DockerfileModel } from '../../dockerfile/model.ts';
import { msg, raw } from '../../i18n/message.ts';
import { holds, open, type Rule, shown } from './rule.ts';

/** Every image from outside says which one it is: by a digest, or by a tag that is not `latest`. */
export const pinned: Rule = {
  expected: () => msg('check.dockerfile.pinned'),
  judge({ model }) {
    const named = outside(model);
    const loose = named
      .filter(({ image }) => image !== undefined && !isPinned(image))
      .sort((a, b) => a.instruction.lines.start - b.instruction.lines.start)[0];
    if (loose) {
      return {
        says: 'wrong',
        actual: shown(loose.instruction),
        line: loose.instruction.lines.start,
        hint: msg('check.dockerfile.pinned.hint'),
      };
    }
    const images = [...new Set(named.map(({ image }) => image))];
    if (images.includes(undefined)) return open;
    return holds(raw(images.join(' · ') || 'scratch'));
  },
};

interface Named {
  readonly instruction: Instruction;
  /** `undefined` when the text does not tell. */
  readonly image: string | undefined;
}

/** The images of every stage: what is not built today is built by `--target` tomorrow. */
function outside({ stages }: DockerfileModel): readonly Named[] {
  return stages
    .flatMap(({ base, from, uses }): Named[] => [
      ...(base.kind === 'image' ? [{ instruction: from, image: base.image }] : []),
      ...(base.kind === 'unknown' ? [{ instruction: from, image: undefined }] : []),
      ...uses.flatMap(({ source, instruction }): Named[] => {
        if (source.kind === 'image') return [{ instruction, image: source.image }];
        return source.kind === 'unknown' ? [{ instruction, image: undefined }] : [];
      }),
    ])
    .filter(({ image }) => image !== 'scratch');
}

function isPinned(image: string): boolean {
  return image.includes('@') || parseImage(image).tag !== 'latest';
}
