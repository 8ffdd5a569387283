import { MachineError } from '../errors.ts';
import { msg } from '../i18n/message.ts';
import type { Engine } from '../ports/engine.ts';
import type { Files } from '../ports/files.ts';
import type { Mirrors } from './network.ts';

/** Where an image of ours says which base it was made from, and with which mirrors. */
const madeOfLabel = 'go-docker-lab.mirrors';

/** Counts up when what is changed in a base changes. */
const recipe = 1;

/** The defaults of the go command lie in its own folder; environment, ENV and ARG stand above them. */
const goDefaults = '/usr/local/go/go.env';
const apkRepositories = '/etc/apk/repositories';

/** The name under which a base image that knows the mirrors is kept. */
export function mirroredImage(name: string): string {
  return `go-docker-lab/mirrored/${name}`;
}

/**
 * Puts base images that know the user's GOPROXY and apk mirror in the place of those that do not:
 * a copy under our own name, with one small layer more. Those that are there already are used again.
 * `mapping`: what stands for a public name until now. Nothing is done without such mirrors.
 * Throws a MachineError when the engine refuses.
 */
export async function withMirrors(
  { engine, files }: { readonly engine: Engine; readonly files: Files },
  names: readonly string[],
  mapping: Readonly<Record<string, string>>,
  mirrors: Mirrors,
  signal?: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  if (mirrors.goproxy === undefined && mirrors.apk === undefined) return mapping;
  const result = { ...mapping };
  for (const name of names) {
    const image = mapping[name] ?? name;
    const facts = await engine.image(image, signal);
    if (!facts) continue;
    const target = mirroredImage(name);
    const madeOf = [recipe, facts.id, mirrors.goproxy ?? '-', mirrors.apk ?? '-'].join(' ');
    const there = await engine.image(target, signal);
    if (there?.labels[madeOfLabel] === madeOf) {
      result[name] = target;
      continue;
    }
    const changes = await changesIn(engine, image, mirrors, signal);
    if (changes.length === 0) continue;
    await make({ engine, files, signal }, { image, target, madeOf, changes });
    // Where something still needs the copy of before, it stays until `clean`.
    if (there) await engine.docker(['image', 'rm', there.id], signal ? { signal } : {});
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
  { engine, files, signal }: { engine: Engine; files: Files; signal: AbortSignal | undefined },
  { image, target, madeOf, changes }: { image: string; target: string; madeOf: string; changes: readonly Change[] },
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
  const labels = ['go-docker-lab.owner=go-docker-lab', 'go-docker-lab.role=base'];
  const folder = await files.scratch('go-docker-lab-mirrors');
  const container = await docker('create', ...labels.flatMap((label) => ['--label', label]), image);
  try {
    for (const [index, { path, text }] of changes.entries()) {
      const file = `${folder}/${index}`;
      await files.write(file, text);
      await docker('cp', file, `${container}:${path}`);
    }
    await docker('commit', '--change', `LABEL ${madeOfLabel}="${madeOf}"`, container, target);
  } finally {
    await engine.docker(['rm', '--force', container]);
    await files.remove(folder);
  }
}
