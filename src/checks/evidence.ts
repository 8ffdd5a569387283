import type { Message } from '../i18n/message.ts';
import type { FigureName } from './figures.ts';

/**
 * Evidence is what was observed. A check names the evidence it needs as requests; the runtime
 * gathers it through ports and hands it back; the check judges it without any I/O.
 * Image and container names here are short names of the course (`bad`), never full references.
 */
export type EvidenceRequest =
  | { readonly type: 'action'; readonly index: number }
  | {
      readonly type: 'http';
      readonly container: string;
      readonly port: number;
      readonly method: 'GET' | 'POST';
      readonly path: string;
    }
  | { readonly type: 'first-ok'; readonly container: string; readonly port: number; readonly path: string }
  | { readonly type: 'image'; readonly image: string }
  | { readonly type: 'image-path'; readonly image: string; readonly path: string }
  /** Looks for the content of a workspace file in everything that an image is made of. */
  | { readonly type: 'secret'; readonly image: string; readonly file: string }
  | { readonly type: 'container'; readonly container: string }
  | { readonly type: 'logs'; readonly container: string }
  | { readonly type: 'memory'; readonly container: string }
  | { readonly type: 'processes'; readonly container: string }
  | { readonly type: 'file'; readonly file: string }
  /** The number of vulnerabilities that a `scan` of this step found in an image. */
  | { readonly type: 'scan'; readonly image: string }
  | { readonly type: 'figure'; readonly image: string; readonly figure: FigureName };

/** What each kind of request is answered with. `undefined` means: it does not exist. */
export interface EvidenceByType {
  action: ActionEvidence | undefined;
  http: HttpEvidence;
  'first-ok': FirstOkEvidence;
  image: ImageFacts | undefined;
  'image-path': PathFacts | undefined;
  secret: SecretEvidence;
  container: ContainerFacts | undefined;
  logs: string | undefined;
  memory: MemoryFacts | undefined;
  processes: readonly ProcessFacts[] | undefined;
  file: FileEvidence | undefined;
  scan: number | undefined;
  figure: FigureValue | undefined;
}

export type FigureValue = number | string | boolean;

export type EvidenceOf<R extends EvidenceRequest> = EvidenceByType[R['type']];

/** The gathered evidence, looked up by the request that asked for it. */
export interface EvidenceSet {
  get<R extends EvidenceRequest>(request: R): EvidenceOf<R>;
}

/** What running one action of the step gave. */
export interface ActionEvidence {
  readonly exitCode: number;
  /** Both streams as they came, control sequences removed, at most the last 64 KiB. */
  readonly output: string;
  readonly stdout: string;
  readonly seconds: number;
  readonly build?: BuildGraph;
  /** For `docker run -d`: the container as it was right after its start. */
  readonly started?: ContainerFacts;
  /** For a scan: the image, and how many vulnerabilities were found in it. */
  readonly scanned?: { readonly image: string; readonly count: number };
  /** For a doctor: what it found missing, in its own order. */
  readonly examined?: { readonly missing: readonly { readonly found: Message; readonly next?: Message }[] };
}

export type HttpEvidence =
  | {
      readonly answered: true;
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
      /** The answer is longer than what is kept of it, 1 MiB. */
      readonly cut?: boolean;
      readonly seconds: number;
      readonly url: string;
    }
  | {
      readonly answered: false;
      readonly error: string;
      readonly url: string;
      /** Nothing will ever answer: the container is gone or publishes no such port. */
      readonly over?: boolean;
    };

export type FirstOkEvidence =
  | {
      readonly ok: true;
      readonly seconds: number;
      /** False for a container that somebody started by hand: the seconds are no start time. */
      readonly timed: boolean;
    }
  | { readonly ok: false; readonly seconds: number; readonly lastSeen: string };

export interface LayerFacts {
  /** The instruction that made it, as history tells. */
  readonly createdBy: string;
  /** Unpacked bytes. */
  readonly size: number;
}

export interface HealthcheckFacts {
  readonly test: readonly string[];
}

