import * as z from 'zod';
import { diagnose } from '../../diagnose.ts';
import { MachineError } from '../../errors.ts';
import type { Engine } from '../../ports/engine.ts';
import { parsed, text } from '../docker/json.ts';

const inspected = z.array(
  z.object({
    Created: text,
    Os: text,
    Architecture: text,
    Size: z.number().nullish(),
    RootFS: z.object({ Layers: z.array(z.string()).nullish() }).nullish(),
  }),
);

/** What an engine tells of an image. */
export interface ImageFacts {
  readonly platform: string;
  readonly created: string;
  readonly layers: readonly string[];
  readonly bytes: number;
}

/**
 * What an engine tells of an image; `undefined` when there is none of that name, or none for that platform. Throws a
 * MachineError when nobody answers: that says nothing of the image.
 */
export async function inspect(
  engine: Engine,
  reference: string,
  options: readonly string[],
  signal?: AbortSignal,
): Promise<ImageFacts | undefined> {
  const result = await engine.docker(['image', 'inspect', ...options, reference], signal ? { signal } : {});
  signal?.throwIfAborted();
  const { context, endpoint } = engine.info;
  const known = result.exitCode === 0 ? undefined : diagnose(result.stderr, { context, endpoint });
  if (known?.area === 'machine') throw new MachineError(known);
  const [image] = result.exitCode === 0 ? (parsed(inspected, result.stdout) ?? []) : [];
  if (!image) return undefined;
  const layers = image.RootFS?.Layers ?? [];
  return { platform: `${image.Os}/${image.Architecture}`, created: image.Created, layers, bytes: image.Size ?? 0 };
}
