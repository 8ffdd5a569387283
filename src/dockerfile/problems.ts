import { msg } from '../i18n/message.ts';
import { argumentProblem } from './argument-problems.ts';
import { meansArray } from './brackets.ts';
import { decodeDockerfile } from './decode.ts';
import { commandOf, type Instruction } from './instruction.ts';
import { keywords, unknownInstruction } from './keywords.ts';
import { type DockerfileModel, lastStage, type Stage } from './model.ts';
import { parseDockerfile } from './parse.ts';
import type { Problem } from './problem.ts';
import { quoteProblem } from './quote-problems.ts';
import { settingsOf } from './settings.ts';
import { buildProblems } from './stage-problems.ts';
import { reachableStages } from './stages.ts';

const mostStages = 50;
/** Nobody reads more. */
const mostProblems = 20;

/** What a Dockerfile's text tells before anything is built. */
export interface Examination {
  /** Absent when the file is no text at all, or has no stage. */
  readonly model?: DockerfileModel;
  /** In the order of the file. */
  readonly problems: readonly Problem[];
}

/** Reads a Dockerfile and says what is wrong with it. `size`: bytes of the file, when not all of it is at hand. */
export function examineDockerfile(content: Uint8Array, size = content.length): Examination {
  const decoded = decodeDockerfile(content, size);
  if ('problem' in decoded) return { problems: [decoded.problem] };
  const model = parseDockerfile(decoded.text);
  const problems = findProblems(model, decoded.text);
  return model.stages.length === 0 ? { problems } : { model, problems };
}

/**
 * Everything for which the build of the last stage surely fails, and brackets that were meant to be JSON.
 * Nothing is a problem with which it could succeed. One exception is made: a stage's name that is misspelt
 * could be that of an image that somebody has made under exactly this name.
 */
function findProblems(model: DockerfileModel, text: string): readonly Problem[] {
  if (model.instructions.length === 0) {
    return [{ line: 1, message: msg(text.trim() === '' ? 'dockerfile.empty' : 'dockerfile.only-comments') }];
  }
  if (!isDockersOwn(model.frontend)) return [];
  const found: Problem[] = [];
  for (const instruction of model.instructions) {
    if (found.length >= mostProblems) break;
    const problem = instructionProblem(instruction, model);
    if (problem) found.push(problem);
  }
  found.push(...sequenceProblems(model));
  for (const stage of model.stages) found.push(...stageIndexProblems(stage));
  const built = reachableStages(model);
  for (const stage of built) found.push(...stageProblems(stage, model));
  // Each of these walks through all that a stage is made from; nobody writes so many.
  for (const stage of built.slice(-mostStages)) found.push(...buildProblems(stage, model));
  found.push(...bracketProblems(model));
  return found.toSorted((a, b) => a.line - b.line);
}

/** Whether the text is read by the rules that are known here. */
export function isDockersOwn(frontend: string | undefined): boolean {
  return frontend === undefined || /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?:[:@]|$)/.test(frontend);
}

/** What is wrong wherever the instruction stands. */
function instructionProblem(instruction: Instruction, model: DockerfileModel): Problem | undefined {
  if (!keywords.has(instruction.keyword)) return unknownInstruction(instruction);
  const open = instruction.heredocs.find(({ ended }) => !ended);
  if (open) {
    return {
      line: instruction.lines.start,
      message: msg('dockerfile.heredoc', { name: open.name }),
      hint: msg('dockerfile.heredoc.hint', { name: open.name }),
    };
  }
  return argumentProblem(instruction, model.escapeSign);
}

function sequenceProblems(model: DockerfileModel): readonly Problem[] {
  const early = model.preamble.find(({ keyword }) => keyword !== 'ARG' && keywords.has(keyword));
  if (early) {
    const { keyword, lines } = early;
    return [
      { line: lines.start, message: msg('dockerfile.before-from', { keyword }), hint: msg('dockerfile.no-from.hint') },
    ];
  }
  if (model.stages.length > 0) return [];
  const last = model.instructions.at(-1)?.lines.start ?? 1;
  return [{ line: last, message: msg('dockerfile.no-from'), hint: msg('dockerfile.no-from.hint') }];
}

/** A number behind --from that no stage has: refused even in a stage that is not built. */
function stageIndexProblems(stage: Stage): readonly Problem[] {
  return stage.uses.flatMap(({ source, name, instruction, deferred }) =>
    source.kind === 'missing' && /^\d+$/.test(name) && !deferred
      ? [{ line: instruction.lines.start, message: msg('dockerfile.no-stage', { name }) }]
      : [],
  );
}

/** What is wrong in a stage that is built; others may hold anything. */
function stageProblems(stage: Stage, model: DockerfileModel): readonly Problem[] {
  const found: Problem[] = [];
  for (const { source, name, instruction, deferred } of stage.uses) {
    const line = instruction.lines.start;
    if (deferred) continue;
    if (source.kind === 'later') found.push(laterProblem(line, name, source.index === stage.index));
    else if (source.kind === 'missing' && !/^\d+$/.test(name)) {
      const hint =
        source.nearest === undefined
          ? msg('dockerfile.no-stage.unnamed', { name })
          : msg('dockerfile.no-stage.nearest', { name: source.nearest });
      found.push({ line, message: msg('dockerfile.no-stage', { name }), hint });
    }
  }
  for (const instruction of stage.instructions) {
    const problem = quoteProblem(instruction, model.escapeSign);
    if (problem) found.push(problem);
  }
  return found;
}

function laterProblem(line: number, name: string, own: boolean): Problem {
  return { line, message: msg(own ? 'dockerfile.own-stage' : 'dockerfile.later-stage', { name }) };
}

/** Brackets that are no JSON, in what the finished image runs: it builds, and a shell gets them. */
function bracketProblems(model: DockerfileModel): readonly Problem[] {
  const stage = lastStage(model);
  if (!stage) return [];
  const { cmd, entrypoint, healthcheck } = settingsOf(model, stage);
  return [cmd, entrypoint, healthcheck].flatMap((instruction) =>
    instruction && hasBrokenArray(instruction) ? [bracketProblem(instruction)] : [],
  );
}

/** Whether an instruction's brackets were meant to be JSON and are none. */
export function hasBrokenArray(instruction: Instruction): boolean {
  const command = commandOf(instruction);
  return command?.form === 'shell' && meansArray(command.text);
}

function bracketProblem({ keyword, lines }: Instruction): Problem {
  return { line: lines.start, message: msg('dockerfile.brackets', { keyword }), hint: msg('dockerfile.brackets.hint') };
}
