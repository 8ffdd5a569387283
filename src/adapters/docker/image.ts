import * as z from 'zod';
import type { ImageFacts, LayerFacts } from '../../checks/evidence.ts';
import type { EngineInfo } from '../../ports/engine.ts';
import type { Api } from './api.ts';
import { labels, list, number, text } from './json.ts';
import { readHealthcheck } from './podman.ts';

const imageShape = z.object({
  Id: text,
  Os: text,
  Architecture: text,
  RootFS: z.object({ Layers: list }).nullish(),
  Config: z
    .object({
      User: text,
      Entrypoint: list,
      Cmd: list,
      Env: list,
      WorkingDir: text,
      Volumes: z.record(z.string(), z.unknown()).nullish(),
      ExposedPorts: z.record(z.string(), z.unknown()).nullish(),
      Labels: labels,
      Healthcheck: z.object({ Test: list }).nullish(),
    })
    .nullish(),
});

const historyShape = z.array(z.object({ CreatedBy: text, Size: number }));

/** The files of an image, by name: builds that differ only in labels have the same. */
export interface ContentName {
  readonly id: string;
  readonly content: string;
}

/** What tells whether two images hold the same files; `undefined` when there is none of that name. */
export async function readContent(api: Api, reference: string, signal?: AbortSignal): Promise<ContentName | undefined> {
  const image = await api.ask(imageShape, (docker) => docker.getImage(reference).inspect(), signal);
  if (!image) return undefined;
  const layers = image.RootFS?.Layers ?? [];
  // The engine makes the working folder and the volumes when a container is created.
  const made = [image.Config?.WorkingDir ?? '', ...Object.keys(image.Config?.Volumes ?? {}).sort()];
  return { id: image.Id, content: layers.length === 0 ? image.Id : JSON.stringify([layers, made]) };
}

/** What the engine knows about an image; `undefined` when there is none of that name. */
export async function readImage(
  api: Api,
  { podman }: Pick<EngineInfo, 'podman'>,
  reference: string,
  signal?: AbortSignal,
): Promise<ImageFacts | undefined> {
  const image = await api.ask(imageShape, (docker) => docker.getImage(reference).inspect(), signal);
  if (!image) return undefined;
  // By id, so that a tag which moves in between cannot mix two images.
  const history = await api.ask(historyShape, (docker) => docker.getImage(image.Id).history(), signal);
  const test = podman ? await readHealthcheck(api, image.Id, signal) : (image.Config?.Healthcheck?.Test ?? []);
  return imageFacts(
    image,
    test,
    (history ?? []).map(({ CreatedBy, Size }) => ({ createdBy: CreatedBy, size: Size })),
  );
}

function imageFacts(
  image: z.output<typeof imageShape>,
  test: readonly string[],
  history: readonly LayerFacts[],
): ImageFacts {
  const config = image.Config;
  return {
    id: image.Id,
    unpackedSize: history.reduce((sum, layer) => sum + layer.size, 0),
    history,
    layers: image.RootFS?.Layers.length ?? 0,
    os: image.Os,
    architecture: image.Architecture,
    user: config?.User ?? '',
    entrypoint: config?.Entrypoint ?? [],
    cmd: config?.Cmd ?? [],
    env: config?.Env ?? [],
    workdir: config?.WorkingDir ?? '',
    exposedPorts: Object.keys(config?.ExposedPorts ?? {}),
    labels: config?.Labels ?? {},
    // `HEALTHCHECK NONE` switches an inherited one off.
    ...(test.length > 0 && test[0] !== 'NONE' ? { healthcheck: { test } } : {}),
  };
}
