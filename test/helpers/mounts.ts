import { spawnSync } from 'node:child_process';
import { type Finished, runCli } from './cli.ts';
import { bundle } from './paths.ts';
import type { Sandbox } from './sandbox.ts';

/** A mount namespace of one's own; without root, one in a user namespace. */
const unshare = process.getuid?.() === 0 ? ['unshare', '-m'] : ['unshare', '-rm'];

export const mayMount =
  spawnSync(unshare[0] ?? '', [...unshare.slice(1), 'sh', '-c', 'mount -t tmpfs tmpfs /mnt']).status === 0;
export const needsMounts = 'this system lets nobody mount in a namespace of their own';

/** The shell commands that make a folder read-only in the namespace they run in. */
export function readOnly(folder: string): string {
  return `mount --bind ${folder} ${folder}; mount -o remount,bind,ro ${folder}`;
}

/** Runs the bundle after some shell commands in a mount namespace that ends with it. */
export function runMounted(box: Sandbox, prepare: string, args: readonly string[]): Promise<Finished> {
  return runCli([], {
    ...box,
    through: [...unshare, 'sh', '-ec', `${prepare}\nexec "$@"`, 'sh', process.execPath, bundle, ...args],
  });
}