export interface ImageFacts {
  readonly id: string;
  /** Sum of the sizes in the history, bytes: the same on every image store. */
  readonly unpackedSize: number;
  /** Newest first, as `docker history` prints it. */
  readonly history: readonly LayerFacts[];
  readonly layers: number;
  readonly os: string;
  readonly architecture: string;
  readonly user: string;
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly env: readonly string[];
  readonly workdir: string;
  readonly exposedPorts: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly healthcheck?: HealthcheckFacts;
}

/** A file of the learner's workspace. */
export interface FileEvidence {
  /** At most the first 1,000,001 bytes: one more than any check takes. */
  readonly content: Uint8Array;
  /** Bytes read. */
  readonly size: number;
}

/** What came of looking for a secret in an image. */
export type SecretEvidence =
  | { readonly looked: true; readonly places: readonly SecretPlace[] }
  | { readonly looked: false; readonly why: 'no-image' | 'no-file' | 'too-short' };

/** How a secret is encoded, where it does not stand as it is. */
export type SecretForm = 'base64' | 'hex' | 'percent-encoding';

/** One place of an image that holds the secret. The secret itself stands as `•••` in every text here. */
export interface SecretPlace {
  /** `elsewhere`: what a build adds beside the image, for example an attestation. */
  readonly where: 'layer' | 'history' | 'environment' | 'settings' | 'elsewhere';
  /** Of a layer: the instruction that made it, and the path. Else the instruction, the variable or the setting. */
  readonly text: string;
  /** Of a layer: absolute inside the image; absent when the layer cannot be read file by file. */
  readonly path?: string;
  readonly form?: SecretForm;
}

/** One file of an image. */
export interface FileFacts {
  /** Absolute inside the image. */
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'link' | 'other';
  /** Permission bits with setuid, setgid and sticky. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  /** Of a program that Go 1.18 or newer built: the modules in it, as `path@version`. */
  readonly modules?: readonly string[];
}

/** One path of an image, with its first 64 KiB when it is a file. */
export interface PathFacts extends FileFacts {
  readonly head: Uint8Array;
  /** Of a file: SHA-256 of all of it, as lower-case hex. */
  readonly sha256?: string;
}

export interface ContainerFacts {
  readonly id: string;
  readonly name: string;
  readonly status: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';
  readonly exitCode: number;
  readonly error: string;
  readonly health?: { readonly status: string; readonly lastOutput: string; readonly lastExitCode?: number };
  readonly imageId: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly PublishedPort[];
  readonly readOnly: boolean;
  readonly capDrop: readonly string[];
}

export interface PublishedPort {
  readonly containerPort: number;
  readonly hostIp: string;
  readonly hostPort: number;
}

export interface MemoryFacts {
  /** Bytes in use, without the page cache. */
  readonly bytes: number;
}

export interface ProcessFacts {
  readonly uid: string;
  readonly pid: string;
  readonly command: string;
}

/** What BuildKit or the legacy builder told about one instruction. */
export interface BuildVertex {
  /** Stable during one build. */
  readonly id: string;
  /** As shown: `[builder 3/6] RUN go mod download`. */
  readonly name: string;
  readonly stage?: string;
  /** The Dockerfile instruction, without the `[stage n/m]` prefix. */
  readonly instruction?: string;
  readonly status: 'pending' | 'running' | 'done' | 'cached' | 'failed' | 'cancelled';
  /** Seconds of work; 0 when cached. */
  readonly seconds: number;
  readonly error?: string;
}

export interface BuildGraph {
  readonly vertexes: readonly BuildVertex[];
  /** The instruction that failed, its line in the Dockerfile when known, and what it said. */
  readonly failure?: { readonly instruction?: string; readonly line?: number; readonly message: string };
  readonly warnings: readonly string[];
}

/** Where a request to a stable string: the key under which its evidence is kept. */
export function evidenceKey(request: EvidenceRequest): string {
  return JSON.stringify(request, Object.keys(request).sort());
}
