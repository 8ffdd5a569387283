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
    things.filter((thing) => thing.labels[labelKeys.session] !== world.session),
    signal,
  );
}

/** Removes the containers and networks of this session. */
export async function sweepSession(world: World): Promise<readonly OwnedThing[]> {
  return removeAll(
    world.engine,
    await world.engine.owned({ kinds: ['container', 'network'], labels: { [labelKeys.session]: world.session } }),
  );
}

const order: Readonly<Record<OwnedThing['kind'], number>> = { container: 0, network: 1, volume: 2, image: 3 };

/** Removes things in an order in which nothing is still in use. */
export async function removeAll(
  engine: Engine,
  things: readonly OwnedThing[],
  signal?: AbortSignal,
): Promise<readonly OwnedThing[]> {
  const sorted = [...things].sort((a, b) => order[a.kind] - order[b.kind]);
  for (const thing of sorted) await engine.remove(thing, signal);
  return sorted;
}
