import { type Instruction, wordsOf } from './instruction.ts';
import type { DockerfileModel } from './model.ts';
import { positionOf } from './rows.ts';

/** An image that a Dockerfile takes something from, and where its name stands. */
export interface Mention {
  /** With variables put in; `undefined` when one of them is not known. */
  readonly image: string | undefined;
  /** `undefined` when the name is quoted or goes on in the next line. */
  readonly place: Place | undefined;
}

/** A name in one line of the file: line from 1, columns from 0, the last one not included. */
export interface Place {
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

/** Every image that FROM, `COPY --from` and `RUN --mount=from` name, in order; stages are not images. */
export function findMentions(model: DockerfileModel): readonly Mention[] {
  const found: Mention[] = [];
  for (const { from, base, uses } of model.stages) {
    const [word] = wordsOf(from);
    if (word && (base.kind === 'image' || base.kind === 'unknown')) {
      const image = base.kind === 'image' ? base.image : undefined;
      found.push({ image, place: placeOf(from, word.at, word.text.length) });
    }
    for (const { instruction, name, source, at, deferred } of uses) {
      if (deferred || source.kind === 'stage' || source.kind === 'later' || name === 'scratch' || /^\d+$/.test(name))
        continue;
      const place = at === undefined ? undefined : placeOf(instruction, at, name.length);
      found.push({ image: source.kind === 'unknown' ? undefined : name, place });
    }
  }
  return found;
}

function placeOf({ source }: Instruction, at: number, length: number): Place | undefined {
  const from = positionOf(source, at);
  const to = positionOf(source, at + length - 1);
  return from.line === to.line ? { line: from.line, from: from.column, to: to.column + 1 } : undefined;
}

/**
 * The line on which an instruction begins, found by its text as BuildKit prints it: on one line,
 * without comments. `undefined` when it is not there, or there twice.
 */
export function findInstruction(model: DockerfileModel, text: string): number | undefined {
  const wanted = squeeze(text);
  const found = model.instructions.filter(({ source }) => squeeze(source.text) === wanted);
  return found.length === 1 ? found[0]?.lines.start : undefined;
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
