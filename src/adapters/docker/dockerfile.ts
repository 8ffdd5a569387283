import { findInstruction, findMentions } from '../../dockerfile/mentions.ts';
import { parseDockerfile } from '../../dockerfile/parse.ts';

export interface Mentions {
  readonly images: readonly string[];
  /** False when a name depends on a variable that nobody has set. */
  readonly complete: boolean;
}

/** Every image that FROM, `COPY --from` and `RUN --mount=from` name; build stages are not images. */
export function findImages(text: string, buildArgs: Readonly<Record<string, string>>): Mentions {
  const mentions = findMentions(parseDockerfile(text, buildArgs));
  const images = mentions.flatMap(({ image }) => image ?? []);
  return { images: [...new Set(images)], complete: images.length === mentions.length };
}

export interface GeneratedDockerfile {
  readonly text: string;
  /** For each line of the text, from the first: its line in the original. */
  readonly lines: readonly number[];
  /** For each instruction: its line in the original, `undefined` for one that was added. */
  readonly steps: readonly (number | undefined)[];
  /** Where each stage begins in `steps`. */
  readonly stages: readonly number[];
}

export interface Replacement {
  readonly buildArgs: Readonly<Record<string, string>>;
  /** The local image to use for that one, if any. */
  readonly replace: (image: string) => string | undefined;
  /** An instruction to put behind every FROM that begins with an image, not with an earlier stage. */
  readonly afterFrom?: string;
}

/**
 * The same Dockerfile with image names replaced. Without `afterFrom` every line keeps its number.
 * For builders that cannot be told to take one image for another.
 */
export function generateDockerfile(original: string, replacement: Replacement): GeneratedDockerfile {
  const model = parseDockerfile(original, replacement.buildArgs);
  const rows = original.split('\n');
  // From the right, so that positions further left stay true.
  for (const { image, place } of findMentions(model).toReversed()) {
    const local = image === undefined ? undefined : replacement.replace(image);
    if (local === undefined || place === undefined) continue;
    const row = rows[place.line - 1] ?? '';
    rows[place.line - 1] = row.slice(0, place.from) + local + row.slice(place.to);
  }
  const begins = new Map(model.stages.map(({ from, base }) => [from, base.kind !== 'stage']));
  const lastLines = new Set<number>();
  const steps: (number | undefined)[] = [];
  const stages: number[] = [];
  for (const instruction of model.instructions) {
    if (begins.has(instruction)) stages.push(steps.length);
    steps.push(instruction.lines.start);
    if (replacement.afterFrom === undefined || !begins.get(instruction)) continue;
    lastLines.add(instruction.lines.end);
    steps.push(undefined);
  }
  const text: string[] = [];
  const lines: number[] = [];
  rows.forEach((row, index) => {
    text.push(row);
    lines.push(index + 1);
    if (replacement.afterFrom === undefined || !lastLines.has(index + 1)) return;
    text.push(replacement.afterFrom);
    lines.push(index + 1);
  });
  return { text: text.join('\n'), lines, steps, stages };
}

/**
 * The line on which an instruction begins, found by its text as BuildKit prints it: on one line,
 * without comments. `undefined` when it is not there, or there twice.
 */
export function findLine(text: string, instruction: string): number | undefined {
  return findInstruction(parseDockerfile(text), instruction);
}
