import { type Check, kindOf } from '../checks/registry.ts';
import { findStep, type Step } from '../course/model.ts';
import { databaseCommand } from '../course/scan-command.ts';
import type { Action, Capability } from '../course/schema.ts';
import { hasMounts } from '../dockerfile/mounts.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import { type Message, msg } from '../i18n/message.ts';
import { fileEvidence } from './judge-text.ts';
import type { StepRun } from './step-run.ts';
import { type Desk, namesOf, type World } from './world.ts';

/**
 * What this machine lacks for a step, or for one that it builds on, in one sentence that also says what to do.
 * `undefined` when nothing is lacking. `written`: what the step's files want besides.
 */
export async function lackOf(
  world: World,
  lab: string,
  step: Step,
  signal: AbortSignal,
  written: readonly Capability[] = [],
): Promise<Message | undefined> {
  const own = await firstLack(world, [...requiredBy(step), ...written], signal);
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

/** Why a command that failed as it should says nothing of the reason: Podman's own does not pass it on from its engine. */
export function lackOfReason(
  { world, results }: Pick<StepRun, 'world' | 'results'>,
  check: Check,
): Message | undefined {
  if (check.kind !== 'fails' || !world.engine.info.podmanCommand) return undefined;
  const output = results[check.action]?.output ?? '';
  return /: 500 Internal Server Error\s*$/.test(output) ? msg('requires.podman.reason') : undefined;
}

/** Whether it can be told at all what a step lacks: most steps require nothing. */
export function mayLack(world: Pick<World, 'course'>, lab: string, step: Step): boolean {
  if (requiredBy(step).length > 0) return true;
  return step.needs.some((need) => {
    const earlier = findStep(world.course, lab, need);
    return earlier !== undefined && mayLack(world, lab, earlier);
  });
}

/**
 * What the Dockerfiles of an edit step want of the builder as they are written, though the step itself can be done
 * without: the course's own solution may have it.
 */
export async function wantedByText(desk: Desk, step: Step): Promise<readonly Capability[]> {
  if (step.kind !== 'edit') return [];
  for (const name of step.files.filter((one) => /dockerfile/i.test(one))) {
    const found = await fileEvidence(desk, name);
    if (found && hasMounts(parseDockerfile(found.content))) return ['build-mount'];
  }
  return [];
}

function requiredBy(step: Step): readonly Capability[] {
  return 'requires' in step ? step.requires : [];
}

async function firstLack(
  world: World,
  wanted: readonly Capability[],
  signal: AbortSignal,
): Promise<Message | undefined> {
  for (const capability of wanted) {
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
  // Podman has its own mounts.
  if (wanted === 'build-mount') return msg('requires.build-mount');
  if (engine.info.podman) return msg(`requires.podman.${wanted}`);
  if (wanted === 'build-check') return msg('requires.build-check', { engine: version, buildx: buildxVersion ?? '' });
  return msg(`requires.${wanted}`);
}
