import * as z from 'zod';
import { MachineError } from '../../errors.ts';
import { msg } from '../../i18n/message.ts';
import type { Api } from './api.ts';
import type { Machine } from './endpoint.ts';
import { list } from './json.ts';

// What Podman does otherwise than Docker, measured on Podman 5.4 behind its Docker-compatible API.

const imageShape = z.object({ Healthcheck: z.object({ Test: list }).nullish() });

/**
 * The HEALTHCHECK of an image as Podman's own API tells it: its Docker-compatible answer leaves it out
 * (pkg/api/handlers/types.go, ImageDataToImageInspect). That API has its own versions; 4.0.0 is answered by all from 4.0 on.
 */
export async function readHealthcheck(api: Api, id: string, signal?: AbortSignal): Promise<readonly string[]> {
  const path = `/v4.0.0/libpod/images/${id.replace(/^sha256:/, '')}/json`;
  const text = await api.stream(
    path,
    {},
    async (body) => {
      const parts: Buffer[] = [];
      for await (const part of body as AsyncIterable<Buffer>) parts.push(part);
      return Buffer.concat(parts).toString('utf8');
    },
    signal,
  );
  return text === undefined ? [] : (imageShape.parse(JSON.parse(text)).Healthcheck?.Test ?? []);
}

/** The error that says so when `docker` is the podman command under another name (package podman-docker). */
export async function podmanAsDocker(machine: Machine): Promise<MachineError | undefined> {
  const { stdout } = await machine.process.run(machine.dockerBinary, ['--version']);
  const version = /^podman version (\S+)/m.exec(stdout)?.[1];
  if (version === undefined) return undefined;
  return new MachineError({
    what: msg('podman.is-docker', { version }),
    next: msg('podman.is-docker.next'),
    raw: stdout.trim(),
  });
}

/** Podman puts the registry before names that docker shows without: `docker.io/library/alpine:3.22` is `alpine:3.22`. */
export function familiarName(name: string): string {
  return name.replace(/^docker\.io\/(?:library\/)?/, '');
}
