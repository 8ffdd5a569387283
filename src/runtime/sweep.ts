import type { Engine, OwnedThing } from '../ports/engine.ts';
import { isRivals, sharedName } from './rivals.ts';
import { labelKeys, type World } from './world.ts';

/**
 * Removes what a killed session of this learner left running: containers and networks, never images. Throws a
 * MachineError when another session lives that gives its things the same names.
 */
export async function sweepStale(world: World, signal?: AbortSignal): Promise<readonly OwnedThing[]> {
  const things = await world.engine.owned(
    { kinds: ['container', 'network'], labels: { [labelKeys.learner]: world.learner } },
    signal,
  );
  if (things.some(({ labels }) => isRivals(world, labels))) throw sharedName(world);
  return removeAll(
    world.engine,
    things.filter((thing) => isStale(world, thing)),
    signal,
  );
}

/** Of a session that is gone, and of this course or of none: another course may be open beside this one. */
function isStale(world: World, { labels }: OwnedThing): boolean {
  const course = labels[labelKeys.course];
  return !isLive(world, labels) && (course === undefined || course === world.course.id);
}

/** Made by this session, or by one that may still need it. */
function isLive({ session, presence }: World, labels: OwnedThing['labels']): boolean {
  return labels[labelKeys.session] === session || presence.of(labels[labelKeys.process]) !== 'gone';
}

/** Removes the containers and networks of this session. */
export async function sweepSession(world: World): Promise<readonly OwnedThing[]> {
  return removeAll(
    world.engine,
    await world.engine.owned({ kinds: ['container', 'network'], labels: { [labelKeys.session]: world.session } }),
  );
}

/**
 * Removes everything of a learner, images included: of a trial or a proof, which is nobody's to go on from.
 * What another session makes at this moment under the same name stays.
 */
export async function removeTraces(world: World): Promise<void> {
  const things = await world.engine.owned({ labels: { [labelKeys.learner]: world.learner } });
  const { session } = world;
  await removeAll(
    world.engine,
    things.filter(({ labels }) => labels[labelKeys.session] === session || !isLive(world, labels)),
  );
}

const order: Readonly<Record<OwnedThing['kind'], number>> = { container: 0, network: 1, volume: 2, image: 3 };

/** An order in which nothing is still in use by something that comes later. */
export function inRemovalOrder(things: readonly OwnedThing[]): readonly OwnedThing[] {
  return [...things].sort((a, b) => order[a.kind] - order[b.kind]);
}

/** Removes things in an order in which nothing is still in use. */
async function removeAll(
  engine: Engine,
  things: readonly OwnedThing[],
  signal?: AbortSignal,
): Promise<readonly OwnedThing[]> {
  const sorted = inRemovalOrder(things);
  for (const thing of sorted) await engine.remove(thing, signal);
  return sorted;
}
