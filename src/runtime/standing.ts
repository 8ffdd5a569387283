import type { ActionEvidence } from '../checks/evidence.ts';
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

/** A name that stands for something that is not ours. */
export function nameTaken(kind: 'image' | 'container', name: string, command: string): MachineError {
  return new MachineError({
    what: msg('run.name-taken', { kind, name }),
    next: msg('run.name-taken.next', { command }),
  });
}

/** Removes a container of ours that has the name; refuses to touch anyone else's. */
export async function makeRoomFor(run: StepRun, name: string): Promise<void> {
  const { engine, learner } = run.world;
  const existing = await engine.container(name, run.signal);
  if (!existing) return;
  if (existing.labels[labelKeys.role] !== 'container' || existing.labels[labelKeys.learner] !== learner) {
    throw nameTaken('container', name, `docker rm -f ${name}`);
  }
  if (isRivals(run.world, existing.labels)) throw sharedName(run.world);
  await engine.remove({ kind: 'container', id: existing.id, names: [name], labels: existing.labels }, run.signal);
}
