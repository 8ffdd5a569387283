import type { ContainerFacts, ImageFacts } from '../../src/checks/evidence.ts';
import type { Course } from '../../src/course/model.ts';
import { parseCourse } from '../../src/course/parse.ts';
import { MachineError } from '../../src/errors.ts';
import { raw } from '../../src/i18n/message.ts';
import type { BuildSlots } from '../../src/ports/build-slots.ts';
import type { Engine } from '../../src/ports/engine.ts';
import type { ProcessResult } from '../../src/ports/process.ts';
import type { Scanner } from '../../src/ports/scanner.ts';
import { emptyMemory, labelKeys, ownerValue, type World } from '../../src/runtime/world.ts';
import type { Progress } from '../../src/session/progress.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const lesson = (words: string): string =>
  ['build', 'run', 'hello'].map((id) => `## ${words} ${id} {#${id}}\n\n${words}.\n`).join('\n');

/** Build, run, ask: the smallest course that does all three. */
export const miniCourse: Course = parseCourse(
  new Map(
    Object.entries({
      'course.yaml':
        'format: 1\nid: mini\nversion: 1.0.0\ntitle: { en: Mini, zh: 迷你 }\nsummary: { en: A, zh: 甲 }\napp: app\nname: mini\nbases: ["golang:1.26-alpine"]\nlabs: [one]\n',
      'one/lab.yaml': `format: 1
title: { en: One, zh: 一 }
summary: { en: First, zh: 第一 }
minutes: 5
steps:
  - id: build
    kind: command
    actions:
      - docker: [build, -t, "\${name}:web", .]
    checks:
      - { kind: size, image: web, atMost: 20 }
  - id: run
    kind: command
    needs: [build]
    actions:
      - docker: [run, -d, --name, "\${name}-web", -p, "127.0.0.1:8080:8080", "\${name}:web"]
    checks:
      - { kind: first-ok, container: web, path: /hello, within: 5 }
  - id: hello
    kind: request
    needs: [run]
    actions:
      - request: { container: web, path: /hello }
    checks:
      - { kind: http, id: hello, container: web, path: /hello, body: Hello }
`,
      'one/en.md': lesson('Text'),
      'one/zh.md': lesson('正文'),
      'one/start/Dockerfile': 'FROM golang:1.26-alpine\n',
    }).map(([path, text]) => [path, bytes(text)]),
  ),
  [],
);

/** Where neither Trivy nor Grype is installed. */
export const noScanner: Scanner = {
  name: 'trivy',
  look: async () => ({ ready: false }),
  scan: async () => ({ exitCode: 127, seconds: 0, said: 'not found' }),
};

export interface FakeOptions {
  readonly body?: string;
  readonly buildFailure?: { readonly instruction: string; readonly line: number; readonly message: string };
  /** The engine stops answering in the middle of the build. */
  readonly engineGone?: boolean;
  /** A container that publishes 8080 already. */
  readonly portOwner?: string;
  /** A running container that somebody else made; from `foreignFrom`, or from an image that nobody knows. */
  readonly foreignContainer?: string;
  readonly foreignFrom?: 'lesson';
  readonly foreignImage?: string;
  /** How builds wait for one another; without it they do not. */
  readonly slots?: BuildSlots;
  /** A build takes until this resolves. */
  readonly building?: Promise<void>;
  /** The server never answers. */
  readonly never?: boolean;
  /** Progress cannot be saved. */
  readonly fullDisk?: boolean;
}

