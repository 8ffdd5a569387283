import { type Check, kindOf } from '../checks/registry.ts';
import { findStep, type Step } from '../course/model.ts';
import { databaseCommand } from '../course/scan-command.ts';
import type { Action, Capability } from '../course/schema.ts';
import { type Message, msg } from '../i18n/message.ts';
import { namesOf, type World } from './world.ts';

/**
 * What this machine lacks for a step, or for one that it builds on, in one sentence that also says what to do.
 * `undefined` when nothing is lacking.
 */
export async function lackOf(world: World, lab: string, step: Step, signal: AbortSignal): Promise<Message | undefined> {
  const own = await ownLack(world, step, signal);
  if (own) return own;
  for (const need of step.needs) {
    const earlier = findStep(world.course, lab, need);
    const why = earlier && (await lackOf(world, lab, earlier, signal));
    if (why) return why.id === 'requires.need' ? why : msg('requires.need', { need, why });
  }
  return undefined;
}

/** Why a command that only looks fails on this engine, whatever the learner does; `undefined` when it need not. */
export function lackOfAction({ engine }: Pick<World, 'engine'>, action: Action): Message | undefined {
  const lists = 'docker' in action && action.docker[0] === 'top';
  return lists && engine.info.untold?.includes('processes') ? msg('requires.processes') : undefined;
}

/** Why a check cannot be judged on this engine, whatever the learner does; `undefined` when it can. */
export function lackOfCheck({ engine }: Pick<World, 'engine'>, check: Check): Message | undefined {
  const untold = engine.info.untold ?? [];
  for (const request of kindOf(check).plan(check)) {
    if (request.type === 'memory' && untold.includes('memory')) return msg('requires.memory');
    if (request.type === 'processes' && untold.includes('processes')) return msg('requires.processes');
  }
  return undefined;
}

/** Why a container that is not healthy says nothing about its check: nobody has asked it once. */
export async function lackOfHealth(world: World, check: Check, signal: AbortSignal): Promise<Message | undefined> {
  const { engine } = world;
  if (check.kind !== 'health' || !engine.info.untold?.includes('health')) return undefined;
  const found = await engine.container(namesOf(world).container(check.container), signal);
  const unasked = found?.health?.status === 'starting' && found.health.lastExitCode === undefined;
  return unasked ? msg('requires.health') : undefined;
}

/** Whether it can be told at all what a step lacks: most steps require nothing. */
export function mayLack(world: Pick<World, 'course'>, lab: string, step: Step): boolean {
  if (requiredBy(step).length > 0) return true;
  return step.needs.some((need) => {
    const earlier = findStep(world.course, lab, need);
    return earlier !== undefined && mayLack(world, lab, earlier);
  });
}

function requiredBy(step: Step): readonly Capability[] {
  return 'requires' in step ? step.requires : [];
}

async function ownLack(world: World, step: Step, signal: AbortSignal): Promise<Message | undefined> {
  for (const capability of requiredBy(step)) {
    const lack = await lackOne(world, capability, signal);
    if (lack) return lack;
  }
  return undefined;
}

async function lackOne(
  { engine, scanner }: World,
  wanted: Capability,
  signal: AbortSignal,
): Promise<Message | undefined> {
  if (wanted === 'scanner') {
    const state = await scanner.look(signal);
    if (state.ready) return undefined;
    const command = databaseCommand(state.name ?? 'trivy');
    return state.name === undefined
      ? msg('requires.scanner', { command })
      : msg('requires.scanner.database', { name: state.name, command });
  }
  const { capabilities, version, buildxVersion } = engine.info;
  if (capabilities.includes(wanted)) return undefined;
  if (engine.info.podman) return msg(`requires.podman.${wanted}`);
  switch (wanted) {
    case 'build-check':
      return msg('requires.build-check', { engine: version, buildx: buildxVersion ?? '' });
    case 'build-secret':
      return msg('requires.build-secret');
    case 'cross-build':
      return msg('requires.cross-build');
  }
}
