import { spawn, spawnSync } from 'node:child_process';
import { hasCode } from './errno.ts';

type Environment = Readonly<Record<string, string>>;

/** Children that still run, so that none outlives us. */
const running = new Map<number, { readonly ownGroup: boolean; readonly env: Environment | undefined }>();
let watching = false;

/**
 * Kills this child if we exit first. Gives the function that forgets it. `ownGroup`: it leads a process
 * group; where there are none, on Windows, `taskkill` knows the tree. `env` is what that is found with.
 */
export function track(pid: number | undefined, ownGroup: boolean, env?: Environment): () => void {
  if (pid === undefined) return () => {};
  if (!watching) {
    watching = true;
    process.once('exit', () => {
      for (const [left, how] of running) {
        if (how.ownGroup) killTree(left, true, 'SIGTERM');
        // At this point only what is synchronous still happens.
        else
          spawnSync('taskkill', taskkillArguments(left), { stdio: 'ignore', windowsHide: true, ...options(how.env) });
      }
    });
  }
  running.set(pid, { ownGroup, env });
  return () => running.delete(pid);
}

/** Signals a child with its whole tree; on Windows, where nothing can be asked to end, it ends. A child that is gone is fine. */
export function killTree(pid: number | undefined, ownGroup: boolean, signal: NodeJS.Signals, env?: Environment): void {
  if (pid === undefined) return;
  if (!ownGroup) {
    const killer = spawn('taskkill', taskkillArguments(pid), { stdio: 'ignore', windowsHide: true, ...options(env) });
    // Without taskkill at least the child itself ends.
    killer.on('error', () => killOne(pid, signal));
    killer.unref();
    return;
  }
  killOne(-pid, signal);
}

function killOne(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!hasCode(error, 'ESRCH', 'EPERM')) throw error;
  }
}

/** The tree, by force: a program without a window hears nothing else. */
function taskkillArguments(pid: number): string[] {
  return ['/PID', String(pid), '/T', '/F'];
}

function options(env: Environment | undefined): { env?: Record<string, string> } {
  return env === undefined ? {} : { env: { ...env } };
}
