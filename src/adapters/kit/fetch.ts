import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import * as z from 'zod';
import { isLoopback, namesItsRegistry } from '../../network/network.ts';
import type { Engine } from '../../ports/engine.ts';
import { parsed } from '../docker/json.ts';
import { kitRepository } from '../docker/labels.ts';
import { type ImageFacts, inspect } from './image-facts.ts';

const index = z.object({
  manifests: z.array(
    z.object({ digest: z.string(), platform: z.object({ os: z.string(), architecture: z.string() }).nullish() }),
  ),
});

/** Each other run on the engine takes the name by digest away from under us once at most: more than a few are nobody's. */
const attempts = 4;

/** An image that was pulled for a kit. */
export interface Fetched {
  readonly facts: ImageFacts;
  /** Its name, which it has only for this. */
  readonly held: string;
}

/**
 * Pulls an image under the digest that a registry has for a platform, and holds it by a name of this run's own; or gives
 * what was said instead. Another run on the same engine may want the same image, and takes it away again at its end: an
 * image stays as long as one of them has a name for it. `path`: of the kit, which one run writes at a time; a run that
 * goes on where one was killed finds, and removes, that one's names.
 */
export async function fetchByDigest(
  engine: Engine,
  remote: string,
  platform: string,
  path: string,
  signal?: AbortSignal,
): Promise<Fetched | { readonly refusal: string }> {
  const options = signal ? { signal } : {};
  const trust = namesItsRegistry(remote) ? await trustArguments(engine, remote, signal) : [];
  const asked = await engine.docker(['manifest', 'inspect', ...trust, remote], options);
  if (asked.exitCode !== 0) return { refusal: asked.output.trim() };
  const digest = parsed(index, asked.stdout)?.manifests.find(
    (one) => one.platform && `${one.platform.os}/${one.platform.architecture}` === platform,
  )?.digest;
  if (digest === undefined) return { refusal: '' };
  const pinned = `${remote.replace(/:[^/:]*$/, '')}@${digest}`;
  const held = heldName(path, pinned);
  let [ours, fits] = [false, false];
  try {
    let refusal = '';
    for (let left = attempts; left > 0; left -= 1) {
      const here = await inspect(engine, pinned, [], signal);
      signal?.throwIfAborted();
      ours ||= !here;
      if (here?.platform !== platform) {
        const pulled = await engine.docker(['pull', '-q', '--platform', platform, pinned], options);
        if (pulled.exitCode !== 0) return { refusal: pulled.output.trim() };
      }
      const tagged = await engine.docker(['tag', pinned, held], options);
      refusal = tagged.exitCode === 0 ? '' : tagged.output.trim();
      if (tagged.exitCode === 0) break;
    }
    const facts = refusal === '' ? await inspect(engine, held, [], signal) : undefined;
    fits = facts?.platform === platform;
    return facts && fits ? { facts, held } : { refusal };
  } finally {
    if (!fits) await remove(engine, held);
    // Whoever found this name later would take it for the user's own.
    if (ours) await remove(engine, pinned);
  }
}

function heldName(path: string, pinned: string): string {
  const sum = createHash('sha256').update([hostname(), path, pinned].join('\0')).digest('hex');
  return `${kitRepository}:${sum.slice(0, 16)}`;
}

/** Takes a name away from an image, and the image when it was the last. */
export async function remove(engine: Engine, name: string): Promise<void> {
  await engine.docker(['image', 'rm', name]);
}

/** The command asks for manifests itself, not by the engine, and does not know which registries that trusts without TLS. */
async function trustArguments(engine: Engine, remote: string, signal?: AbortSignal): Promise<readonly string[]> {
  if (isLoopback(remote)) return ['--insecure'];
  const host = remote.slice(0, remote.indexOf('/'));
  const format = `{{with index .RegistryConfig.IndexConfigs "${host}"}}{{.Secure}}{{end}}`;
  const asked = await engine.docker(['info', '--format', format], signal ? { signal } : {});
  return asked.stdout.trim() === 'false' ? ['--insecure'] : [];
}
