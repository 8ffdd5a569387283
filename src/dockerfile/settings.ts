import { readAssignments } from './assignments.ts';
import { expand, type Variables } from './expand.ts';
import { type Command, commandOf, healthcheckCommand, type Instruction } from './instruction.ts';
import type { DockerfileModel, Stage } from './model.ts';
import { flow, lineage, rootBase } from './stages.ts';

/** What the instructions of a stage have set when it is done. Each with the instruction that said it. */
export interface Settings {
  /** The value is `undefined` when it depends on what the text does not tell. */
  readonly user: { readonly instruction: Instruction; readonly value: string | undefined } | undefined;
  readonly healthcheck: Instruction | undefined;
  readonly entrypoint: Instruction | undefined;
  readonly cmd: Instruction | undefined;
  readonly shell: Instruction | undefined;
  /** Absolute; `undefined` when it is not known. */
  readonly workdir: string | undefined;
}

/** The variables that an instruction sees, as far as the text tells. */
export interface Scope extends Variables {
  /** Whether the text mentions the variable above this place, its value known or not. */
  has(name: string): boolean;
}

/** What can be seen at one instruction of a stage. */
export interface Step {
  readonly instruction: Instruction;
  readonly scope: Scope;
  /** `undefined` when it is not known. */
  readonly workdir: string | undefined;
}

/** Goes through all that makes a stage, and keeps account of variables and folders. */
export function walk(model: DockerfileModel, stage: Stage, visit: (step: Step) => void): string | undefined {
  const env = new Map<string, string | undefined>();
  const args = new Map<string, string | undefined>();
  const scope: Scope = {
    complete: false,
    get: (name) => (env.has(name) ? env.get(name) : args.get(name)),
    has: (name) => env.has(name) || args.has(name),
  };
  const known = (value: string): string | undefined => expand(value, scope, model.escapeSign);
  // An image may begin anywhere; what is empty begins at the root.
  let workdir: string | undefined = rootBase(model, stage).kind === 'scratch' ? '/' : undefined;
  for (const instruction of flow(model, stage)) {
    visit({ instruction, scope, workdir });
    if (instruction.keyword === 'ENV') {
      // All of one ENV see the values from before it.
      const set = readAssignments(instruction, model.escapeSign).map(
        ({ name, value }) => [name, known(value ?? '')] as const,
      );
      for (const [name, value] of set) env.set(name, value);
    } else if (instruction.keyword === 'ARG') {
      for (const { name, value } of readAssignments(instruction, model.escapeSign))
        args.set(name, value === undefined ? model.globals.get(name) : known(value));
    } else if (instruction.keyword === 'WORKDIR') workdir = enter(workdir, known(instruction.args));
  }
  return workdir;
}

/** Linux knows no longer ones. */
const longestPath = 4096;

/** The folder that a path names, seen from another. */
export function enter(folder: string | undefined, path: string | undefined): string | undefined {
  if (path === undefined || (folder ?? '').length + path.length > longestPath) return undefined;
  if (path.startsWith('/')) return normalPath(path);
  return folder === undefined ? undefined : normalPath(`${folder}/${path}`);
}

/** Without `.`, `..` and double slashes; a slash at the end goes too. */
export function normalPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** What the image of a stage is set to. */
export function settingsOf(model: DockerfileModel, stage: Stage): Settings {
  let user: Settings['user'];
  let healthcheck: Instruction | undefined;
  let entrypoint: Instruction | undefined;
  let cmd: Instruction | undefined;
  let shell: Instruction | undefined;
  const owner = new Map(lineage(model, stage).flatMap((one) => one.instructions.map((each) => [each, one.index])));
  const workdir = walk(model, stage, ({ instruction, scope }) => {
    switch (instruction.keyword) {
      case 'USER':
        user = { instruction, value: expand(instruction.args, scope, model.escapeSign) };
        break;
      case 'HEALTHCHECK':
        healthcheck = instruction;
        break;
      case 'CMD':
        cmd = instruction;
        break;
      case 'ENTRYPOINT':
        entrypoint = instruction;
        // A new entrypoint forgets the command of what the stage began with.
        if (cmd && owner.get(cmd) !== owner.get(instruction)) cmd = undefined;
        break;
      case 'SHELL':
        shell = instruction;
        break;
    }
  });
  return { user, healthcheck, entrypoint, cmd, shell, workdir };
}

/** What a HEALTHCHECK does; `undefined` for NONE, and for what is neither. */
export function probeOf(healthcheck: Instruction): Command | undefined {
  return healthcheckCommand(healthcheck.args).type === 'CMD' ? commandOf(healthcheck) : undefined;
}
