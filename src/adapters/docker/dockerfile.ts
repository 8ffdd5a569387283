import { Copy, type Dockerfile, DockerfileParser, type From, type Instruction, Run } from 'dockerfile-ast';

/** An image that a Dockerfile takes something from, and where its name stands. */
interface Mention {
  /** With variables put in; `undefined` when one of them is not known. */
  readonly image: string | undefined;
  /** Zero-based; a name never spans lines. */
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

export interface Mentions {
  readonly images: readonly string[];
  /** False when a name depends on a variable that nobody has set. */
  readonly complete: boolean;
}

/** Every image that FROM, `COPY --from` and `RUN --mount=from` name; build stages are not images. */
export function findImages(text: string, buildArgs: Readonly<Record<string, string>>): Mentions {
  const mentions = findMentions(DockerfileParser.parse(text), buildArgs);
  const images = mentions.flatMap(({ image }) => image ?? []);
  return { images: [...new Set(images)], complete: images.length === mentions.length };
}

export interface GeneratedDockerfile {
  readonly text: string;
  /** For each line of the text, from the first: its line in the original. */
  readonly lines: readonly number[];
  /** For each instruction: its line in the original, `undefined` for one that was added. */
  readonly steps: readonly (number | undefined)[];
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
  const dockerfile = DockerfileParser.parse(original);
  const rows = original.split('\n');
  const mentions = findMentions(dockerfile, replacement.buildArgs);
  // From the right, so that positions further left stay true.
  for (const { image, line, from, to } of mentions.toReversed()) {
    const local = image === undefined ? undefined : replacement.replace(image);
    const row = rows[line];
    if (local !== undefined && row !== undefined) rows[line] = row.slice(0, from) + local + row.slice(to);
  }
  const stages = new Set<string>();
  const lastLines = new Set<number>();
  const steps: (number | undefined)[] = [];
  for (const instruction of dockerfile.getInstructions()) {
    const range = instruction.getRange();
    steps.push(range.start.line + 1);
    if (!isFrom(instruction)) continue;
    const onStage = stages.has(instruction.getImage()?.toLowerCase() ?? '');
    addStage(stages, instruction);
    if (replacement.afterFrom === undefined || onStage) continue;
    lastLines.add(range.end.line);
    steps.push(undefined);
  }
  const text: string[] = [];
  const lines: number[] = [];
  rows.forEach((row, index) => {
    text.push(row);
    lines.push(index + 1);
    if (replacement.afterFrom === undefined || !lastLines.has(index)) return;
    text.push(replacement.afterFrom);
    lines.push(index + 1);
  });
  return { text: text.join('\n'), lines, steps };
}

/**
 * The line on which an instruction begins, found by its text as BuildKit prints it: on one line,
 * without comments. `undefined` when it is not there, or there twice.
 */
export function findLine(text: string, instruction: string): number | undefined {
  const wanted = squeeze(instruction);
  const rows = text.split('\n');
  const found = DockerfileParser.parse(text)
    .getInstructions()
    .flatMap((candidate) => {
      const { start, end } = candidate.getRange();
      const own = rows.slice(start.line, end.line + 1).filter((row) => !row.trimStart().startsWith('#'));
      const joined = own.map((row) => row.replace(/[\\`]\s*$/, ' ')).join(' ');
      return squeeze(joined) === wanted ? [start.line + 1] : [];
    });
  return found.length === 1 ? found[0] : undefined;
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function findMentions(dockerfile: Dockerfile, buildArgs: Readonly<Record<string, string>>): Mention[] {
  const variables = globalVariables(dockerfile, buildArgs);
  const stages = new Set<string>();
  const found: Mention[] = [];
  const add = (name: string | null, range: Range | null, known: ReadonlyMap<string, string>): void => {
    if (!name || !range || name === 'scratch' || /^\d+$/.test(name) || stages.has(name.toLowerCase())) return;
    const image = expand(name, known);
    if (image !== undefined && stages.has(image.toLowerCase())) return;
    found.push({ image, line: range.start.line, from: range.start.character, to: range.end.character });
  };
  for (const instruction of dockerfile.getInstructions()) {
    if (isFrom(instruction)) {
      add(instruction.getImage(), instruction.getImageRange(), variables);
      addStage(stages, instruction);
    } else if (instruction instanceof Copy) {
      const from = instruction.getFlags().find((flag) => flag.getName() === 'from');
      if (from) add(from.getValue(), from.getValueRange(), new Map());
    } else if (instruction instanceof Run) {
      for (const flag of instruction.getFlags()) {
        const from = flag.getName() === 'mount' ? flag.getOption('from') : null;
        if (from) add(from.getValue(), from.getValueRange(), new Map());
      }
    }
  }
  return found;
}

interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

function isFrom(instruction: Instruction): instruction is From {
  return instruction.getKeyword() === 'FROM';
}

function addStage(stages: Set<string>, from: From): void {
  const name = from.getBuildStage();
  if (name) stages.add(name.toLowerCase());
}

/** The ARGs before the first FROM, the only variables that FROM knows. */
function globalVariables(dockerfile: Dockerfile, buildArgs: Readonly<Record<string, string>>): Map<string, string> {
  const variables = new Map<string, string>();
  for (const arg of dockerfile.getInitialARGs()) {
    const property = arg.getProperty();
    if (!property) continue;
    const name = property.getName();
    const value = buildArgs[name] ?? expand(property.getValue() ?? '', variables);
    if (value !== undefined && (property.getValue() !== null || name in buildArgs)) variables.set(name, value);
  }
  return variables;
}

const variable = /\$(?:(\w+)|\{(\w+)(?::([-+])([^}]*))?\})/g;

function expand(text: string, variables: ReadonlyMap<string, string>): string | undefined {
  let known = true;
  const value = text.replace(variable, (_, plain?: string, braced?: string, operator?: string, word = '') => {
    const found = variables.get(plain ?? braced ?? '');
    if (operator === '+') return found ? word : '';
    if (operator === '-' && !found) return word;
    if (found === undefined) known = false;
    return found ?? '';
  });
  return known ? value : undefined;
}
