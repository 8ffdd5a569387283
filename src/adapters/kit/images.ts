import { type Diagnosis, diagnose } from '../../diagnose.ts';
import { MachineError } from '../../errors.ts';
import { msg } from '../../i18n/message.ts';
import type { Engine } from '../../ports/engine.ts';
import type { KitBase, KitImage, MakeRequest } from '../../ports/kit.ts';
import { isAtLeast } from '../docker/version.ts';
import { fetchByDigest, remove } from './fetch.ts';
import { type ImageFacts, inspect } from './image-facts.ts';

/** An image for the kit, and where to save it from. */
export interface Source {
  readonly image: KitImage;
  /** About what `docker save` gives, in bytes, where that can be known before. */
  readonly bytes?: number;
  readonly saveArgs: readonly string[];
  /** A name that it has only for this, to be removed again. */
  readonly pulled?: string;
}

type Wanted = Pick<MakeRequest, 'path' | 'engine' | 'bases' | 'platforms'>;

/**
 * The images of a kit on the engine, platform by platform. For another platform than the engine's it pulls by digest,
 * which moves no name. Throws a MachineError that names the first that cannot be had, or that no kit can hold.
 */
export async function findSources(wanted: Wanted, signal?: AbortSignal): Promise<readonly Source[]> {
  const { engine, bases, platforms } = wanted;
  const found: Source[] = [];
  try {
    for (const platform of platforms)
      for (const base of bases) {
        const source = await findSource(wanted, base, platform, signal);
        found.push(source);
        mustHaveLayers(source.image);
      }
    return found;
  } catch (error) {
    await dropPulled(engine, found);
    throw error;
  }
}

/** Takes away again what was pulled only for a kit. */
export async function dropPulled(engine: Engine, sources: readonly Source[]): Promise<void> {
  for (const { pulled } of sources) if (pulled !== undefined) await remove(engine, pulled);
}

async function findSource(
  { path, engine }: Wanted,
  base: KitBase,
  platform: string,
  signal?: AbortSignal,
): Promise<Source> {
  const { name, image } = base;
  const source = (reference: string, facts: ImageFacts, saveArgs: readonly string[], pulled?: string): Source => ({
    image: { base: name, reference, platform, created: facts.created, layers: facts.layers },
    saveArgs,
    // The containerd store counts what is packed and what is unpacked together.
    ...(facts.bytes > 0 && engine.info.imageStore !== 'containerd' ? { bytes: facts.bytes } : {}),
    ...(pulled === undefined ? {} : { pulled }),
  });
  const chosen = choosesPlatform(engine) ? ['--platform', platform] : [];
  const here = await inspect(engine, image, chosen, signal);
  // What a mirror gave is the public image; only a stand-in of ours keeps a name of its own.
  if (here?.platform === platform) return source(base.source === 'stand-in' ? image : name, here, [...chosen, image]);
  const refusals: string[] = [];
  for (const remote of base.sources) {
    const found = await fetchByDigest(engine, remote, platform, path, signal);
    if ('facts' in found) return source(name, found.facts, [found.held], found.held);
    refusals.push(found.refusal);
  }
  signal?.throwIfAborted();
  throw unavailable(base, platform, refusals);
}

/** An engine has such an image (FROM scratch, and settings alone), but there is nothing in it to build from. */
function mustHaveLayers({ base, platform, layers }: KitImage): void {
  if (layers.length > 0) return;
  throw new MachineError({
    what: msg('kit.no-layers', { name: base, platform }),
    next: msg('kit.no-layers.next'),
  });
}

/** Why an image for a platform cannot be had: by the first place that said something known. */
function unavailable({ name, sources }: KitBase, platform: string, refusals: readonly string[]): MachineError {
  if (sources.length === 0)
    return new MachineError({
      what: msg('network.offline.missing', { names: `${name} (${platform})` }),
      next: msg('network.offline.next'),
    });
  const reason = refusals
    .map((refusal) => diagnose(refusal))
    .find((found): found is Diagnosis => found?.area === 'machine');
  const raw = refusals.filter((refusal) => refusal !== '').join('\n');
  return new MachineError({
    what: reason
      ? msg('kit.no-image.why', { name, platform, why: reason.what })
      : msg('kit.no-image', { name, platform }),
    // Stand-ins, the usual advice without a registry, are none for another CPU.
    next: reason?.next && reason.what.id !== 'diagnose.registry' ? reason.next : msg('kit.no-image.next', { platform }),
    ...(raw === '' ? {} : { raw }),
  });
}

/** A name can stand for several platforms in the containerd image store; from API 1.49 on one can be asked for. */
function choosesPlatform({ info }: Engine): boolean {
  return info.imageStore === 'containerd' && isAtLeast(info.apiVersion, 1, 49) && isAtLeast(info.clientVersion, 28, 1);
}

/** Whether an image of a kit stands under its name on the engine, or another one does, or none. */
export async function lookFor(
  image: KitImage,
  engine: Engine,
  signal?: AbortSignal,
): Promise<'same' | 'other' | 'absent'> {
  const facts = await inspect(engine, image.reference, [], signal);
  signal?.throwIfAborted();
  if (!facts) return 'absent';
  const same =
    Date.parse(facts.created) === Date.parse(image.created) || (facts.created === '' && image.created === '');
  return same && facts.layers.join() === image.layers.join() ? 'same' : 'other';
}
