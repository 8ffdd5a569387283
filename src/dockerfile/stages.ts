import type { Instruction } from './instruction.ts';
import { type Base, type DockerfileModel, lastStage, type Stage } from './model.ts';

/** What a stage begins with in the end, behind all `FROM earlier-stage`. */
export type RootBase = Exclude<Base, { kind: 'stage' }>;

/** The stages that a stage is made from, the first first, itself last. */
export function lineage(model: DockerfileModel, stage: Stage): readonly Stage[] {
  const found = [stage];
  for (let at = stage; at.base.kind === 'stage'; ) {
    const parent = model.stages[at.base.index];
    // A stage begins with an earlier one only, so this comes to an end.
    if (!parent || parent.index >= at.index) break;
    found.push(parent);
    at = parent;
  }
  return found.reverse();
}

export function rootBase(model: DockerfileModel, stage: Stage): RootBase {
  const base = lineage(model, stage)[0]?.base ?? stage.base;
  return base.kind === 'stage' ? { kind: 'unknown' } : base;
}

/**
 * Everything that makes a stage, in the order in which it happens: the stages below it, and what they left
 * with ONBUILD. Without FROM and ONBUILD themselves.
 */
export function flow(model: DockerfileModel, stage: Stage): readonly Instruction[] {
  const done: Instruction[] = [];
  let left: readonly Instruction[] = [];
  for (const one of lineage(model, stage)) {
    done.push(...left);
    left = one.instructions.flatMap(({ trigger }) => (trigger ? [trigger] : []));
    for (const instruction of one.instructions) if (!instruction.trigger) done.push(instruction);
  }
  return done;
}

/** The stages that are built when the build names none: the last one and all that it needs. */
export function reachable(model: DockerfileModel): ReadonlySet<number> {
  const found = new Set<number>();
  const todo = [lastStage(model)];
  for (let stage = todo.pop(); stage; stage = todo.pop()) {
    if (found.has(stage.index)) continue;
    found.add(stage.index);
    if (stage.base.kind === 'stage') todo.push(model.stages[stage.base.index]);
    for (const { source } of stage.uses) if (source.kind === 'stage') todo.push(model.stages[source.index]);
  }
  return found;
}

/** The stages that are built, in the order of the file. */
export function reachableStages(model: DockerfileModel): readonly Stage[] {
  const built = reachable(model);
  return model.stages.filter(({ index }) => built.has(index));
}

/** What a stage takes from others and from images, also through the stages that it is made from. */
export function usesOfFlow(model: DockerfileModel, stage: Stage): readonly Stage['uses'][number][] {
  return lineage(model, stage).flatMap(({ uses }) => uses);
}