/** An engine in memory behind the real ports, for tests of the loop around it. Time passes only by waiting. */
export function fakeWorld(course: Course, options: FakeOptions = {}) {
  const containers = new Map<string, ContainerFacts>();
  const images = new Map<string, ImageFacts>();
  const ran: (readonly string[])[] = [];
  let time = 0;
  if (options.foreignContainer !== undefined)
    containers.set(options.foreignContainer, {
      ...container(options.foreignContainer, {}, options.foreignFrom ? 8080 : 1),
      imageId: options.foreignFrom ? 'sha256:1' : 'sha256:other',
    });
  if (options.foreignImage !== undefined) images.set(options.foreignImage, image({}));

  const engine: Engine = {
    info: {
      context: 'default',
      endpoint: 'unix:///fake.sock',
      version: '26.1.5',
      apiVersion: '1.45',
      os: 'linux',
      architecture: 'amd64',
      rung: 'buildx-rawjson',
      clientVersion: '26.1.5',
      imageStore: 'graphdriver',
      podman: false,
      cpus: 2,
      cpuLimit: true,
      memory: 1e9,
      logDriver: 'json-file',
      capabilities: ['build-mount', 'build-secret', 'build-stages', 'cross-build'],
    },
    async docker(args) {
      ran.push(args);
      const name = args[args.indexOf('--name') + 1] ?? '';
      const labels = Object.fromEntries(
        args.flatMap((word, index) => (args[index - 1] === '--label' ? [word.split('=') as [string, string]] : [])),
      );
      const wanted = args[args.indexOf('-p') + 1]?.split(':')[1] ?? '';
      if (args[0] === 'run') containers.set(name, container(name, labels, wanted === '' ? 49152 : Number(wanted)));
      return finished(0, 'id\n');
    },
    async build(request, build) {
      build?.onCommand?.({ argv: ['docker', 'build', ...request.args] });
      await options.building;
      if (options.engineGone)
        return {
          ...finished(1, 'Cannot connect to the Docker daemon at unix:///fake.sock. Is the docker daemon running?'),
          graph: { vertexes: [], warnings: [] },
        };
      if (options.buildFailure)
        return {
          ...finished(1, options.buildFailure.message),
          graph: { vertexes: [], warnings: [], failure: options.buildFailure },
        };
      images.set('mini:web', image({ ...request.labels, [labelKeys.image]: 'mini:web' }));
      return { ...finished(0, ''), graph: { vertexes: [], warnings: [] } };
    },
    slots: options.slots ?? { take: async () => ({ release: () => undefined }) },
    image: async (reference) => images.get(reference),
    files: async () => [],
    path: async () => undefined,
    search: async () => [],
    container: async (name) => containers.get(name),
    logs: async () => '',
    registryWord: async () => undefined,
    memory: async () => ({ bytes: 1 }),
    processes: async () => [],
    publishers: async () => new Map(options.portOwner === undefined ? [] : [[8080, [options.portOwner]]]),
    owned: async () =>
      [...containers.values()]
        .filter((one) => one.labels[labelKeys.owner] === ownerValue)
        .map((one) => ({ kind: 'container', id: one.id, names: [one.name], labels: one.labels })),
    remove: async (thing) => {
      for (const name of thing.names) containers.delete(name);
    },
  };

  const world: World = {
    course,
    engine,
    http: {
      async send({ url, signal }) {
        signal?.throwIfAborted();
        const port = Number(new URL(url).port);
        const ours = [...containers.values()].some((one) => one.ports.some((published) => published.hostPort === port));
        const foreign = options.portOwner !== undefined && port === 8080;
        if (options.never || (!ours && !foreign)) return { answered: false, error: 'connection refused', url };
        return { answered: true, status: 200, headers: {}, body: `${options.body ?? 'Hello'}\n`, seconds: 0, url };
      },
    },
    files: {
      read: async () => undefined,
      readText: async () => undefined,
      write: async () => undefined,
      truncate: async () => undefined,
      within: async () => true,
      copy: async () => undefined,
      remove: async () => undefined,
      exists: async () => false,
      isFolder: async () => false,
      list: async () => [],
      scratch: async () => '/scratch',
      free: async () => undefined,
    },
    clock: {
      now: () => time,
      monotonic: () => time,
      async wait(milliseconds, signal) {
        time += milliseconds;
        await new Promise((resolve) => setImmediate(resolve));
        signal?.throwIfAborted();
      },
    },
    workspace: '/workspace',
    resolve: (path) => `/workspace/${path}`,
    prefix: 'mini',
    learner: 'default',
    session: 's1',
    presence: {
      mark: '1.1@here',
      of: (mark) => (mark === undefined ? 'gone' : mark === '1.1@here' ? 'this' : 'elsewhere'),
    },
    bases: {},
    lang: () => 'en',
    examine: async () => [],
    shell: 'posix',
    scanner: noScanner,
    memory: emptyMemory(),
  };
  return {
    world,
    containers,
    images,
    ran,
    save: async (_progress: Progress): Promise<void> => {
      if (options.fullDisk) throw new MachineError({ what: raw('no space left') });
    },
  };
}

function finished(exitCode: number, output: string): ProcessResult {
  return { exitCode, stdout: output, stderr: '', output, seconds: 1 };
}

function container(name: string, labels: Readonly<Record<string, string>>, hostPort: number): ContainerFacts {
  return {
    id: name,
    name,
    status: 'running',
    exitCode: 0,
    error: '',
    imageId: 'sha256:1',
    labels,
    ports: [{ containerPort: 8080, hostIp: '127.0.0.1', hostPort }],
    readOnly: false,
    capDrop: [],
  };
}

function image(labels: Readonly<Record<string, string>>): ImageFacts {
  return {
    id: 'sha256:1',
    unpackedSize: 12_000_000,
    history: [],
    layers: 1,
    os: 'linux',
    architecture: 'amd64',
    user: '',
    entrypoint: [],
    cmd: [],
    env: [],
    workdir: '/',
    exposedPorts: [],
    labels,
  };
}
