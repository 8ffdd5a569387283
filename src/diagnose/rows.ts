import { containerRows } from './container.ts';
import { dockerfileRows } from './dockerfile.ts';
import { downloadRows } from './download.ts';
import { engineRows } from './engine.ts';
import type { Row } from './row.ts';

/**
 * Every error text that we know, the most specific first: the words of docker, Podman, their builders and registries,
 * of older and newer releases.
 */
export const rows: readonly Row[] = [...engineRows, ...containerRows, ...dockerfileRows, ...downloadRows];
