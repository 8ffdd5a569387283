import { posix } from 'node:path';
import { PassThrough } from 'node:stream';
import { progressSchema } from '../../src/adapters/progress-schema.ts';
import type { App, GlobalFlags } from '../../src/commands/app.ts';
import type { Course } from '../../src/course/model.ts';
import { parseCourse } from '../../src/course/parse.ts';
import { MachineError } from '../../src/errors.ts';
import { raw } from '../../src/i18n/message.ts';
import { networkAlone, networkInForce } from '../../src/network/network.ts';
import type { Engine } from '../../src/ports/engine.ts';
import type { NetworkSettings } from '../../src/ports/network-file.ts';
import type { ProgressStore } from '../../src/ports/progress-store.ts';
import type { Watcher } from '../../src/ports/watcher.ts';
import { emptyProgress, type Progress } from '../../src/session/progress.ts';
import { fakeWorld, noScanner } from './fake-world.ts';
import { type MemoryFiles, memoryFiles } from './memory-files.ts';

export interface FakeAppOptions {
  readonly course: Course;
  readonly flags?: Partial<GlobalFlags>;
  readonly files?: MemoryFiles;
  readonly progress?: Progress;
  /** What the network settings see of the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Absent: connecting fails, as without an engine. */
  readonly engine?: Engine;
}

