import * as z from 'zod';
import { MachineError } from '../../errors.ts';
import { msg } from '../../i18n/message.ts';
import type { Engine } from '../../ports/engine.ts';
import type { KitImage, MakeRequest } from '../../ports/kit.ts';
import { parsed, text } from '../docker/json.ts';
import { isAtLeast } from '../docker/version.ts';

const inspected = z.array(
  z.object({
    Created: text,
    Os: text,
    Architecture: text,
    RootFS: z.object({ Layers: z.array(z.string()).nullish() }).nullish(),
  }),
);

const index = z.object({
  manifests: z.array(
    z.object({ digest: z.string(), platform: z.object({ os: z.string(), architecture: z.string() }).nullish() }),
  ),
});

/** An image for the kit, and where to save it from. */
export interface Source {
  readonly image: KitImage;
  readonly saveArgs: readonly string[];
  /** A name under which it was pulled only for this, to be removed again. */
  readonly pulled?: string;
}

/**
 * The images of a kit on the engine, platform by platform. For another platform than the engine's it pulls by digest,
 * which moves no name. Throws a MachineError that names the first that cannot be had.
 */
export async function findSources(
  { engine, bases, platforms }: Pick<MakeRequest, 'engine' | 'bases' | 'platforms'>,
  signal?: AbortSignal,
): Promise<readonly Source[]> {
  const found: Source[] = [];
  try {
    for (const platform of platforms)
      for (const base of bases) found.push(await findSource(engine, base, platform, signal));
    return found;
  } catch (error) {
    await dropPulled(engine, found);
    throw error;
  }
}

/** Takes away again what was pulled only for a kit. */
export async function dropPulled(engine: Engine, sources: readonly Source[]): Promise<void> {
  for (const { pulled } of sources) if (pulled !== undefined) await engine.docker(['image', 'rm', pulled]);
}

async function findSource(
  engine: Engine,
  { name, image }: MakeRequest['bases'][number],
  platform: string,
  signal?: AbortSignal,
): Promise<Source> {
  const isStandIn = image.startsWith('go-docker-lab/base/');
  const source = (reference: string, facts: Facts, saveArgs: readonly string[], pulled?: string): Source => ({
    image: { base: name, reference, platform, created: facts.created, layers: facts.layers },
    saveArgs,
    ...(pulled === undefined ? {} : { pulled }),
  });
  const chosen = choosesPlatform(engine) ? ['--platform', platform] : [];
  const here = await inspect(engine, image, chosen, signal);
  // What a mirror gave is the public image; only a stand-in of ours keeps a name of its own.
  if (here?.platform === platform) return source(isStandIn ? image : name, here, [...chosen, image]);
  const remote = isStandIn ? name : image;
  const digest = await findDigest(engine, remote, platform, signal);
  if (digest !== undefined) {
    const pinned = `${remote.replace(/:[^/:]*$/, '')}@${digest}`;
    const known = await inspect(engine, pinned, [], signal);
    if (!known) await engine.docker(['pull', '-q', '--platform', platform, pinned], signal ? { signal } : {});
    const facts = known ?? (await inspect(engine, pinned, [], signal));
    if (facts?.platform === platform) return source(name, facts, [pinned], known ? undefined : pinned);
  }
  signal?.throwIfAborted();
  throw new MachineError({
    what: msg('kit.no-image', { name, platform }),
    next: msg('kit.no-image.next', { platform }),
  });
}

/** The digest that a registry has for a platform; `undefined` when none answers, or it has none. */
async function findDigest(
  engine: Engine,
  image: string,
  platform: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const asked = await engine.docker(['manifest', 'inspect', image], signal ? { signal } : {});
  if (asked.exitCode !== 0) return undefined;
  return parsed(index, asked.stdout)?.manifests.find(
    (one) => one.platform && `${one.platform.os}/${one.platform.architecture}` === platform,
  )?.digest;
}

interface Facts {
  readonly platform: string;
  readonly created: string;
  readonly layers: readonly string[];
}

/** What an engine tells of an image; `undefined` when there is none of that name, or none for that platform. */
async function inspect(
  engine: Engine,
  reference: string,
  options: readonly string[],
  signal?: AbortSignal,
): Promise<Facts | undefined> {
  const result = await engine.docker(['image', 'inspect', ...options, reference], signal ? { signal } : {});
  const [image] = result.exitCode === 0 ? (parsed(inspected, result.stdout) ?? []) : [];
  if (!image) return undefined;
  const layers = image.RootFS?.Layers ?? [];
  return { platform: `${image.Os}/${image.Architecture}`, created: image.Created, layers };
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
