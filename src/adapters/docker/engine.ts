import { MachineError } from '../../errors.ts';
import { msg } from '../../i18n/message.ts';
import type { ProxyVariables } from '../../network/network.ts';
import type { Engine } from '../../ports/engine.ts';
import type { Presence } from '../../ports/presence.ts';
import type { Process } from '../../ports/process.ts';
import { createApi } from './api.ts';
import { runBuild } from './build.ts';
import { createBuildSlots, endlessSlots, usualBound } from './build-slots.ts';
import { createCli } from './cli.ts';
import { readContainer, readMemory, readProcesses, readPublishers } from './container.ts';
import { patientProcess } from './dropped.ts';
import { type Endpoint, type Machine, resolveEndpoint, socketPath } from './endpoint.ts';
import { readContent, readImage } from './image.ts';
import { readLogs } from './logs.ts';
import { findOtherEngine } from './other-engine.ts';
import { listOwned, removeOwned } from './owned.ts';
import { type Probe, probe } from './probe.ts';
import { proxyForBuilds } from './proxy.ts';
import { createImageReader } from './reader.ts';
import { askRegistry } from './registry-word.ts';
import { createRelay } from './relay.ts';
import { remoteEndpoint } from './remote-machine.ts';
import { searchImage } from './search.ts';

export interface ConnectSettings {
  readonly process: Process;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The `--context` flag; without it the engine is the one that a bare `docker` would use. */
  readonly context?: string;
  /** The docker CLI: a name on the PATH or a path. Default `docker`. */
  readonly dockerBinary?: string;
  /** Labels on the containers that are created only to read an image, so that a sweep finds them. */
  readonly labels?: Readonly<Record<string, string>>;
  /** How builds wait for one another; without it none does. */
  readonly queue?: QueueSettings;
  /** What builds are given to get through a proxy. */
  readonly proxy?: ProxyVariables;
  /** Where short-lived files are put. */
  readonly temporary: string;
  /** Hears where the engine is looked for, before it answers. */
  readonly onEndpoint?: (endpoint: Endpoint) => void;
}

export interface QueueSettings {
  readonly presence: Presence;
  /** How many builds may run on the engine at the same time; 0: any number. Default: half of its CPUs. */
  readonly bound?: number;
  /** The engine is shared, even if nobody else is seen on it yet. */
  readonly shared: boolean;
}

/**
 * Finds the engine that the docker CLI would use and stays with it, whatever becomes of the current
 * context. Throws a MachineError when there is no CLI, no such context, no permission, nobody who
 * answers, or an engine older than 20.10.
 */
export async function connectEngine(settings: ConnectSettings): Promise<Engine> {
  const { process, env, platform, dockerBinary = 'docker', queue } = settings;
  const local: Machine = { process, env, platform, dockerBinary };
  const endpoint = await resolveEndpoint(local, settings.context);
  settings.onEndpoint?.(endpoint);
  const machine = endpoint.host.startsWith('ssh://') ? { ...local, process: patientProcess(process) } : local;
  const { info, uidOffset } = await probeOrSuggest(machine, endpoint);
  const api = createApi(machine, endpoint);
  const cli = createCli(machine, endpoint);
  const reader = createImageReader(api, settings.labels ?? {});
  const remote = remoteEndpoint(endpoint.host);
  const proxy = proxyForBuilds(settings.proxy, endpoint.host);
  const build = { info, cli, temporary: settings.temporary, ...(proxy ? { proxy } : {}) };
  return {
    info,
    docker: (args, options) => cli.run(args, options),
    build: (request, options = {}) => runBuild(build, request, options),
    image: (reference, signal) => readImage(api, info, reference, signal),
    async files(reference, signal) {
      const content = await readContent(api, reference, signal);
      return content && reader.files(content, signal);
    },
    async path(reference, path, signal) {
      const content = await readContent(api, reference, signal);
      return content && reader.path(content, path, signal);
    },
    search: (reference, secret, signal) => searchImage(api, reference, secret, signal),
    container: (name, signal) => readContainer(api, name, signal),
    logs: (name, signal) => readLogs(api, name, signal),
    registryWord: (reference, signal) => askRegistry(api, machine, reference, signal),
    memory: (name, signal) => readMemory(api, name, signal),
    processes: (name, signal) => readProcesses(api, info, name, uidOffset, signal),
    publishers: (signal) => readPublishers(api, signal),
    ...(remote ? { remote: createRelay(api, remote, settings.labels ?? {}) } : {}),
    slots: queue
      ? createBuildSlots(api, { bound: usualBound(info.cpus), ...queue, labels: settings.labels ?? {} })
      : endlessSlots,
    owned: (filter, signal) => listOwned(api, filter, signal),
    remove: (thing, signal) => removeOwned(api, thing, signal),
  };
}

/** When nobody answers at the default place, says where somebody does. */
async function probeOrSuggest(machine: Machine, endpoint: Endpoint): Promise<Probe> {
  try {
    return await probe(machine, endpoint);
  } catch (error) {
    const silent = error instanceof MachineError && ['diagnose.unreachable', 'endpoint.silent'].includes(error.what.id);
    if (!silent || endpoint.context !== 'default' || socketPath(endpoint.host) === undefined) throw error;
    const found = await findOtherEngine(machine, endpoint);
    if (found === undefined) throw error;
    const chosen = Boolean(machine.env['DOCKER_HOST']);
    throw new MachineError({
      what: msg('engine.other-answers', {
        source: chosen
          ? msg('endpoint.source.variable')
          : msg('endpoint.source.context', { context: endpoint.context }),
        endpoint: endpoint.host,
        found,
      }),
      next: chosen ? msg('engine.other-answers.unset', { found }) : msg('engine.other-answers.next', { found }),
      ...(error.raw === undefined ? {} : { raw: error.raw }),
      cause: error,
    });
  }
}
