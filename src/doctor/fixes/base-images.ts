import { msg } from '../../i18n/message.ts';
import { namesItsRegistry } from '../../network/network.ts';
import { mirrorImage, standInNames } from '../base-images.ts';
import type { Examination } from '../examination.ts';
import { type DoctorMachine, dockerCommand } from '../machine.ts';
import { planFix, type Step, stepLine } from '../plan.ts';
import type { Registries } from '../registries.ts';
import type { Advice } from './install-engine.ts';

/**
 * How missing base images are got: pulled where a registry answers, from the user's mirror first,
 * otherwise made from distribution packages. One fix for all of them, and for each its own advice.
 */
export async function adviseBases(
  { machine, system, registries }: Examination,
  missing: readonly string[],
): Promise<ReadonlyMap<string, Advice>> {
  if (missing.length === 0) return new Map();
  const [{ family }, reach] = await Promise.all([system(), registries()]);
  // What a package would be downloaded for is not offline either.
  if (reach.offline) return new Map(missing.map((name) => [name, { next: msg('network.offline.next') }]));
  const canMake = (name: string): boolean => family === 'debian' && standInNames.includes(name);
  const pulls = new Map(missing.map((name) => [name, pullSteps(machine, reach, name)] as const));
  const steps: Step[] = [];
  for (const [name, candidates] of pulls) {
    const chain = chained([...candidates, ...(canMake(name) ? [makeStep(machine, [name])] : [])]);
    if (candidates.length > 0 && chain) steps.push(chain);
  }
  // Together, because they share downloads and unpacked trees.
  const made = missing.filter((name) => canMake(name) && pulls.get(name)?.length === 0);
  if (made.length > 0) steps.push(makeStep(machine, made));

  const fix = planFix(machine.shell, { id: 'base-images', title: msg('doctor.fix.bases') }, steps);
  const advice = (name: string): Advice => {
    if (made.includes(name)) return { next: msg('doctor.base.next.stand-in'), fix };
    if (pulls.get(name)?.length === 0)
      return { next: msg('doctor.base.next.advice', { command: stepLine(machine.shell, pull(machine, name)) }) };
    return { next: msg(canMake(name) ? 'doctor.base.next.pull-or-make' : 'doctor.base.next.pull'), fix };
  };
  return new Map(missing.map((name) => [name, advice(name)]));
}

/** Pulling it by hand, as it would be typed. */
export function pullCommand(machine: DoctorMachine, name: string): string {
  return stepLine(machine.shell, pull(machine, name));
}

function pullSteps(machine: DoctorMachine, { mirror, hub }: Registries, name: string): readonly Step[] {
  const mirrored = !namesItsRegistry(name) && (mirror?.reachable || mirror?.notFrom !== undefined);
  return [
    // What only this computer cannot reach is tried by the engine.
    ...(mirror && mirrored ? [pull(machine, mirrorImage(mirror.name, name))] : []),
    ...(hub.reachable ? [pull(machine, name)] : []),
  ];
}

function pull(machine: DoctorMachine, image: string): Step {
  return { argv: [...dockerCommand(machine), 'pull', image] };
}

function makeStep(machine: DoctorMachine, names: readonly string[]): Step {
  const argv: Step['argv'] = ['sh', `${machine.scripts}/make-base.sh`, `${machine.stateFolder}/base-images`, ...names];
  return machine.context === undefined ? { argv } : { argv, env: { DOCKER: dockerCommand(machine).join(' ') } };
}

function chained(steps: readonly Step[]): Step | undefined {
  return steps.reduceRight<Step | undefined>((orElse, step) => (orElse ? { ...step, orElse } : step), undefined);
}
