import * as z from 'zod';
import { MachineError } from '../../errors.ts';
import { msg } from '../../i18n/message.ts';
import type { BuildCapability, BuildRung, EngineInfo } from '../../ports/engine.ts';
import type { ProcessResult } from '../../ports/process.ts';
import { type Api, createApi } from './api.ts';
import { type Endpoint, type Machine, unusable } from './endpoint.ts';
import { list, number, parsed, text } from './json.ts';
import { noSocket } from './podman-endpoint.ts';
import { isAtLeast } from './version.ts';

const serverShape = z.object({
  Version: text,
  ApiVersion: text,
  Os: text,
  Arch: text,
  Components: z.array(z.object({ Name: text })).nullish(),
});
const versionShape = z.object({ Client: z.object({ Version: text }), Server: serverShape.nullish() });

const infoShape = z.object({
  DriverStatus: z.array(z.array(z.string())).nullish(),
  NCPU: number,
  CpuCfsQuota: z.boolean().nullish(),
  CgroupDriver: text,
  MemTotal: number,
  DockerRootDir: text,
  LoggingDriver: text,
  SecurityOptions: list,
});

/** What one look at the engine tells. */
export interface Probe {
  readonly info: EngineInfo;
  /** What the host adds to the uids of containers (userns-remap); 0 without it. */
  readonly uidOffset: number;
}

const oldest = { major: 20, minor: 10 };

/** What the docker command and the engine tell of themselves. */
interface Told {
  readonly clientVersion: string;
  readonly server: z.output<typeof serverShape>;
  readonly facts: z.output<typeof infoShape> | undefined;
  readonly buildxVersion: string | undefined;
}

/** Asks once who is there. Throws a MachineError when nobody answers, or somebody we cannot work with. */
export async function probe(machine: Machine, endpoint: Endpoint): Promise<Probe> {
  const { podmanCommand } = endpoint;
  const told =
    podmanCommand === undefined
      ? await askCommand(machine, endpoint)
      : await askApi(createApi(machine, endpoint), endpoint, podmanCommand);
  const { clientVersion, server, facts, buildxVersion } = told;
  const podman = server.Components?.some(({ Name }) => Name.includes('Podman')) ?? false;
  if (!podman && !isAtLeast(server.Version, oldest.major, oldest.minor)) throw tooOld(server.Version);
  if (server.Os === 'windows') {
    throw new MachineError({
      what: msg('engine.windows-containers'),
      next: msg('engine.windows-containers.next'),
    });
  }
  const rung = chooseRung({ podman, clientVersion, buildxVersion });
  return {
    uidOffset: remapOffset(facts?.SecurityOptions ?? [], facts?.DockerRootDir ?? ''),
    info: {
      context: endpoint.context,
      endpoint: endpoint.host,
      version: server.Version,
      apiVersion: server.ApiVersion,
      os: server.Os,
      architecture: server.Arch,
      clientVersion,
      rung,
      ...(buildxVersion === undefined ? {} : { buildxVersion }),
      imageStore: usesContainerd(facts?.DriverStatus) ? 'containerd' : 'graphdriver',
      podman,
      ...(podmanCommand === undefined ? {} : { podmanCommand: true }),
      cpus: facts?.NCPU ?? 0,
      cpuLimit: facts?.CpuCfsQuota === true,
      memory: facts?.MemTotal ?? 0,
      logDriver: facts?.LoggingDriver ?? '',
      capabilities: capabilitiesOf({
        podman,
        podmanCommand: podmanCommand !== undefined,
        rung,
        buildxVersion,
        version: server.Version,
      }),
      ...untoldOf({ podman, cgroupDriver: facts?.CgroupDriver ?? '' }),
    },
  };
}

async function askCommand(machine: Machine, endpoint: Endpoint): Promise<Told> {
  const ask = (...args: string[]): Promise<ProcessResult> =>
    machine.process.run(machine.dockerBinary, [...endpoint.pin, ...args]);
  const [version, info, buildx] = await Promise.all([
    ask('version', '--format', '{{json .}}'),
    ask('info', '--format', '{{json .}}'),
    ask('buildx', 'version'),
  ]);
  const versions = parsed(versionShape, version.stdout);
  const server = versions?.Server;
  if (!versions || !server)
    throw unusable(machine, { context: endpoint.context, endpoint: endpoint.host }, version.stderr.trim());
  const buildxVersion = buildx.exitCode === 0 ? /buildx v?(\d+\.\d+\.\d+\S*)/.exec(buildx.stdout)?.[1] : undefined;
  return { clientVersion: versions.Client.Version, server, facts: parsed(infoShape, info.stdout), buildxVersion };
}

