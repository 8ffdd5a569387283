import * as z from 'zod';
import type { ContainerFacts, MemoryFacts, ProcessFacts, PublishedPort } from '../../checks/evidence.ts';
import type { EngineInfo } from '../../ports/engine.ts';
import { type Api, statusOf } from './api.ts';
import { flag, labels, list, number, text } from './json.ts';
import { readTop } from './podman.ts';

const statuses = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'] as const;

/** Podman has more of them: `stopped` is one whose end has yet to be cleaned up; of the others none runs. */
function dockerStatus(status: unknown): unknown {
  if (status === 'stopped') return 'exited';
  return status === 'stopping' ? 'running' : status;
}

const containerShape = z.object({
  Id: text,
  Name: text,
  Image: text,
  State: z
    .object({
      Status: z.preprocess(dockerStatus, z.enum(statuses).catch('created')),
      ExitCode: number,
      Error: text,
      Health: z
        .object({ Status: text, Log: z.array(z.object({ ExitCode: z.number().nullish(), Output: text })).nullish() })
        .nullish(),
    })
    .nullish(),
  Config: z.object({ Labels: labels, Tty: flag }).nullish(),
  HostConfig: z.object({ ReadonlyRootfs: flag, CapDrop: list }).nullish(),
  NetworkSettings: z
    .object({
      Ports: z.record(z.string(), z.array(z.object({ HostIp: text, HostPort: text })).nullish()).nullish(),
    })
    .nullish(),
});

type Inspected = z.output<typeof containerShape>;

/** The raw answer of inspect, with missing fields filled in. */
export function inspectContainer(api: Api, name: string, signal?: AbortSignal): Promise<Inspected | undefined> {
  return api.ask(containerShape, (docker, abortSignal) => docker.getContainer(name).inspect({ abortSignal }), signal);
}

export async function readContainer(api: Api, name: string, signal?: AbortSignal): Promise<ContainerFacts | undefined> {
  const container = await inspectContainer(api, name, signal);
  if (!container) return undefined;
  const { State: state } = container;
  const health = healthFacts(state?.Health);
  return {
    id: container.Id,
    name: container.Name.replace(/^\//, ''),
    status: state?.Status ?? 'created',
    exitCode: state?.ExitCode ?? 0,
    error: state?.Error ?? '',
    ...(health ? { health } : {}),
    imageId: container.Image,
    labels: container.Config?.Labels ?? {},
    ports: publishedPorts(container),
    readOnly: container.HostConfig?.ReadonlyRootfs ?? false,
    capDrop: container.HostConfig?.CapDrop ?? [],
  };
}

function healthFacts(health: NonNullable<Inspected['State']>['Health']): ContainerFacts['health'] {
  if (!health || health.Status === '' || health.Status === 'none') return undefined;
  const last = health.Log?.at(-1);
  return {
    status: health.Status,
    lastOutput: last?.Output ?? '',
    ...(last?.ExitCode == null ? {} : { lastExitCode: last.ExitCode }),
  };
}

function publishedPorts(container: Inspected): PublishedPort[] {
  return Object.entries(container.NetworkSettings?.Ports ?? {}).flatMap(([port, bindings]) =>
    (bindings ?? []).map(({ HostIp, HostPort }) => ({
      containerPort: Number.parseInt(port, 10),
      hostIp: HostIp,
      hostPort: Number(HostPort),
    })),
  );
}

const statsShape = z.object({
  memory_stats: z.object({ usage: z.number().nullish(), stats: z.record(z.string(), z.unknown()).nullish() }).nullish(),
});

/**
 * Memory without the page cache that the kernel can drop: `total_inactive_file` on cgroup v1,
 * `inactive_file` on v2 (docker/cli, cli/command/container/stats_helpers.go). `undefined` also for
 * a container that does not run.
 */
export async function readMemory(api: Api, name: string, signal?: AbortSignal): Promise<MemoryFacts | undefined> {
  const stats = await api.ask(
    statsShape,
    (docker, abortSignal) => docker.getContainer(name).stats({ stream: false, 'one-shot': true, ...{ abortSignal } }),
    signal,
  );
  const usage = stats?.memory_stats?.usage;
  if (usage == null) return undefined;
  const detail = stats?.memory_stats?.stats ?? {};
  const cache = detail['total_inactive_file'] ?? detail['inactive_file'];
  const bytes = typeof cache === 'number' && cache < usage ? usage - cache : usage;
  return { bytes };
}

const listShape = z.array(
  z.object({
    Names: list,
    Ports: z.array(z.object({ PublicPort: z.number().nullish(), Type: text })).nullish(),
  }),
);

/** Published TCP ports, each with the names of its running containers. All are listed: Podman refuses the filter `publish`. */
export async function readPublishers(api: Api, signal?: AbortSignal): Promise<ReadonlyMap<number, readonly string[]>> {
  const all = await api.ask(listShape, (docker, abortSignal) => docker.listContainers({ abortSignal }), signal);
  const found = new Map<number, Set<string>>();
  for (const {
    Names: [name = ''],
    Ports: ports,
  } of all ?? []) {
    for (const { PublicPort: port, Type: type } of ports ?? []) {
      if (port == null || type !== 'tcp') continue;
      found.set(port, (found.get(port) ?? new Set()).add(name.replace(/^\//, '')));
    }
  }
  return new Map([...found].map(([port, names]) => [port, [...names]]));
}

const topShape = z.object({ Titles: list, Processes: z.array(z.array(z.string())).nullish() });

/**
 * The processes of a container, with uids as they are inside it. `undefined` when it does not
 * exist, empty when it does not run.
 */
export async function readProcesses(
  api: Api,
  { podman }: Pick<EngineInfo, 'podman'>,
  name: string,
  uidOffset: number,
  signal?: AbortSignal,
): Promise<readonly ProcessFacts[] | undefined> {
  const container = await inspectContainer(api, name, signal);
  if (!container) return undefined;
  if (container.State?.Status !== 'running') return [];
  const table =
    (await top(api, name, '-eo uid,pid,args', signal)) ??
    (await top(api, name, undefined, signal)) ??
    (podman ? await readTop(api, name, signal) : undefined);
  const column = (...titles: string[]): number => table?.Titles.findIndex((title) => titles.includes(title)) ?? -1;
  const [uid, pid, command] = [column('UID', 'USER'), column('PID'), column('COMMAND', 'CMD', 'ARGS')];
  return (table?.Processes ?? []).map((row) => ({
    uid: insideUid(row[uid] ?? '', uidOffset),
    pid: row[pid] ?? '',
    command: row[command] ?? '',
  }));
}

/** Engines whose `ps` knows no such columns refuse them with a server error; Podman 4.3 says nothing, or takes all titles for one. */
async function top(api: Api, name: string, columns: string | undefined, signal?: AbortSignal) {
  const table = await api.ask(
    topShape.nullable(),
    async (docker, abortSignal) => {
      try {
        return await docker
          .getContainer(name)
          .top({ abortSignal, ...(columns === undefined ? {} : { ps_args: columns }) });
      } catch (error) {
        // 409 and 500: not running any more, or these columns are unknown.
        const status = statusOf(error);
        if (status === 409 || status === 500) return null;
        throw error;
      }
    },
    signal,
  );
  return table?.Titles.includes('PID') ? table : undefined;
}

function insideUid(uid: string, offset: number): string {
  const number = Number(uid);
  return offset > 0 && Number.isInteger(number) && number >= offset ? String(number - offset) : uid;
}
