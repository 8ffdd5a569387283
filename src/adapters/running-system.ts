import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, readlinkSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { isErrno } from './errno.ts';

/** One start of one machine, and one namespace of process ids in it: whoever has both the same sees the same processes. */
export interface RunningSystem {
  readonly boot: string;
  readonly namespace: string;
  /** Whether the kernel itself tells its starts apart; otherwise a clock that jumps looks like a start. */
  readonly certain: boolean;
  /** Whether a process of that boot, which began at that time (milliseconds since 1970), ended with an earlier start of this machine. */
  endedBefore(boot: string, since: number): boolean;
}

export interface SystemFacts {
  readonly platform: NodeJS.Platform;
  readonly hostname: string;
  /** When this machine was started, milliseconds since 1970, as far as its clocks agree. */
  readonly started: number;
  /** Linux: the id that the kernel drew when it was started, and the namespace of its process ids. */
  readonly kernel?: { readonly boot: string; readonly namespace: string };
  /** Whether the folder is on a disk to which no other machine writes. */
  isLocal(folder: string): boolean;
}

/** How far apart clocks may tell the same start of a machine. */
const sameStart = 60_000;
const mostBoots = 30;

const recordSchema = z.object({
  boots: z.array(z.object({ boot: z.string(), host: z.string(), started: z.number() })),
});
type Boot = z.infer<typeof recordSchema>['boots'][number];

/**
 * A host's name tells no machines apart: cloned laptops, WSL distributions and containers share it, and a clone has
 * a copy of all that lies on the disk. So what counts is drawn at random with each start of the machine: by the kernel
 * on Linux, elsewhere by the first of us that runs, who leaves it in `folder`. There are also kept the starts before
 * this one, so that what was running when the power failed is known to be gone.
 */
export function findRunningSystem(folder: string, facts: SystemFacts): RunningSystem {
  const { platform, kernel, started } = facts;
  // Whether such a Linux is shared, and with whom, nobody can tell.
  if (platform === 'linux' && !kernel)
    return { boot: digest(random()), namespace: '', certain: false, endedBefore: () => false };
  const host = digest(`${facts.hostname}/${platform}`);
  const drawn = kernel && digest(kernel.boot);
  const isThis = (one: Boot): boolean =>
    drawn === undefined ? one.host === host && Math.abs(one.started - started) < sameStart : one.boot === drawn;
  const path = join(folder, 'starts.json');
  let boots = read(path);
  let current = boots.find(isThis);
  if (!current) {
    const fresh: Boot = { boot: drawn ?? digest(random()), host, started };
    write(folder, path, [...boots, fresh].slice(-mostBoots));
    // Another of us may be at it too: what stands there now holds for both, unless we fall between, and see strangers.
    boots = read(path);
    current = boots.find(isThis) ?? fresh;
  }
  const { boot } = current;
  const before = facts.isLocal(folder) ? boots.filter((one) => one.host === host && one.boot !== boot) : [];
  return {
    boot,
    namespace: kernel ? digest(`${kernel.boot}/${kernel.namespace}`) : '',
    certain: kernel !== undefined,
    endedBefore: (other, since) => since < started && before.some((one) => one.boot === other),
  };
}

function read(path: string): readonly Boot[] {
  try {
    return recordSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).boots;
  } catch (error) {
    if (isErrno(error) || error instanceof SyntaxError || error instanceof z.ZodError) return [];
    throw error;
  }
}

/** Leaves it whole, or as before where it cannot be written: then only some of the dead cannot be told from the living. */
function write(folder: string, path: string, boots: readonly Boot[]): void {
  const unfinished = join(folder, `.go-docker-lab-${random()}.tmp`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(unfinished, `${JSON.stringify({ boots })}\n`, { flag: 'wx' });
    renameSync(unfinished, path);
  } catch (error) {
    if (!isErrno(error)) throw error;
    try {
      rmSync(unfinished, { force: true });
    } catch {
      // Where there is no such folder, there is nothing to remove.
    }
  }
}

const random = (): string => randomBytes(8).toString('hex');

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** What Linux calls file systems to which one kernel at a time writes: ext, XFS, Btrfs, ZFS, F2FS, bcachefs, tmpfs, overlay. */
const localDisks: ReadonlySet<number> = new Set([
  0xef53, 0x58465342, 0x9123683e, 0x2fc12fc1, 0xf2f52010, 0xca451a4e, 0x01021994, 0x794c7630,
]);

export function readSystemFacts(platform: NodeJS.Platform): SystemFacts {
  const kernel = platform === 'linux' ? readKernel() : undefined;
  return {
    platform,
    hostname: hostname(),
    started: Date.now() - uptime() * 1000,
    ...(kernel ? { kernel } : {}),
    isLocal(folder) {
      // The folders for state of the other systems are on the machine's own disk by custom.
      if (platform !== 'linux') return true;
      try {
        return localDisks.has(statfsSync(folder).type);
      } catch (error) {
        if (isErrno(error)) return false;
        throw error;
      }
    },
  };
}

function readKernel(): SystemFacts['kernel'] {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return boot === '' ? undefined : { boot, namespace: readlinkSync('/proc/self/ns/pid') };
  } catch (error) {
    if (isErrno(error)) return undefined;
    throw error;
  }
}