/** An App over memory, as compose would make it, and what it did. */
export function fakeApp(options: FakeAppOptions) {
  const { course } = options;
  const files = options.files ?? memoryFiles();
  const interrupt = new AbortController();
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  let said = '';
  stdout.on('data', (chunk) => {
    said += String(chunk);
  });
  const seen = { connects: 0, locks: [] as string[], held: new Set<string>() };
  const saves = new Map<string, (path: string) => void>();
  let time = Date.UTC(2026, 10, 21);
  let network: NetworkSettings | undefined;
  let progress = options.progress ?? emptyProgress(course.id);
  const store: ProgressStore = {
    path: '/state/progress.json',
    load: async () => ({ progress, notices: [] }),
    async save(next) {
      files.onChange();
      progress = next;
    },
    parse(content) {
      const { data } = progressSchema.safeParse(content);
      return data?.course === course.id ? data : undefined;
    },
    lock: async () => take('progress'),
  };
  async function take(name: string): Promise<() => Promise<void>> {
    if (seen.held.has(name)) throw new MachineError({ what: raw(`${name} is taken`) });
    seen.held.add(name);
    seen.locks.push(name);
    return async () => void seen.held.delete(name);
  }
  const watcher: Watcher = {
    watch(paths, onSave) {
      for (const path of paths) saves.set(path, onSave);
      const close = (): void => {
        for (const path of paths) saves.delete(path);
      };
      return { mode: 'events', close };
    },
  };
  const app: App = {
    flags: { yes: false, json: false, plain: false, color: false, ...options.flags },
    terminal: {
      stdin: new PassThrough() as unknown as NodeJS.ReadStream,
      stdout: stdout as unknown as NodeJS.WriteStream,
      stderr: stderr as unknown as NodeJS.WriteStream,
      interactive: false,
      answers: false,
      color: false,
      spareRow: false,
      env: {},
      signals: process,
    },
    lang: options.flags?.lang ?? 'en',
    version: '0.0.0',
    clock: {
      now: () => (time += 1000),
      monotonic: () => time,
      wait: (_, signal) =>
        new Promise((_resolve, reject) => {
          if (signal?.aborted) reject(signal.reason);
          signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
        }),
    },
    files,
    scanner: noScanner,
    http: { send: async ({ url }) => ({ answered: false, error: 'refused', url }) },
    watcher,
    programs: {
      running: false,
      editorName: () => undefined,
      openEditor: async () => ({ missing: 'vi' }),
      openShell: async () => ({ missing: 'sh' }),
    },
    signer: {
      sign: async () => ({ publicKey: '', signature: '' }),
      verify: () => false,
    },
    machine: { platform: 'linux', arch: 'x64', node: '20.19.0' },
    session: 's1',
    presence: {
      mark: '1.1@here',
      of: (mark) => (mark === undefined ? 'gone' : mark === '1.1@here' ? 'this' : 'elsewhere'),
    },
    learner: options.flags?.learner ?? '',
    cwd: '/home',
    workspace: '/home/ws',
    stateFolder: '/state',
    templates: '/templates',
    shortPath: (path) => path,
    resolve: (path) => (path.startsWith('/') ? path : `/home/${path}`),
    join: posix.join,
    interrupted: interrupt.signal,
    loadCourse: async () => course,
    async connect() {
      seen.connects += 1;
      if (options.engine) return options.engine;
      throw new MachineError({ what: raw('no engine here') });
    },
    forgetEngine: () => undefined,
    engineAt: { chosen: () => undefined, remote: () => undefined },
    kits: () => Promise.reject(new Error('no kits here')),
    shell: 'posix',
    onWindowsDrive: false,
    networkFile: {
      path: '/state/network.yaml',
      read: async () => network,
      write: async (settings) => {
        network = settings;
      },
    },
    network: async (settings) =>
      settings ? networkAlone(settings, options.env ?? {}) : networkInForce(network, options.env ?? {}),
    doctor: () => ({ examine: async () => [], apply: async () => undefined }),
    resolveBases: async () => ({ mapping: {}, standIns: [] }),
    lookForBases: async () => ({ mapping: {}, standIns: [], missing: [] }),
    kitBases: async () => [],
    progress: () => store,
    lockWorkspace: () => take('workspace'),
  };
  return {
    app,
    files,
    seen,
    interrupt: () => interrupt.abort(),
    progress: () => progress,
    said: () => said,
    /** Lines of NDJSON that were printed. */
    lines: () =>
      said
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    /** A save by the learner's editor. */
    async save(path: string, text: string): Promise<void> {
      files.held.set(path, new TextEncoder().encode(text));
      saves.get(path)?.(path);
    },
    watched: () => [...saves.keys()],
  };
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const steps = ['read', 'base', 'write', 'quiz', 'end'];
const lesson = steps.map((id) => `## ${id} {#${id}}\n\nText.\n`).join('\n');
const hint = '{ en: a, zh: 甲 }';

function lab(name: string): Readonly<Record<string, string>> {
  return {
    [`${name}/lab.yaml`]: `format: 1
title: { en: ${name}, zh: 课 }
summary: { en: s, zh: 甲 }
minutes: 5
steps:
  - { id: read, kind: read }
  - id: base
    kind: command
    actions:
      - docker: [build, -f, Dockerfile.base, -t, "\${name}:base-${name}", .]
  - id: write
    kind: edit
    needs: [base]
    files: [Dockerfile.${name}]
    actions:
      - docker: [build, -f, Dockerfile.${name}, -t, "\${name}:${name}", .]
      - docker: [run, --rm, "\${name}:${name}"]
    checks:
      - { kind: size, image: ${name}, atMost: 20 }
    hints: [${hint}, ${hint}, ${hint}]
    wrong: [{ variant: large, check: size }]
  - id: quiz
    kind: quiz
    questions: [{ id: one, type: number, ask: ${hint}, answer: 1, why: ${hint} }]
  - id: end
    kind: checkpoint
    needs: [write]
    checks:
      - { kind: size, image: ${name}, atMost: 20 }
`,
    [`${name}/en.md`]: lesson,
    [`${name}/zh.md`]: lesson,
    [`${name}/start/Dockerfile.base`]: 'FROM scratch\n',
    [`${name}/edits/write/start/Dockerfile.${name}`]: `FROM ${name}-start\n`,
    [`${name}/edits/write/solution/Dockerfile.${name}`]: `FROM ${name}-solution\n`,
    [`${name}/edits/write/solution/extra.${name}`]: 'brought by the solution\n',
    [`${name}/edits/write/alternatives/other/Dockerfile.${name}`]: `FROM ${name}-other\n`,
    [`${name}/edits/write/wrong/large/Dockerfile.${name}`]: `FROM ${name}-wrong\n`,
  };
}

/** Two labs alike: read, build, edit, quiz, checkpoint. */
export const twoLabs: Course = parseCourse(
  new Map(
    Object.entries({
      'course.yaml':
        'format: 1\nid: two\nversion: 1.0.0\ntitle: { en: Two, zh: 二 }\nsummary: { en: A, zh: 甲 }\napp: app\nname: two\nbases: ["alpine:3.22"]\nlabs: [one, two]\n',
      ...lab('one'),
      ...lab('two'),
    }).map(([path, text]) => [path, bytes(text)]),
  ),
  [{ path: 'main.go', content: bytes('package main\n') }],
);

/** An engine in memory that builds what is asked for, unless a tag is to fail; the short names that it built. */
export function buildingEngine(course: Course, failing: readonly string[] = []) {
  const fake = fakeWorld(course);
  const built: string[] = [];
  const engine: Engine = {
    ...fake.world.engine,
    async build(request, build) {
      const tag = request.args[request.args.indexOf('-t') + 1] ?? '';
      const short = tag.split(':')[1] ?? '';
      if (failing.includes(short)) {
        const output = 'process "/bin/sh -c false" did not complete successfully: exit code: 1';
        return { exitCode: 1, stdout: '', stderr: output, output, seconds: 1, graph: { vertexes: [], warnings: [] } };
      }
      const result = await fake.world.engine.build(request, build);
      const image = fake.images.get('mini:web');
      fake.images.delete('mini:web');
      if (image) fake.images.set(tag, { ...image, id: `sha256:${short}`, labels: { ...request.labels } });
      built.push(short);
      return result;
    },
  };
  return { engine, built, images: fake.images, containers: fake.containers };
}
