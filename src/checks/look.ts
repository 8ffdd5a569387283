import type { Line, Part } from '../shell/model.ts';

/** Makes a container of an image only to look into it, does that, and removes it again. */
export function lookInto(image: string, look: Part): Line {
  const create = { argv: ['docker', 'create', '--name', 'look', image, 'x'] };
  return { each: [{ all: [create, look] }, { argv: ['docker', 'rm', 'look'] }] };
}

/** Copies one file of an image to the folder where one is. */
export function copyOut(image: string, path: string, to: string): Line {
  return lookInto(image, { argv: ['docker', 'cp', `look:${path}`, to] });
}
