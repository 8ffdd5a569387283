import type { SecretPlace } from '../../checks/evidence.ts';
import type { Api } from './api.ts';
import { readContent } from './image.ts';
import { searchSavedImage } from './saved-image.ts';

/**
 * Looks for bytes in everything that an image is made of, without a container and without its help. `undefined`
 * when there is no such image.
 */
export async function searchImage(
  api: Api,
  reference: string,
  secret: Uint8Array,
  signal?: AbortSignal,
): Promise<readonly SecretPlace[] | undefined> {
  const content = await readContent(api, reference, signal);
  if (!content) return undefined;
  // By id, so that a tag which moves in between cannot swap the image.
  return api.stream(`/images/${content.id}/get`, {}, (body) => searchSavedImage(body, secret), signal);
}
