import type { KitFacts, KitImage, KitProgress } from '../../ports/kit.ts';
import { documentBytes, factsPath, layerPath, settingsPath } from './format.ts';
import type { RunnerFile } from './runner.ts';

/** An entry that is to be written: its place is known before its content. */
export type Planned =
  | ({ readonly kind: 'file' } & RunnerFile)
  | { readonly kind: 'settings'; readonly path: string; readonly mode: number; readonly image: number }
  | {
      readonly kind: 'layer';
      readonly path: string;
      readonly mode: number;
      /** The first image that has it. */
      readonly image: number;
      readonly layer: string;
    };

/** Every entry of a kit but the last, in order: what it is, the program, each image with the layers that are new. */
export function planKit(facts: KitFacts, runner: readonly RunnerFile[]): readonly Planned[] {
  const mode = 0o644;
  const planned: Planned[] = [
    { kind: 'file', path: factsPath, mode, content: { bytes: documentBytes(facts) } },
    ...runner.map((file): Planned => ({ kind: 'file', ...file })),
  ];
  const layers = new Set<string>();
  for (const [image, { base, platform, layers: own }] of facts.images.entries()) {
    planned.push({ kind: 'settings', path: settingsPath(image, base, platform), mode, image });
    for (const layer of own) {
      if (layers.has(layer)) continue;
      layers.add(layer);
      planned.push({ kind: 'layer', path: layerPath(layer), mode, image, layer });
    }
  }
  return planned;
}

/** Path of an entry → the image that it is a part of, the first where several share it, for people. */
export function ownersOf(images: readonly KitImage[]): ReadonlyMap<string, Pick<KitProgress, 'entry' | 'image'>> {
  const owners = new Map<string, Pick<KitProgress, 'entry' | 'image'>>();
  for (const [index, { base, platform, layers }] of images.entries()) {
    const owner = { entry: base, image: { number: index + 1, of: images.length } };
    for (const path of [settingsPath(index, base, platform), ...layers.map(layerPath)])
      if (!owners.has(path)) owners.set(path, owner);
  }
  return owners;
}
