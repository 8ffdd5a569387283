import * as z from 'zod';
import type { FileFacts, PathFacts } from '../../checks/evidence.ts';
import { MachineError } from '../../errors.ts';
import type { Api } from './api.ts';
import { listArchive, readEntry, resolveLink } from './archive.ts';
import type { ContentName } from './image.ts';
import { ownerLabel, roleLabel } from './labels.ts';
import { removeContainer } from './owned.ts';

const mostLinks = 40;
const createdShape = z.object({ id: z.string() });

/** Reads files out of images. A container is created for it, never started, and always removed. */
export interface ImageReader {
  files(image: ContentName, signal?: AbortSignal): Promise<readonly FileFacts[] | undefined>;
  path(image: ContentName, path: string, signal?: AbortSignal): Promise<PathFacts | undefined>;
}

export function createImageReader(api: Api, labels: Readonly<Record<string, string>>): ImageReader {
  // What was read once stays true of the same content; checks that wait ask again and again.
  const known = createMemory();
  return {
    files: ({ id, content }, signal) =>
      known(`${content} files`, () =>
        withContainer(api, labels, id, signal, (container) =>
          api.stream(`/containers/${container}/export`, {}, listArchive, signal),
        ),
      ),
    path: ({ id, content }, path, signal) =>
      known(`${content} ${path}`, () =>
        withContainer(api, labels, id, signal, (container) => readPath(api, container, path, signal)),
      ),
  };
}

async function readPath(
  api: Api,
  container: string,
  wanted: string,
  signal: AbortSignal | undefined,
): Promise<PathFacts | undefined> {
  let path = wanted;
  for (let links = 0; links < mostLinks; links += 1) {
    const entry = await readOne(api, container, path, signal);
    if (!entry) return undefined;
    if (entry.link === undefined) return { ...entry.facts, path: wanted };
    path = resolveLink(path, entry.link);
  }
  return undefined;
}

/** A link that leads back to itself leads nowhere; the engine takes it for its own failure. */
async function readOne(api: Api, container: string, path: string, signal: AbortSignal | undefined) {
  try {
    return await api.stream(`/containers/${container}/archive`, { path }, readEntry, signal);
  } catch (error) {
    if (error instanceof MachineError && /too many (?:links|levels of symbolic links)/.test(error.raw ?? ''))
      return undefined;
    throw error;
  }
}

async function withContainer<T>(
  api: Api,
  labels: Readonly<Record<string, string>>,
  image: string,
  signal: AbortSignal | undefined,
  work: (container: string) => Promise<T>,
): Promise<T | undefined> {
  const created = await api.ask(
    createdShape,
    (docker, abortSignal) =>
      docker.createContainer({
        Image: image,
        // A scratch image has no command, and without one nothing can be created.
        Cmd: ['go-docker-lab'],
        Labels: { ...labels, [ownerLabel.key]: ownerLabel.value, [roleLabel]: 'reader' },
        NetworkDisabled: true,
        HostConfig: { NetworkMode: 'none' },
        abortSignal,
      }),
    signal,
  );
  if (!created) return undefined;
  try {
    return await work(created.id);
  } finally {
    // Without the caller's signal: what we made goes away even when the work was aborted.
    await removeContainer(api, created.id);
  }
}

const mostRemembered = 64;

/** Remembers the last answers; failures and absent things are asked for again. */
function createMemory() {
  const answers = new Map<string, unknown>();
  return async <T>(key: string, read: () => Promise<T | undefined>): Promise<T | undefined> => {
    if (answers.has(key)) return answers.get(key) as T;
    const answer = await read();
    if (answer === undefined) return undefined;
    answers.set(key, answer);
    const oldest = answers.size > mostRemembered ? answers.keys().next().value : undefined;
    if (oldest !== undefined) answers.delete(oldest);
    return answer;
  };
}
