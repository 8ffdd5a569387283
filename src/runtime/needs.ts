import { parseDocker } from '../course/docker-argv.ts';
import type { Step } from '../course/model.ts';
import type { Action } from '../course/schema.ts';
import type { StepRun } from './step-run.ts';
import { expand, labelKeys, type World } from './world.ts';

/** Whether what a step left behind is still there: its images, its running containers, its networks, its files. */
export async function stillStands(run: StepRun, step: Step): Promise<boolean> {
  if (!('actions' in step)) return true;
  for (const action of step.actions) {
    // Only images and files outlast the session that prepares them.
    if (run.purpose === 'prepare' && isFleeting(action)) continue;
    if (!(await effectStands(run.world, action, run.signal))) return false;
  }
  return true;
}

function isFleeting(action: Action): boolean {
  return 'doctor' in action || 'scan' in action || ('docker' in action && action.docker[0] !== 'build');
}

async function effectStands(world: World, action: Action, signal: AbortSignal): Promise<boolean> {
  // What is meant to fail leaves nothing behind.
  if ('docker' in action && action.fails) return true;
  // What was found of a machine or an image is known from the run alone.
  if ('append' in action || 'doctor' in action || 'scan' in action) return true;
  if ('request' in action)
    return action.request.save === undefined || world.files.exists(world.resolve(action.request.save));
  const parsed = parseDocker(
    action.docker.map((word) => expand(world, word, world.session)),
    world.prefix,
  );
  if (!parsed.ok) return true;
  const { verb, flags, words } = parsed.command;
  if (verb === 'build') {
    const tags = flags.tag ?? [];
    const images = await Promise.all(tags.map((tag) => world.engine.image(tag, signal)));
    // Whoever built it: an image that the learner made by hand under the lesson's name counts.
    return images.every((image) => image !== undefined);
  }
  if (verb === 'run' && flags.detach) {
    const container = await world.engine.container(flags.name?.[0] ?? '', signal);
    if (container?.status !== 'running') return false;
    // Labels of the image are inherited; the role is only on what we ran.
    const ours = container.labels[labelKeys.role] === 'container';
    return !ours || container.labels[labelKeys.session] === world.session;
  }
  if (verb === 'network create') {
    const networks = await world.engine.owned({ kinds: ['network'] }, signal);
    return networks.some((network) => network.names.includes(words[0] ?? ''));
  }
  return true;
}
