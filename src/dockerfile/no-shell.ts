import { stageMayBring } from './brings.ts';
import { commandOf, type Instruction } from './instruction.ts';
import type { DockerfileModel, Stage } from './model.ts';
import { readScript } from './script.ts';
import { flow, rootBase } from './stages.ts';

/**
 * Whether a stage that begins with nothing surely has no `/bin/sh`, before one of its instructions or at the end.
 * `false` also when the text does not tell.
 */
export function surelyNoShell(model: DockerfileModel, stage: Stage, until?: Instruction): boolean {
  if (rootBase(model, stage).kind !== 'scratch') return false;
  const done = flow(model, stage);
  if (done.some(({ keyword }) => keyword === 'SHELL')) return false;
  return !stageMayBring(model, stage, ['/bin/sh'], until);
}

/** Whether an instruction cannot do anything without a shell. */
export function needsShell(instruction: Instruction): boolean {
  const command = commandOf(instruction);
  return command !== undefined && readScript(command).shell;
}
