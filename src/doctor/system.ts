import type { DoctorMachine } from './machine.ts';
import { within } from './within.ts';

/** Linux distributions for which we know the exact commands. */
export type Family = 'debian' | 'fedora' | 'arch' | 'suse' | 'alpine' | 'other';

/** What kind of system this is, as far as installing and starting an engine goes. */
export interface System {
  readonly family: Family;
  /** systemd is the init system here, not merely installed. */
  readonly systemd: boolean;
  /** Linux below Windows. */
  readonly wsl: boolean;
  /** `dockerd` is on this machine. */
  readonly dockerd: boolean;
  /** What to put before a command that needs root; `undefined` when we cannot become root without a password. */
  readonly asRoot: readonly string[] | undefined;
}

const sudoMilliseconds = 2000;

/** Looks once. On anything but Linux there is nothing to see. */
export async function examineSystem(machine: DoctorMachine, signal?: AbortSignal): Promise<System> {
  if (machine.platform !== 'linux') {
    return { family: 'other', systemd: false, wsl: false, dockerd: false, asRoot: undefined };
  }
  const [release, kernel, systemd, dockerd, asRoot] = await Promise.all([
    machine.files.readText('/etc/os-release'),
    machine.files.readText('/proc/version'),
    machine.files.exists('/run/systemd/system'),
    hasDockerd(machine, signal),
    becomingRoot(machine, signal),
  ]);
  return { family: familyOf(release ?? ''), systemd, wsl: /microsoft/i.test(kernel ?? ''), dockerd, asRoot };
}

/** Reads os-release(5): the distribution itself first, then what it says it is like. */
export function familyOf(release: string): Family {
  const field = (name: string): string =>
    new RegExp(`^${name}=(.*)$`, 'm').exec(release)?.[1]?.replace(/["']/g, '').toLowerCase() ?? '';
  for (const word of [field('ID'), ...field('ID_LIKE').split(/\s+/)]) {
    const family = families[word.replace(/^opensuse.*/, 'suse')];
    if (family) return family;
  }
  return 'other';
}

const families: Readonly<Record<string, Family>> = {
  debian: 'debian',
  ubuntu: 'debian',
  fedora: 'fedora',
  arch: 'arch',
  suse: 'suse',
  alpine: 'alpine',
  // Their relatives' packages do not exist there.
  rhel: 'other',
  centos: 'other',
  amzn: 'other',
};

/** The PATH of a plain user, and of a root after `su`, often lacks sbin. */
async function hasDockerd({ process, files }: DoctorMachine, signal?: AbortSignal): Promise<boolean> {
  const { exitCode } = await process.run('dockerd', ['--version'], signal ? { signal } : {});
  if (exitCode === 0) return true;
  const found = await Promise.all(
    ['/usr/sbin/dockerd', '/usr/local/sbin/dockerd', '/sbin/dockerd'].map((path) => files.exists(path)),
  );
  return found.includes(true);
}

async function becomingRoot(machine: DoctorMachine, signal?: AbortSignal): Promise<readonly string[] | undefined> {
  if (machine.root) return [];
  const allowed = await within(
    machine.clock,
    sudoMilliseconds,
    signal,
    async (bounded) => (await machine.process.run('sudo', ['-n', 'true'], { signal: bounded })).exitCode === 0,
    () => false,
  );
  return allowed ? ['sudo', '-n'] : undefined;
}
