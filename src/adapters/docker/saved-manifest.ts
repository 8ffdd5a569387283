import * as z from 'zod';
import { MachineError } from '../../errors.ts';
import { msg } from '../../i18n/message.ts';
import { list, text } from './json.ts';

const archiveShape = z.array(z.object({ Config: z.string(), Layers: list }));

const descriptorShape = z.object({ digest: z.string() });
const manifestShape = z.object({ config: descriptorShape, layers: z.array(descriptorShape) });
const indexShape = z.object({ manifests: z.array(descriptorShape) });

const configShape = z.object({
  history: z.array(z.object({ created_by: text, empty_layer: z.boolean().nullish() })).nullish(),
  rootfs: z.object({ diff_ids: list }),
});

/** What a saved image consists of, by names in the archive. */
export interface SavedImage {
  readonly layers: readonly { readonly name: string; readonly instruction: string }[];
  readonly configs: readonly object[];
  /** Documents that are accounted for: settings, and the lists that lead to them. */
  readonly known: ReadonlySet<string>;
}

/**
 * Follows `manifest.json` (docker-archive) and `index.json` (OCI layout), of which an archive may have both.
 * Throws when there is neither, when a layer that it names did not come, or when one of them is among `tooLong`,
 * the names of documents that were not read.
 */
export function readSaved(
  documents: ReadonlyMap<string, unknown>,
  hasLayer: (name: string) => boolean,
  tooLong: ReadonlySet<string> = new Set(),
): SavedImage {
  const known = new Set(['manifest.json', 'repositories', 'oci-layout']);
  for (const [name, document] of documents) if (isLayerNote(document)) known.add(name);
  const images: { config: string; layers: readonly string[] }[] = [];
  for (const { Config, Layers } of documentOf(archiveShape, 'manifest.json') ?? [])
    images.push({ config: Config, layers: Layers });
  const wholeList = images.length;
  const follow = (name: string): void => {
    if (known.has(name)) return;
    const index = documentOf(indexShape, name);
    const manifest = documentOf(manifestShape, name);
    if (index) {
      known.add(name);
      for (const { digest } of index.manifests) follow(blob(digest));
    } else if (manifest) {
      const config = blob(manifest.config.digest);
      // What other tools put beside an image has settings of its own kind.
      if (!documentOf(configShape, config)) return;
      known.add(name);
      images.push({ config, layers: manifest.layers.map(({ digest }) => blob(digest)) });
    }
  };
  follow('index.json');
  const layers: { name: string; instruction: string }[] = [];
  const configs = new Map<string, object>();
  for (const [index, image] of images.entries()) {
    const config = documentOf(configShape, image.config);
    const document = documents.get(image.config);
    if (!config || typeof document !== 'object' || document === null) throw incomplete(image.config);
    const instructions = (config.history ?? []).filter((entry) => !entry.empty_layer);
    for (const [at, name] of image.layers.entries()) {
      // An attestation is written like an image; its layers are statements.
      if (documents.has(name)) continue;
      // Engines with several platforms list all of them and send those that they have.
      if (hasLayer(name)) layers.push({ name, instruction: instructions[at]?.created_by ?? '' });
      else if (index < wholeList || wholeList === 0) throw incomplete(name);
    }
    configs.set(image.config, document);
    known.add(image.config);
  }
  if (images.length === 0) throw incomplete([...tooLong][0] ?? 'manifest.json');
  return { layers, configs: [...configs.values()], known };

  function documentOf<S extends z.ZodType>(shape: S, name: string): z.output<S> | undefined {
    return shape.safeParse(documents.get(name)).data;
  }

  function incomplete(name: string): MachineError {
    if (tooLong.has(name)) return new MachineError({ what: msg('engine.save-too-long', { name }) });
    return new MachineError({ what: msg('engine.save-incomplete', { name }), next: msg('engine.lost.next') });
  }
}

/** What the first Docker versions kept of a layer. Engines still make it up from the settings when they save an image. */
const layerNote = z.object({ id: z.string().regex(/^[0-9a-f]{64}$/), container_config: z.object({}), os: z.string() });

function isLayerNote(document: unknown): boolean {
  return layerNote.safeParse(document).success && !configShape.safeParse(document).success;
}

function blob(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`;
}
