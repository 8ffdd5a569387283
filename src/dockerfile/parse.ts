import { readAssignments } from './assignments.ts';
import { decodeText } from './decode.ts';
import { expand, type Variables } from './expand.ts';
import { readHeredocs } from './heredocs.ts';
import { type Instruction, readInstruction, wordsOf } from './instruction.ts';
import type { Base, DockerfileModel, Stage, Use } from './model.ts';
import { createRowReader, type EscapeSign, readDirective } from './rows.ts';
import { createStageFinder, type StageFinder, usesOf } from './sources.ts';

/** The instructions that may bring a heredoc. */
const takesHeredoc: ReadonlySet<string> = new Set(['ADD', 'COPY', 'RUN']);

/**
 * Reads a Dockerfile as BuildKit does. It never fails: what cannot be read is left as it stands,
 * and `findProblems` says what is wrong with it. `buildArgs`: values given to the build.
 */
export function parseDockerfile(
  content: string | Uint8Array,
  buildArgs: Readonly<Record<string, string>> = {},
): DockerfileModel {
  const text = typeof content === 'string' ? content : decodeText(content);
  const reader = createRowReader(text);
  const instructions: Instruction[] = [];
  for (let line = reader.next(); line; line = reader.next()) {
    const instruction = readInstruction(line);
    const holder = instruction.trigger ?? instruction;
    const heredocs = takesHeredoc.has(holder.keyword) && !holder.json ? readHeredocs(line.text, reader) : [];
    instructions.push(
      heredocs.length === 0
        ? instruction
        : { ...instruction, heredocs, lines: { start: line.lines.start, end: reader.line() } },
    );
  }
  const first = instructions.findIndex(isFrom);
  const preamble = first < 0 ? instructions : instructions.slice(0, first);
  const globals = readGlobals(preamble, buildArgs, reader.escapeSign);
  return {
    escapeSign: reader.escapeSign,
    frontend: readDirective(text, 'syntax'),
    instructions,
    preamble,
    globals,
    stages: first < 0 ? [] : readStages(instructions.slice(first), { globals, escapeSign: reader.escapeSign }),
  };
}

function isFrom(instruction: Instruction): boolean {
  return instruction.keyword === 'FROM';
}

/** The ARGs before the first FROM, each with its default or the value of this build. */
function readGlobals(
  preamble: readonly Instruction[],
  buildArgs: Readonly<Record<string, string>>,
  escapeSign: EscapeSign,
): ReadonlyMap<string, string> {
  const globals = new Map<string, string>();
  for (const arg of preamble.filter(({ keyword }) => keyword === 'ARG')) {
    for (const { name, value } of readAssignments(arg, escapeSign)) {
      const given = Object.hasOwn(buildArgs, name) ? buildArgs[name] : undefined;
      const known = given ?? (value === undefined ? undefined : expand(value, inGlobals(globals), escapeSign));
      if (known !== undefined) globals.set(name, known);
      else if (value !== undefined) globals.delete(name);
    }
  }
  return globals;
}

interface Scope {
  readonly globals: ReadonlyMap<string, string>;
  readonly escapeSign: EscapeSign;
}

function inGlobals(globals: ReadonlyMap<string, string>): Variables {
  return { get: (name) => globals.get(name), complete: true };
}

function readStages(instructions: readonly Instruction[], scope: Scope): readonly Stage[] {
  const parts: { readonly from: Instruction; readonly rest: Instruction[] }[] = [];
  for (const instruction of instructions) {
    if (isFrom(instruction)) parts.push({ from: instruction, rest: [] });
    else parts.at(-1)?.rest.push(instruction);
  }
  const names = parts.map(({ from }) => stageName(from));
  const finder = createStageFinder(names);
  return parts.map(({ from, rest }, index) => {
    const uses: Use[] = [];
    for (const instruction of rest) uses.push(...usesOf(instruction, index, finder));
    return { index, name: names[index], from, base: readBase(from, index, finder, scope), instructions: rest, uses };
  });
}

/** `AS name` of a FROM, in small letters. */
function stageName(from: Instruction): string | undefined {
  const [, as, name] = wordsOf(from);
  return as?.text.toLowerCase() === 'as' ? name?.text.toLowerCase() : undefined;
}

function readBase(from: Instruction, index: number, finder: StageFinder, scope: Scope): Base {
  const image = expand(wordsOf(from)[0]?.text ?? '', inGlobals(scope.globals), scope.escapeSign);
  if (image === undefined || image === '') return { kind: 'unknown' };
  const stage = finder.before(image, index);
  if (stage !== undefined) return { kind: 'stage', index: stage };
  return image === 'scratch' ? { kind: 'scratch' } : { kind: 'image', image };
}
