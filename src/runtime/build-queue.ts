import type { BuildSlot, QueuePlace } from '../ports/build-slots.ts';
import type { StepRun } from './step-run.ts';
import type { World } from './world.ts';

/** Waits until it is this build's turn on a shared engine, and tells where it stands meanwhile. */
export function waitForSlot(run: StepRun, index: number): Promise<BuildSlot> {
  return takeSlot(run.world, run.signal, (place) => run.tell({ type: 'build.queued', index, ...place }));
}

/** The same for a build that no step runs. */
export function takeSlot(
  world: World,
  signal: AbortSignal,
  onWait: (place: QueuePlace) => void = () => undefined,
): Promise<BuildSlot> {
  return world.engine.slots.take({ images: likeliest(Object.values(world.bases)), signal, onWait });
}

/** A base that is a whole little system comes first: it surely has a `cat`, which a distroless one has not. */
function likeliest(images: readonly string[]): readonly string[] {
  const rank = (image: string): number => (/\b(alpine|busybox)\b/.test(image) ? 0 : 1);
  return images.toSorted((a, b) => rank(a) - rank(b) || a.length - b.length);
}
