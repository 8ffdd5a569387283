import type { Duplex } from 'node:stream';
import type {
  BuildGraph,
  BuildVertex,
  ContainerFacts,
  FileFacts,
  ImageFacts,
  MemoryFacts,
  PathFacts,
  ProcessFacts,
  SecretPlace,
} from '../checks/evidence.ts';
import type { Capability } from '../course/schema.ts';
import type { Command } from '../shell/model.ts';
import type { BuildSlots } from './build-slots.ts';
import type { ProcessResult } from './process.ts';

/** How images are built here, best first. */
export type BuildRung = 'buildx-rawjson' | 'buildx-plain' | 'buildkit-env' | 'legacy';

/** What a step may require of the builder. */
export type BuildCapability = Exclude<Capability, 'scanner'>;

/** The engine in use, as the docker CLI resolves it; pinned for the session. */
export interface EngineInfo {
  readonly context: string;
  /** For example `unix:///var/run/docker.sock`. */
  readonly endpoint: string;
  readonly version: string;
  readonly apiVersion: string;
  readonly os: string;
  readonly architecture: string;
  readonly rung: BuildRung;
  readonly buildxVersion?: string;
  readonly clientVersion: string;
  readonly imageStore: 'graphdriver' | 'containerd';
  readonly podman: boolean;
  /** The docker command is Podman's own, under that name. */
  readonly podmanCommand?: true;
  readonly cpus: number;
  /** Whether `--cpus` works: some kernels and rootless engines refuse it. */
  readonly cpuLimit: boolean;
  readonly memory: number;
  /** The driver that keeps containers' logs, for example `json-file`. */
  readonly logDriver: string;
  /** What its builder can do that not every one can. */
  readonly capabilities: readonly BuildCapability[];
  /**
   * What it cannot tell of a running container; absent: it tells all. `health`: it may have nobody to ask at
   * intervals, which shows when nobody has asked.
   */
  readonly untold?: readonly ('memory' | 'processes' | 'health')[];
}

/** Every engine operation may throw a MachineError when the engine cannot be reached. */
export interface Engine {
  readonly info: EngineInfo;
  /** Runs `docker` with these arguments against the pinned endpoint. */
  docker(args: readonly string[], options?: DockerOptions): Promise<ProcessResult>;
  /** Runs a `docker build`; the graph comes from the builder's own progress stream. */
  build(request: BuildRequest, options?: BuildOptions): Promise<ProcessResult & { readonly graph: BuildGraph }>;
  /** How builds wait for one another where many learners share the engine. */
  readonly slots: BuildSlots;
  image(reference: string, signal?: AbortSignal): Promise<ImageFacts | undefined>;
  /** Every file of an image, without what the engine adds. */
  files(reference: string, signal?: AbortSignal): Promise<readonly FileFacts[] | undefined>;
  /** One path of an image; symbolic links are followed inside the image. */
  path(reference: string, path: string, signal?: AbortSignal): Promise<PathFacts | undefined>;
  /** Every place of an image that holds a secret: layers with all they hide, history, settings. */
  search(reference: string, secret: Uint8Array, signal?: AbortSignal): Promise<readonly SecretPlace[] | undefined>;
  container(name: string, signal?: AbortSignal): Promise<ContainerFacts | undefined>;
  logs(name: string, signal?: AbortSignal): Promise<string | undefined>;
  /**
   * What a registry tells the engine itself of an image, with the login that docker keeps for it; nothing is pulled.
   * `undefined`: this engine cannot be asked that way (Podman).
   */
  registryWord(reference: string, signal?: AbortSignal): Promise<RegistryWord | undefined>;
  memory(name: string, signal?: AbortSignal): Promise<MemoryFacts | undefined>;
  processes(name: string, signal?: AbortSignal): Promise<readonly ProcessFacts[] | undefined>;
  /** The TCP ports that are published on the engine's machine, each with the names of the running containers. */
  publishers(signal?: AbortSignal): Promise<ReadonlyMap<number, readonly string[]>>;
  /** The engine's machine, when it is not this one: what is published on 127.0.0.1 answers there, and only there. */
  readonly remote?: RemoteMachine;
  owned(filter: OwnedFilter, signal?: AbortSignal): Promise<readonly OwnedThing[]>;
  remove(thing: OwnedThing, signal?: AbortSignal): Promise<void>;
}

/** How a registry answered the engine. */
export interface RegistryWord {
  /**
   * `foreign`: somebody answers, but not as a registry does; `plain`: by HTTP, where the engine wants HTTPS; `untrusted`:
   * with a certificate of nobody's that it knows; `broken`: with a status of 500 or above; `failed`: anything else.
   */
  readonly outcome:
    | 'has'
    | 'lacks'
    | 'login'
    | 'limited'
    | 'foreign'
    | 'plain'
    | 'untrusted'
    | 'broken'
    | 'silent'
    | 'failed';
  /** Of `broken`. */
  readonly status?: number;
  /** The engine's words; empty for `has`. */
  readonly raw: string;
}

/** Where the engine is looked for, as far as that is known; also of one that does not answer. */
export interface Whereabouts {
  /** The context or endpoint that somebody chose; `undefined` for this machine's usual one. */
  chosen(): string | undefined;
  /** The engine's machine, when it is not this one, as the endpoint has it. */
  remote(): string | undefined;
}

/** Another machine, on which the engine is. */
export interface RemoteMachine {
  /** For people, as the endpoint has it: `me@host`, or `10.0.0.7`. */
  readonly name: string;
  /** The words that run a command there, for showing: `ssh -p 2222 me@host`. Absent where there is no such way. */
  readonly shell?: readonly string[];
  /**
   * Opens a connection to a port on its loopback address, through a container of ours: `image` is what that is made
   * of, and has `sleep` and `nc`. Rejects, or breaks, with the code that node itself would give for a refusal; throws a
   * MachineError when there is no such image, or nothing of the kind in it.
   */
  dial(port: number, image: string, signal?: AbortSignal): Promise<Duplex>;
}

export interface DockerOptions {
  readonly cwd?: string;
  readonly signal?: AbortSignal;
  readonly onOutput?: (text: string, stream: 'stdout' | 'stderr') => void;
}

/** A build as the lesson shows it, and what we add to it. */
export interface BuildRequest {
  /** Arguments after `docker build`, as shown. */
  readonly args: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** Public base image name → the local image that stands in for it. */
  readonly bases: Readonly<Record<string, string>>;
  readonly cwd: string;
}

export interface BuildOptions extends DockerOptions {
  readonly onVertex?: (vertex: BuildVertex) => void;
  /** The exact call, once known, with what it adds to the environment. */
  readonly onCommand?: (command: Command) => void;
}

export type OwnedKind = 'container' | 'image' | 'network' | 'volume';

/** Labels that must match; absent means any. */
export interface OwnedFilter {
  readonly kinds?: readonly OwnedKind[];
  readonly labels?: Readonly<Record<string, string>>;
}

export interface OwnedThing {
  readonly kind: OwnedKind;
  readonly id: string;
  readonly names: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}
