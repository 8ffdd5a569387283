import { diagnose } from '../diagnose.ts';
import { MachineError } from '../errors.ts';
import { msg } from '../i18n/message.ts';
import { namesItsRegistry } from '../network/network.ts';
import type { Engine } from '../ports/engine.ts';

/** Where a base image comes from. */
export type BaseSource = 'public' | 'mirror' | 'stand-in' | 'missing';

export interface Base {
  /** The public name, as the learner's Dockerfile has it. */
  readonly name: string;
  readonly source: BaseSource;
  /** The local image that is used; the public name when nothing stands in for it. */
  readonly image: string;
}

/** What builds put in the place of public base images. */
export interface BaseImages {
  readonly mapping: Readonly<Record<string, string>>;
  /** Public names for which a local stand-in is used. */
  readonly standIns: readonly string[];
}

/** Images for which scripts/make-base.sh can make a stand-in. */
export const standInNames: readonly string[] = ['golang:1.26', 'golang:1.26-alpine', 'alpine:3.22'];

/** A stand-in has our own name; it never takes a public one. */
function standInImage(name: string): string {
  return `go-docker-lab/base/${name}`;
}

/** The name under which a mirror has an image: `golang:1.26` is `127.0.0.1:5000/library/golang:1.26` there. */
export function mirrorImage(mirror: string, name: string): string {
  return `${mirror}/${name}`;
}

/** Looks for one base image on the engine, the real one first. Throws a MachineError when the engine does not answer. */
export async function findBase(engine: Engine, name: string, mirror?: string, signal?: AbortSignal): Promise<Base> {
  const instead: readonly Base[] = [
    ...(mirror === undefined ? [] : [{ name, source: 'mirror', image: mirrorImage(mirror, name) } as const]),
    { name, source: 'stand-in', image: standInImage(name) },
  ];
  const candidates = [{ name, source: 'public', image: name } as const, ...(namesItsRegistry(name) ? [] : instead)];
  for (const candidate of candidates) if (await isPresent(engine, candidate.image, signal)) return candidate;
  return { name, source: 'missing', image: name };
}

async function isPresent(engine: Engine, image: string, signal?: AbortSignal): Promise<boolean> {
  const result = await engine.docker(['image', 'inspect', '--format', '{{.Id}}', image], signal ? { signal } : {});
  if (result.exitCode === 0) return true;
  const raw = result.output.trim();
  // Docker: "No such image: x"; Podman: "x: image not known".
  if (/no such (?:image|object)|image not known/i.test(raw)) return false;
  const { context, endpoint } = engine.info;
  throw new MachineError(
    diagnose(raw, { context, endpoint }) ?? {
      what: msg('engine.failed', { endpoint }),
      next: msg('engine.failed.next'),
      raw,
    },
  );
}

/**
 * Public base image → the local image in its place: none when the public one is here, else the user's
 * mirror's, else our stand-in. Throws a MachineError that names everything that is missing.
 */
export async function resolveBaseImages(
  engine: Engine,
  bases: readonly string[],
  signal?: AbortSignal,
  mirror?: string,
): Promise<BaseImages> {
  const { missing, ...images } = await lookForBases(engine, bases, signal, mirror);
  if (missing.length > 0) {
    const names = missing.map((base) => base.name).join(', ');
    throw new MachineError({
      what: msg('doctor.bases.missing', { names }),
      next: msg('doctor.bases.missing.next'),
    });
  }
  return images;
}

/** A base image, and the names under which it could be pulled, the best first. */
export interface MissingBase {
  readonly name: string;
  readonly sources: readonly string[];
}

/** Each base image as it is on the engine, and where it could be pulled from. Throws a MachineError when the engine does not answer. */
export async function findBases(
  engine: Engine,
  bases: readonly string[],
  signal?: AbortSignal,
  mirror?: string,
): Promise<readonly (Base & MissingBase)[]> {
  const sources = (name: string) =>
    mirror === undefined || namesItsRegistry(name) ? [name] : [mirrorImage(mirror, name), name];
  return Promise.all(
    bases.map(async (name) => ({ ...(await findBase(engine, name, mirror, signal)), sources: sources(name) })),
  );
}

/** What stands in for those base images that are here, and which are not. Throws a MachineError when the engine does not answer. */
export async function lookForBases(
  engine: Engine,
  bases: readonly string[],
  signal?: AbortSignal,
  mirror?: string,
): Promise<BaseImages & { readonly missing: readonly MissingBase[] }> {
  const found = await findBases(engine, bases, signal, mirror);
  const replaced = found.filter((base) => base.source === 'mirror' || base.source === 'stand-in');
  return {
    missing: found.filter((base) => base.source === 'missing').map(({ name, sources }) => ({ name, sources })),
    mapping: Object.fromEntries(replaced.map((base) => [base.name, base.image])),
    standIns: replaced.filter((base) => base.source === 'stand-in').map((base) => base.name),
  };
}
