import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { MachineError } from '../../errors.ts';
import { msg } from '../../i18n/message.ts';
import type { OwnedFilter, OwnedKind, OwnedThing } from '../../ports/engine.ts';
import { type Api, statusOf } from './api.ts';
import { labels, list, text } from './json.ts';
import { containerRoles, imageLabel, isOnStages, kitRepository, ownerLabel, roleLabel } from './labels.ts';
import { familiarName } from './podman.ts';

const allKinds: readonly OwnedKind[] = ['container', 'network', 'volume', 'image'];
const ours = `${ownerLabel.key}=${ownerLabel.value}`;
const baseRole = `${roleLabel}=base`;
const ownPrefix = 'go-docker-lab/';

const containers = z.array(z.object({ Id: text, Names: list, Labels: labels }));
const images = z.array(z.object({ Id: text, RepoTags: list, Labels: labels }));
const networks = z.array(z.object({ Id: text, Name: text, Labels: labels }));
const volumes = z.object({ Volumes: z.array(z.object({ Name: text, Labels: labels })).nullish() });

/** Everything on the engine that carries our label, our stand-in base images, and what a killed `kit make` held. */
export async function listOwned(api: Api, filter: OwnedFilter, signal?: AbortSignal): Promise<readonly OwnedThing[]> {
  const kinds = filter.kinds ?? allKinds;
  const found: OwnedThing[] = [];
  for (const kind of kinds) found.push(...(await listKind(api, kind, signal)));
  return found.filter((thing) => matches(thing, filter.labels ?? {}));
}

/** What the legacy builder leaves of a stage belongs to a learner, but to no lab, step or session. */
function matches(thing: OwnedThing, wanted: Readonly<Record<string, string>>): boolean {
  const keys = Object.keys(wanted);
  const leftOver = thing.kind === 'image' && thing.names.length === 0 && thing.labels[roleLabel] === 'stage';
  const asked = leftOver && keys.some(isOnStages) ? keys.filter(isOnStages) : keys;
  return asked.every((key) => thing.labels[key] === wanted[key]);
}

