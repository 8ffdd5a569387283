import type { Files } from '../ports/files.ts';
import { addedFolder } from './added-lines.ts';

/** What is copied of a workspace, so that a stray archive in it costs no minute. */
const mostBytes = 64 * 1024 * 1024;
const mostFiles = 5000;

export interface CopyOptions {
  readonly from: string;
  readonly to: string;
  readonly join: (folder: string, path: string) => string;
  /** Paths that are not copied, relative. */
  readonly without?: (path: string) => boolean;
}

/** The history, and what is ours; but a line that a killed step left is taken out of the copy as well. */
function isNoSource(path: string): boolean {
  return /^\.(git|go-docker-lab)\//.test(path) && !path.startsWith(`${addedFolder}/`);
}

/**
 * Copies what a build may read of a workspace, with its permissions; what is ours or the history's stays
 * out, and links are not followed. Returns how many files were left out because there was too much.
 */
export async function copyWorkspace(files: Files, options: CopyOptions): Promise<number> {
  const { from, to, join, without } = options;
  let bytes = 0;
  let copied = 0;
  let left = 0;
  for (const path of await files.list(from)) {
    if (isNoSource(path) || without?.(path)) continue;
    const size = copied < mostFiles ? await files.copy(join(from, path), join(to, path), mostBytes - bytes) : undefined;
    if (size === undefined) {
      left += 1;
      continue;
    }
    bytes += size;
    copied += 1;
  }
  return left;
}
