import { createHash } from 'node:crypto';
import { MachineError } from '../errors.ts';
import { msg } from '../i18n/message.ts';
import type { Engine } from '../ports/engine.ts';
import type { Files } from '../ports/files.ts';
import type { Mirrors } from '../ports/network-file.ts';

/** Where an image of ours says which base it was made from, and with which mirrors. */
const madeOfLabel = 'go-docker-lab.mirrors';

/** Counts up when what is changed in a base changes. */
const recipe = 1;

/** The defaults of the go command lie in its own folder; environment, ENV and ARG stand above them. */
const goDefaults = '/usr/local/go/go.env';
const apkRepositories = '/etc/apk/repositories';

/**
 * The name under which a base image that knows the mirrors is kept. What it was made of is part of it: many share an
 * engine, and whoever has set up others must neither get this one nor take its name away in the middle of a build.
 */
function mirroredImage(name: string, madeOf: string): string {
  const sum = createHash('sha256').update(madeOf).digest('hex').slice(0, 12);
  // Only a tag may follow a colon behind the first part, and the image's id in the sum stands for a digest.
  const plain = name.replace(/@.*$/, '').replace(/:(?=[^/]*\/)/g, '_');
  return `go-docker-lab/mirrored/${sum}/${plain}`;
}

export interface MirrorPlace {
  readonly engine: Engine;
  readonly files: Files;
  /** Labels of the container in which a copy is made, by which a sweep finds what a killed session left. */
  readonly container: Readonly<Record<string, string>>;
  /** Labels of a copy. It has none of the others: it belongs to no session and no learner. */
  readonly image: Readonly<Record<string, string>>;
}

/**
 * Puts base images that know the user's GOPROXY and apk mirror in the place of those that do not:
 * a copy under our own name, with one small layer more. Those that are there already are used again.
 * `mapping`: what stands for a public name until now. Nothing is done without such mirrors.
 * Throws a MachineError when the engine refuses.
 */
export async function withMirrors(
  place: MirrorPlace,
  names: readonly string[],
  mapping: Readonly<Record<string, string>>,
  mirrors: Mirrors,
  signal?: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  if (mirrors.goproxy === undefined && mirrors.apk === undefined) return mapping;
  const { engine } = place;
  const result = { ...mapping };
  for (const name of names) {
    const image = mapping[name] ?? name;
    const facts = await engine.image(image, signal);
    if (!facts) continue;
    const madeOf = [recipe, facts.id, mirrors.goproxy ?? '-', mirrors.apk ?? '-'].join(' ');
    const target = mirroredImage(name, madeOf);
    const there = await engine.image(target, signal);
    if (there?.labels[madeOfLabel] === madeOf) {
      result[name] = target;
      continue;
    }
    const changes = await changesIn(engine, image, mirrors, signal);
    if (changes.length === 0) continue;
    await make(place, { image, target, madeOf, changes }, signal);
    await dropNameless(place, signal);
    result[name] = target;
  }
  return result;
}

interface Change {
  readonly path: string;
  readonly text: string;
}

/** What has to be written in this image; nothing in one without Go and apk. */
async function changesIn(
  engine: Engine,
  image: string,
  { goproxy, apk }: Mirrors,
  signal: AbortSignal | undefined,
): Promise<readonly Change[]> {
  const changes: Change[] = [];
  const change = async (path: string, rewrite: (text: string) => string): Promise<void> => {
    const facts = await engine.path(image, path, signal);
    if (facts?.kind !== 'file') return;
    changes.push({ path, text: rewrite(new TextDecoder().decode(facts.head)) });
  };
  if (goproxy !== undefined) await change(goDefaults, (text) => withGoproxy(text, goproxy));
  if (apk !== undefined) await change(apkRepositories, (text) => withApk(text, apk));
  return changes;
}

/** The file of Go's defaults with another GOPROXY. */
export function withGoproxy(text: string, goproxy: string): string {
  const others = text.split('\n').filter((line) => line !== '' && !line.startsWith('GOPROXY='));
  return [...others, `GOPROXY=${goproxy}`, ''].join('\n');
}

/** The repositories of apk, each from that mirror: what comes before `/v3.22/main` is replaced. */
export function withApk(text: string, apk: string): string {
  return text.replace(
    /^(\s*(?:@\S+\s+)?)https?:\/\/\S+?(\/(?:v\d+\.\d+|edge|latest-stable)\/\w+\/?)[ \t]*$/gm,
    `$1${apk.replaceAll('$', '$$$$')}$2`,
  );
}

/** A container that never runs is filled and committed: no builder, no shell and no network is needed, and the settings stay. */
async function make(
  { engine, files, ...labels }: MirrorPlace,
  { image, target, madeOf, changes }: { image: string; target: string; madeOf: string; changes: readonly Change[] },
  signal: AbortSignal | undefined,
): Promise<void> {
  const docker = async (...args: readonly string[]): Promise<string> => {
    const result = await engine.docker(args, signal ? { signal } : {});
    if (result.exitCode === 0) return result.stdout.trim();
    signal?.throwIfAborted();
    throw new MachineError({
      what: msg('network.mirrored.failed', { image }),
      next: msg('network.mirrored.failed.next'),
      raw: result.output.trim(),
    });
  };
  // What a container is labelled with, an image made of it is too.
  const blank = Object.fromEntries(Object.keys(labels.container).map((key) => [key, '']));
  const words = Object.entries({ ...blank, ...labels.image }).map(([key, value]) => `${key}="${value}"`);
  const folder = await files.scratch('go-docker-lab-mirrors');
  try {
    const given = Object.entries(labels.container).flatMap(([key, value]) => ['--label', `${key}=${value}`]);
    const container = await docker('create', ...given, image);
    try {
      for (const [index, { path, text }] of changes.entries()) {
        const file = `${folder}/${index}`;
        await files.write(file, text);
        await docker('cp', file, `${container}:${path}`);
      }
      const changed = [`LABEL ${madeOfLabel}="${madeOf}"`, `LABEL ${words.join(' ')}`];
      await docker('commit', ...changed.flatMap((line) => ['--change', line]), container, target);
    } finally {
      await engine.docker(['rm', '--force', container]);
    }
  } finally {
    await files.remove(folder);
  }
}

/**
 * Removes copies that lost their name to one that somebody made at the same time.
 * Where something still needs one, it stays until `clean`.
 */
async function dropNameless({ engine, image }: MirrorPlace, signal: AbortSignal | undefined): Promise<void> {
  const options = signal ? { signal } : {};
  const labels = [madeOfLabel, ...Object.entries(image).map(([key, value]) => `${key}=${value}`)];
  const filters = ['dangling=true', ...labels.map((label) => `label=${label}`)];
  const asked = await engine.docker(
    ['image', 'ls', '--quiet', ...filters.flatMap((one) => ['--filter', one])],
    options,
  );
  if (asked.exitCode !== 0) return;
  for (const id of new Set(asked.stdout.split(/\s+/))) if (id !== '') await engine.docker(['image', 'rm', id], options);
}