async function listKind(api: Api, kind: OwnedKind, signal: AbortSignal | undefined): Promise<OwnedThing[]> {
  const abortable = (abortSignal: AbortSignal, label: string) => ({ filters: { label: [label] }, abortSignal });
  switch (kind) {
    case 'container': {
      const all = await api.ask(
        containers,
        (docker, abort) => docker.listContainers({ all: true, ...abortable(abort, ours) }),
        signal,
      );
      return (all ?? [])
        .filter((one) => containerRoles.has(one.Labels[roleLabel] ?? ''))
        .map((one) =>
          thing(
            kind,
            one.Id,
            one.Names.map((name) => name.replace(/^\//, '')),
            one.Labels,
          ),
        );
    }
    case 'image':
      return listImages(api, signal);
    case 'network': {
      const all = await api.ask(networks, (docker, abort) => docker.listNetworks(abortable(abort, ours)), signal);
      return (all ?? []).map((one) => thing(kind, one.Id, [one.Name], one.Labels));
    }
    case 'volume': {
      const all = await api.ask(volumes, (docker, abort) => docker.listVolumes(abortable(abort, ours)), signal);
      return (all?.Volumes ?? []).map((one) => thing(kind, one.Name, [one.Name], one.Labels));
    }
  }
}

async function listImages(api: Api, signal: AbortSignal | undefined): Promise<OwnedThing[]> {
  const byId = new Map<string, OwnedThing>();
  // By labels last: a search by name lists no other names of an image.
  for (const filters of [{ reference: [kitRepository] }, { label: [ours] }, { label: [baseRole] }]) {
    const all = await api.ask(images, (docker, abortSignal) => docker.listImages({ filters, abortSignal }), signal);
    for (const one of all ?? []) {
      const names = one.RepoTags.filter((name) => name !== '<none>:<none>').map(familiarName);
      // Whatever anyone builds FROM an image of ours inherits its labels; only our own names are ours.
      const own = names.filter((name) => name === one.Labels[imageLabel] || name.startsWith(ownPrefix));
      if (names.length === 0 || own.length > 0) byId.set(one.Id, thing('image', one.Id, own, one.Labels));
    }
  }
  return [...byId.values()];
}

function thing(
  kind: OwnedKind,
  id: string,
  names: readonly string[],
  found: Readonly<Record<string, string>>,
): OwnedThing {
  return { kind, id, names, labels: found };
}

/** Removes one thing; that it is gone already is fine. Throws a MachineError when somebody still uses it. */
export async function removeOwned(api: Api, owned: OwnedThing, signal?: AbortSignal): Promise<void> {
  switch (owned.kind) {
    case 'container':
      await removeContainer(api, owned.id, signal);
      return;
    case 'network':
      await api.call((docker, abortSignal) => docker.getNetwork(owned.id).remove({ abortSignal }), signal);
      return;
    case 'volume':
      await api.call((docker, abortSignal) => docker.getVolume(owned.id).remove({ abortSignal }), signal);
      return;
    case 'image': {
      const stages = await stagesBelow(api, owned.id, signal);
      // Name by name and without force: an image that a container still needs stays.
      for (const reference of owned.names.length > 0 ? owned.names : [owned.id]) {
        if (!(await removeImage(api, reference, signal))) throw inUse(reference);
      }
      for (const stage of stages) if (!(await removeImage(api, stage, signal))) return;
    }
  }
}

const parentShape = z.object({
  Parent: text,
  RepoTags: list,
  Config: z.object({ Labels: labels }).nullish(),
});
const mostParents = 500;

/**
 * The images on which the legacy builder put this one, as far as they are ours and unnamed. Most
 * engines remove them with their last child; the containerd image store forgets some (28.5).
 */
async function stagesBelow(api: Api, id: string, signal: AbortSignal | undefined): Promise<readonly string[]> {
  const read = (image: string) => api.ask(parentShape, (docker) => docker.getImage(image).inspect(), signal);
  const found: string[] = [];
  let parent = (await read(id))?.Parent;
  while (parent && found.length < mostParents) {
    const image = await read(parent);
    if (image?.Config?.Labels[roleLabel] !== 'stage' || image.RepoTags.length > 0) break;
    found.push(parent);
    parent = image.Parent;
  }
  return found;
}

/** How often, and how far apart in milliseconds, we look whether a container that is being removed is gone. */
const looks = 100;
const pause = 100;

/** Removes a container with its volumes, running or not, and comes back when it is gone. */
export async function removeContainer(api: Api, id: string, signal?: AbortSignal): Promise<void> {
  const removing = await api.call(async (docker, abortSignal) => {
    try {
      await docker.getContainer(id).remove({ force: true, v: true, abortSignal });
      return false;
    } catch (error) {
      // The builder is at it already, after a build that was stopped.
      if (statusOf(error) === 409 && /already in progress/.test(String(error))) return true;
      throw error;
    }
  }, signal);
  for (let look = 0; removing && look < looks; look += 1) {
    if ((await api.call((docker) => docker.getContainer(id).inspect(), signal)) === undefined) return;
    await sleep(pause, undefined, signal ? { signal } : {});
  }
}

/** False when something still uses it. */
async function removeImage(api: Api, reference: string, signal: AbortSignal | undefined): Promise<boolean> {
  const removed = await api.call(async (docker, abortSignal) => {
    try {
      await docker.getImage(reference).remove({ abortSignal });
      return true;
    } catch (error) {
      if (statusOf(error) === 409) return false;
      throw error;
    }
  }, signal);
  return removed ?? true;
}

function inUse(image: string): MachineError {
  return new MachineError({ what: msg('engine.image-in-use', { image }), next: msg('engine.image-in-use.next') });
}
