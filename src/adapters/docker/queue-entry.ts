import type { Duplex } from 'node:stream';
import * as z from 'zod';
import { type Api, statusOf } from './api.ts';
import { labels, list, number, text } from './json.ts';
import { containerRoles, ownerLabel, processLabel, roleLabel, sessionLabel } from './labels.ts';

const listed = z.array(z.object({ Id: text, Names: list, Labels: labels, State: text, Created: number }));
const created = z.object({ id: z.string() });
const inspected = z.object({ Config: z.object({ Labels: labels }) });

/** A container that says something of the queue: a slot, a ticket, or that somebody is at work here. */
export interface Entry {
  readonly id: string;
  readonly name: string;
  readonly role: 'slot' | 'ticket' | 'other';
  readonly session: string;
  /** The mark of the process that made it; absent on what older versions made. */
  readonly mark: string | undefined;
  readonly running: boolean;
  /** Seconds since 1970, by the engine's clock. */
  readonly created: number;
}

/** Everything of ours that is a container, of whoever it is. */
export async function listEntries(api: Api, signal: AbortSignal): Promise<readonly Entry[]> {
  const label = [`${ownerLabel.key}=${ownerLabel.value}`];
  const found = await api.ask(
    listed,
    (docker, abortSignal) => docker.listContainers({ all: true, filters: { label }, abortSignal }),
    signal,
  );
  return (found ?? [])
    .filter((one) => containerRoles.has(one.Labels[roleLabel] ?? ''))
    .map((one) => ({
      id: one.Id,
      name: (one.Names[0] ?? '').replace(/^\//, ''),
      role: roleOf(one.Labels[roleLabel]),
      session: one.Labels[sessionLabel] ?? '',
      mark: one.Labels[processLabel],
      running: one.State === 'running',
      created: one.Created,
    }));
}

function roleOf(role: string | undefined): Entry['role'] {
  return role === 'slot' || role === 'ticket' ? role : 'other';
}

export interface NewEntry {
  readonly role: 'slot' | 'ticket';
  readonly name: string;
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The id; `taken` when somebody has the name; `undefined` when the image is not on the engine. */
export async function makeEntry(api: Api, entry: NewEntry): Promise<string | 'taken' | undefined> {
  // Not to be aborted: what is begun has to be known, so that it can be removed.
  const made = await api.call(async (docker) => {
    try {
      return await docker.createContainer({
        name: entry.name,
        Image: entry.image,
        Entrypoint: ['cat'],
        Cmd: [],
        OpenStdin: true,
        StdinOnce: true,
        AttachStdin: true,
        Labels: { ...entry.labels, [ownerLabel.key]: ownerLabel.value, [roleLabel]: entry.role },
        HostConfig: { AutoRemove: true, NetworkMode: 'none', ReadonlyRootfs: true, CapDrop: ['ALL'] },
      });
    } catch (error) {
      if (statusOf(error) === 409) return 'taken' as const;
      throw error;
    }
  });
  return made === undefined || made === 'taken' ? made : created.parse(made).id;
}

/** Whether a slot's name is held by a container that is no slot: somebody else's. */
export async function isForeign(api: Api, name: string): Promise<boolean> {
  const found = await api.ask(inspected, (docker, abortSignal) => docker.getContainer(name).inspect({ abortSignal }));
  if (!found) return false;
  const { Labels: held } = found.Config;
  return held[ownerLabel.key] !== ownerLabel.value || roleOf(held[roleLabel]) !== 'slot';
}

/** Starts it, tied to the stream that comes back: with the stream, or with us, it ends. */
export async function runEntry(api: Api, id: string): Promise<Duplex | undefined> {
  return api.call(async (docker) => {
    const container = docker.getContainer(id);
    const stream = (await container.attach({ stream: true, stdin: true, hijack: true })) as Duplex;
    // Whatever becomes of the connection, the build goes on.
    stream.on('error', () => undefined);
    stream.resume();
    try {
      await container.start();
    } catch (error) {
      stream.destroy();
      throw error;
    }
    return stream;
  });
}
