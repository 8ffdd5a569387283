import type { ActionEvidence } from '../checks/evidence.ts';
import type { DockerCommand } from '../course/docker-argv.ts';
import { MachineError } from '../errors.ts';
import { type Message, msg, say } from '../i18n/message.ts';
import { shellLine } from '../shell/line.ts';
import { isRivals, sharedName } from './rivals.ts';
import type { StepRun } from './step-run.ts';
import { labelKeys, shortContainer } from './world.ts';

/** Whether a network of this session is there already, for a step that is done once more. */
export async function standingNetwork(run: StepRun, name: string): Promise<boolean> {
  const networks = await run.world.engine.owned(
    { kinds: ['network'], labels: { [labelKeys.learner]: run.world.learner } },
    run.signal,
  );
  return networks.some((network) => network.names.includes(name));
}

/** What a command would have made is there already: nothing runs, and this is said in its place. */
export function sayInstead(run: StepRun, argv: readonly string[], index: number, words: Message): ActionEvidence {
  const line = shellLine(run.world.shell, { argv: ['docker', ...argv] });
  const output = `${say(run.world.lang(), words)}\n`;
  run.tell({ type: 'action.started', index, command: { shown: line, exact: line } });
  run.tell({ type: 'output.received', text: output, stream: 'stdout' });
  return { exitCode: 0, output, stdout: output, seconds: 0 };
}

/** A running container that somebody started by hand, under the lesson's name and from the lesson's image. */
export async function isLearners(run: StepRun, name: string, reference: string): Promise<boolean> {
  const { engine } = run.world;
  if (!run.guided) return false;
  const existing = await engine.container(name, run.signal);
  if (existing?.status !== 'running' || existing.labels[labelKeys.role] === 'container') return false;
  return existing.imageId === (await engine.image(reference, run.signal))?.id;
}

/** The learner has typed the command already: their container counts, and stays theirs. */
export async function takeAsItIs(
  run: StepRun,
  argv: readonly string[],
  name: string,
  index: number,
): Promise<ActionEvidence> {
  const { world } = run;
  const evidence = sayInstead(run, argv, index, msg('run.yours', { name }));
  const started = await world.engine.container(name, run.signal);
  const short = shortContainer(world, name);
  if (short !== undefined) world.memory.started.delete(short);
  for (const port of started?.ports ?? []) world.memory.ports.set(`${short}:${port.containerPort}`, port.hostPort);
  return { ...evidence, ...(started ? { started } : {}) };
}

type Kind = 'image' | 'container' | 'network';

/** A name that stands for something that is not ours. */
export function nameTaken({ world }: StepRun, kind: 'image' | 'container', name: string): MachineError {
  const argv = ['docker', ...(kind === 'image' ? ['rmi'] : ['rm', '-f']), name];
  return new MachineError({
    what: msg('run.name-taken', { kind, name }),
    next: msg('run.name-taken.next', { command: shellLine(world.shell, { argv }) }),
  });
}

/** Throws when a thing is another learner's: nobody is told how to be rid of that. */
export function refuseOthers({ world }: StepRun, kind: Kind, name: string, labels: Labels): void {
  const learner = labels[labelKeys.learner];
  if (learner === undefined || learner === '' || learner === world.learner) return;
  throw new MachineError({ what: msg('run.others', { kind, name, learner }), next: msg('run.others.next') });
}

type Labels = Readonly<Record<string, string>>;

/** Removes a container of ours that has the name; refuses to touch anyone else's. */
export async function makeRoomFor(run: StepRun, name: string): Promise<void> {
  const { engine } = run.world;
  const existing = await engine.container(name, run.signal);
  if (!existing) return;
  refuseOthers(run, 'container', name, existing.labels);
  if (existing.labels[labelKeys.role] !== 'container') throw nameTaken(run, 'container', name);
  if (isRivals(run.world, existing.labels)) throw sharedName(run.world);
  await engine.remove({ kind: 'container', id: existing.id, names: [name], labels: existing.labels }, run.signal);
}

/** Stopping and removing ends at what is the learner's own, by its label or, where somebody is there, made by hand. */
export async function refuseToTouchOthers(run: StepRun, { verb, words }: DockerCommand): Promise<void> {
  const { engine } = run.world;
  for (const name of words) {
    if (verb === 'rm' || verb === 'stop') {
      const labels = (await engine.container(name, run.signal))?.labels;
      if (!labels) continue;
      refuseOthers(run, 'container', name, labels);
      if (isRivals(run.world, labels)) throw sharedName(run.world);
      if (!labels[labelKeys.learner] && !run.guided) throw nameTaken(run, 'container', name);
    }
    if (verb === 'rmi') refuseOthers(run, 'image', name, (await engine.image(name, run.signal))?.labels ?? {});
    if (verb === 'network rm') {
      const networks = await engine.owned({ kinds: ['network'] }, run.signal);
      for (const { names, labels } of networks) if (names.includes(name)) refuseOthers(run, 'network', name, labels);
    }
  }
}
