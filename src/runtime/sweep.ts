import type { Engine, OwnedThing } from '../ports/engine.ts';
import { labelKeys, type World } from './world.ts';

/** Removes what a killed session of this learner left running: containers and networks, never images. */
export async function sweepStale(world: World, signal?: AbortSignal): Promise<readonly OwnedThing[]> {
  const things = await world.engine.owned(
    { kinds: ['container', 'network'], labels: { [labelKeys.learner]: world.learner } },
    signal,
  );
  return removeAll(
    world.engine,
    things.filter((thing) => isStale(world, thing)),
    signal,
  );
}

/** Of another session, and of this course or of none: another course may be open beside this one. */
function isStale(world: World, { labels }: OwnedThing): boolean {
  const course = labels[labelKeys.course];
  return labels[labelKeys.session] !== world.session && (course === undefined || course === world.course.id);
}

/** Removes the containers and networks of this session. */
export async function sweepSession(world: World): Promise<readonly OwnedThing[]> {
  return removeAll(
    world.engine,
    await world.engine.owned({ kinds: ['container', 'network'], labels: { [labelKeys.session]: world.session } }),
  );
}

/** Removes everything of a learner, images included: of a trial or a proof, which is nobody's to go on from. */
export async function removeTraces(world: World): Promise<void> {
  const things = await world.engine.owned({ labels: { [labelKeys.learner]: world.learner } });
  await removeAll(world.engine, things);
}

const order: Readonly<Record<OwnedThing['kind'], number>> = { container: 0, network: 1, volume: 2, image: 3 };

/** An order in which nothing is still in use by something that comes later. */
export function inRemovalOrder(things: readonly OwnedThing[]): readonly OwnedThing[] {
  return [...things].sort((a, b) => order[a.kind] - order[b.kind]);
}

/** Removes things in an order in which nothing is still in use. */
export async function removeAll(
  engine: Engine,
  things: readonly OwnedThing[],
  signal?: AbortSignal,
): Promise<readonly OwnedThing[]> {
  const sorted = inRemovalOrder(things);
  for (const thing of sorted) await engine.remove(thing, signal);
  return sorted;
}
