import * as z from 'zod';
import type { Api } from './api.ts';
import { list } from './json.ts';

// What Podman does otherwise than Docker, measured on Podman 5.4 behind its Docker-compatible API.

const imageShape = z.object({ Healthcheck: z.object({ Test: list }).nullish() });
const topShape = z.object({ Titles: list, Processes: z.array(z.array(z.string())).nullish() });

/**
 * The HEALTHCHECK of an image as Podman's own API tells it: its Docker-compatible answer leaves it out
 * (pkg/api/handlers/types.go, ImageDataToImageInspect). That API has its own versions; 4.0.0 is answered by all from 4.0 on.
 */
export async function readHealthcheck(api: Api, id: string, signal?: AbortSignal): Promise<readonly string[]> {
  const text = await ask(api, `images/${id.replace(/^sha256:/, '')}/json`, {}, signal);
  return text === undefined ? [] : (imageShape.parse(JSON.parse(text)).Healthcheck?.Test ?? []);
}

/**
 * The processes of a container as Podman's own API tells them: the compatible answer of 4.3 is empty, or one column,
 * where the `ps` of the image is another than it wants. `undefined` where there is no such API, or it tells nothing either.
 */
export async function readTop(
  api: Api,
  name: string,
  signal?: AbortSignal,
): Promise<z.output<typeof topShape> | undefined> {
  const text = await ask(api, `containers/${encodeURIComponent(name)}/top`, { ps_args: 'user,pid,args' }, signal);
  return text ? topShape.parse(JSON.parse(text)) : undefined;
}

function ask(
  api: Api,
  path: string,
  query: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  return api.stream(
    `/v4.0.0/libpod/${path}`,
    query,
    async (body) => {
      const parts: Buffer[] = [];
      for await (const part of body as AsyncIterable<Buffer>) parts.push(part);
      return Buffer.concat(parts).toString('utf8');
    },
    signal,
  );
}

/**
 * Podman puts a registry before names that docker shows without: `docker.io/library/alpine:3.22` is `alpine:3.22`, and
 * so is `localhost/alpine:3.22`, which its own command makes of that name.
 */
export function familiarName(name: string): string {
  return name.replace(/^(?:docker\.io\/(?:library\/)?|localhost\/)/, '');
}
