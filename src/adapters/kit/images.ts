import * as z from 'zod';
import { type Diagnosis, diagnose } from '../../diagnose.ts';
import { MachineError } from '../../errors.ts';
import { msg } from '../../i18n/message.ts';
import { isLoopback } from '../../network/network.ts';
import type { Engine } from '../../ports/engine.ts';
import type { KitBase, KitImage, MakeRequest } from '../../ports/kit.ts';
import { parsed, text } from '../docker/json.ts';
import { isAtLeast } from '../docker/version.ts';

const inspected = z.array(
  z.object({
    Created: text,
    Os: text,
    Architecture: text,
    Size: z.number().nullish(),
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
  /** About what `docker save` gives, in bytes, where that can be known before. */
  readonly bytes?: number;
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

async function findSource(engine: Engine, base: KitBase, platform: string, signal?: AbortSignal): Promise<Source> {
  const { name, image } = base;
  const source = (reference: string, facts: Facts, saveArgs: readonly string[], pulled?: string): Source => ({
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
    const found = await fetchByDigest(engine, remote, platform, remote !== name, signal);
    if ('facts' in found) return source(name, found.facts, [found.pinned], found.known ? undefined : found.pinned);
    refusals.push(found.refusal);
  }
  signal?.throwIfAborted();
  throw unavailable(base, platform, refusals);
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

/** An image under the digest that a registry has for a platform, or what was said instead. */
async function fetchByDigest(
  engine: Engine,
  remote: string,
  platform: string,
  isMirror: boolean,
  signal?: AbortSignal,
): Promise<{ readonly facts: Facts; readonly pinned: string; readonly known: boolean } | { readonly refusal: string }> {
  const options = signal ? { signal } : {};
  const trust = isMirror ? await trustArguments(engine, remote, signal) : [];
  const asked = await engine.docker(['manifest', 'inspect', ...trust, remote], options);
  if (asked.exitCode !== 0) return { refusal: asked.output.trim() };
  const digest = parsed(index, asked.stdout)?.manifests.find(
    (one) => one.platform && `${one.platform.os}/${one.platform.architecture}` === platform,
  )?.digest;
  if (digest === undefined) return { refusal: '' };
  const pinned = `${remote.replace(/:[^/:]*$/, '')}@${digest}`;
  const before = await inspect(engine, pinned, [], signal);
  if (before?.platform === platform) return { facts: before, pinned, known: true };
  signal?.throwIfAborted();
  let fits = false;
  try {
    const pulled = await engine.docker(['pull', '-q', '--platform', platform, pinned], options);
    if (pulled.exitCode !== 0) return { refusal: pulled.output.trim() };
    const facts = await inspect(engine, pinned, [], signal);
    fits = facts?.platform === platform;
    return facts && fits ? { facts, pinned, known: false } : { refusal: '' };
  } finally {
    if (!fits && !before) await engine.docker(['image', 'rm', pinned]);
  }
}

/** The command asks for manifests itself, not by the engine, and does not know which registries that trusts without TLS. */
async function trustArguments(engine: Engine, remote: string, signal?: AbortSignal): Promise<readonly string[]> {
  if (isLoopback(remote)) return ['--insecure'];
  const host = remote.slice(0, remote.indexOf('/'));
  const format = `{{with index .RegistryConfig.IndexConfigs "${host}"}}{{.Secure}}{{end}}`;
  const asked = await engine.docker(['info', '--format', format], signal ? { signal } : {});
  return asked.stdout.trim() === 'false' ? ['--insecure'] : [];
}

interface Facts {
  readonly platform: string;
  readonly created: string;
  readonly layers: readonly string[];
  readonly bytes: number;
}

/**
 * What an engine tells of an image; `undefined` when there is none of that name, or none for that platform. Throws a
 * MachineError when nobody answers: that says nothing of the image.
 */
async function inspect(
  engine: Engine,
  reference: string,
  options: readonly string[],
  signal?: AbortSignal,
): Promise<Facts | undefined> {
  const result = await engine.docker(['image', 'inspect', ...options, reference], signal ? { signal } : {});
  signal?.throwIfAborted();
  const { context, endpoint } = engine.info;
  const known = result.exitCode === 0 ? undefined : diagnose(result.stderr, { context, endpoint });
  if (known?.area === 'machine') throw new MachineError(known);
  const [image] = result.exitCode === 0 ? (parsed(inspected, result.stdout) ?? []) : [];
  if (!image) return undefined;
  const layers = image.RootFS?.Layers ?? [];
  return { platform: `${image.Os}/${image.Architecture}`, created: image.Created, layers, bytes: image.Size ?? 0 };
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
