import { type MirrorPlace, withMirrors } from '../network/mirrored-bases.ts';
import type { Network } from '../network/network.ts';
import type { Engine } from '../ports/engine.ts';
import {
  type Base,
  type BaseImages,
  findBases,
  lookForBases,
  type MissingBase,
  resolveBaseImages,
} from './base-images.ts';

interface WithBases {
  readonly bases: readonly string[];
}

/** The base images of a course, as the user's network settings let them be had. */
export interface CourseBases {
  /** Public base image → the local image in its place. Throws a MachineError that names what is missing. */
  resolveBases(course: WithBases, engine: Engine, signal?: AbortSignal): Promise<BaseImages>;
  /**
   * The same for those that are here, and what is missing: where that could be pulled from is nowhere when offline.
   * Throws a MachineError when the engine does not answer.
   */
  lookForBases(
    names: readonly string[],
    engine: Engine,
    signal?: AbortSignal,
  ): Promise<BaseImages & { readonly missing: readonly MissingBase[] }>;
  /** Base images for a kit: never a copy of ours that knows mirrors. Throws a MachineError when the engine does not answer. */
  kitBases(course: WithBases, engine: Engine, signal?: AbortSignal): Promise<readonly (Base & MissingBase)[]>;
}

/**
 * @param network - The settings in force, read anew each time.
 * @param mirroring - Who puts mirrors into a copy of an image.
 */
export function createCourseBases(
  network: () => Promise<Network>,
  mirroring: (engine: Engine) => MirrorPlace,
): CourseBases {
  return {
    async resolveBases({ bases }, engine, signal) {
      const settings = await network();
      const found = await resolveBaseImages(engine, bases, signal, settings.registry);
      return { ...found, mapping: await withMirrors(mirroring(engine), bases, found.mapping, settings, signal) };
    },
    async lookForBases(names, engine, signal) {
      const settings = await network();
      const found = await lookForBases(engine, names, signal, settings.registry);
      const here = names.filter((name) => found.missing.every((base) => base.name !== name));
      return {
        ...found,
        mapping: await withMirrors(mirroring(engine), here, found.mapping, settings, signal),
        missing: found.missing.map((base) => reachable(base, settings)),
      };
    },
    async kitBases({ bases }, engine, signal) {
      const settings = await network();
      const found = await findBases(engine, bases, signal, settings.registry);
      return found.map((base) => reachable(base, settings));
    },
  };
}

/** Offline there is nowhere to pull from. */
function reachable<B extends MissingBase>(base: B, { profile }: Network): B {
  return profile === 'offline' ? { ...base, sources: [] } : base;
}
