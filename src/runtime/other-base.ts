import type { ActionEvidence } from '../checks/evidence.ts';
import type { DockerCommand } from '../course/docker-argv.ts';
import type { StepRun } from './step-run.ts';

/** A base image that no lab uses is the learner's own choice, or their slip: no fix of the machine would bring it. */
export function namesOtherBase({ step, world }: StepRun, { build }: Pick<ActionEvidence, 'build'>): boolean {
  const message = build?.failure?.message ?? '';
  const wanted = /(?:docker\.io\/)?(\S+): failed to resolve source metadata/.exec(message)?.[1];
  if (step.kind !== 'edit' || wanted === undefined) return false;
  return !world.course.bases.some((base) => wanted.endsWith(base));
}

/**
 * Whether a build for another CPU failed for want of an image for that CPU. A stage that compiles needs
 * none: its FROM can say that the CPU of the builder will do.
 */
export function wantsOtherCpu(
  { step, world }: StepRun,
  command: DockerCommand,
  { build }: Pick<ActionEvidence, 'build'>,
): boolean {
  const platform = command.flags.platform?.[0];
  const { os, architecture } = world.engine.info;
  if (step.kind !== 'edit' || platform === undefined || platform === `${os}/${architecture}`) return false;
  return /failed to resolve source metadata|no match for platform/.test(build?.failure?.message ?? '');
}