/** Podman's command has other words for all of it; at its socket the engine tells it as Docker's does. */
async function askApi(api: Api, { host }: Endpoint, clientVersion: string): Promise<Told> {
  try {
    const [server, facts] = await Promise.all([
      api.ask(serverShape, (docker) => docker.version()),
      api.ask(infoShape, (docker) => docker.info()),
    ]);
    if (server) return { clientVersion, server, facts, buildxVersion: undefined };
  } catch (error) {
    if (!(error instanceof MachineError) || error.what.id !== 'engine.lost') throw error;
    throw noSocket(host, host.startsWith('unix:///run/user/'), error.raw);
  }
  throw noSocket(host, host.startsWith('unix:///run/user/'));
}

/** The best way to build that this CLI and engine have. Podman speaks none of BuildKit's protocols. */
export function chooseRung(found: {
  readonly podman: boolean;
  readonly clientVersion: string;
  readonly buildxVersion: string | undefined;
}): BuildRung {
  if (found.podman) return 'legacy';
  if (found.buildxVersion !== undefined) {
    return isAtLeast(found.buildxVersion, 0, 13) ? 'buildx-rawjson' : 'buildx-plain';
  }
  // From 23 on the CLI leaves BuildKit to the plugin; before, it had it built in.
  return isAtLeast(found.clientVersion, 23, 0) ? 'legacy' : 'buildkit-env';
}

/**
 * What the builder can do. Before Engine 27 its own Dockerfile frontend has no rules to check by, and buildx
 * would fetch another one from a registry. Every BuildKit mounts, leaves out stages and tells the platforms. Podman
 * mounts all but secrets and has left out stages since 4.2; only its own command hands it secrets, and tells the platforms.
 */
export function capabilitiesOf(found: {
  readonly podman: boolean;
  readonly podmanCommand: boolean;
  readonly rung: BuildRung;
  readonly buildxVersion: string | undefined;
  readonly version: string;
}): readonly BuildCapability[] {
  if (found.podman) {
    const own: readonly BuildCapability[] = found.podmanCommand ? ['build-secret', 'cross-build'] : [];
    const stages: readonly BuildCapability[] = isAtLeast(found.version, 4, 2) ? ['build-stages'] : [];
    return ['build-mount', ...own, ...stages];
  }
  if (found.rung === 'legacy') return [];
  const buildx = found.rung !== 'buildkit-env' && isAtLeast(found.buildxVersion ?? '0', 0, 15);
  const checks: readonly BuildCapability[] = buildx && isAtLeast(found.version, 27, 0) ? ['build-check'] : [];
  return [...checks, 'build-mount', 'build-secret', 'build-stages', 'cross-build'];
}

/**
 * Without control groups (rootless Docker on cgroup v1) there is nothing to read memory and processes from. Podman
 * leaves the intervals of health checks to timers of systemd; without that, cgroupfs is its driver.
 */
export function untoldOf(found: {
  readonly podman: boolean;
  readonly cgroupDriver: string;
}): Pick<EngineInfo, 'untold'> {
  if (found.cgroupDriver === 'none') return { untold: ['memory', 'processes'] };
  return found.podman && found.cgroupDriver === 'cgroupfs' ? { untold: ['health'] } : {};
}

function usesContainerd(status: readonly (readonly string[])[] | null | undefined): boolean {
  return status?.some((pair) => pair.some((word) => word.startsWith('io.containerd.snapshotter'))) ?? false;
}

/** With userns-remap the data folder is named after the mapping: `/var/lib/docker/100000.100000`. */
function remapOffset(securityOptions: readonly string[], rootFolder: string): number {
  if (!securityOptions.some((option) => option.includes('name=userns'))) return 0;
  return Number(/(\d+)\.\d+$/.exec(rootFolder)?.[1] ?? 0);
}

function tooOld(version: string): MachineError {
  return new MachineError({
    what: msg('engine.too-old', { version, needed: `${oldest.major}.${oldest.minor}` }),
    next: msg('engine.too-old.next'),
  });
}
