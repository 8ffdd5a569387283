import { MachineError } from '../../errors.ts';
import { msg, say } from '../../i18n/message.ts';
import { networkInForce } from '../../network/network.ts';
import type { Engine, EngineInfo, RegistryWord, RemoteMachine } from '../../ports/engine.ts';
import type { Http } from '../../ports/http.ts';
import type { NetworkSettings } from '../../ports/network-file.ts';
import type { ProcessOptions, ProcessResult } from '../../ports/process.ts';
import type { Finding } from '../../session/findings.ts';
import { createExamination } from '../examination.ts';
import type { DoctorMachine } from '../machine.ts';
import type { ProbeFinding } from '../plan.ts';
import type { Probe } from '../probe.ts';

/** What one program call gives: its output, or more. */
export type Answer = string | Partial<ProcessResult>;

/** A machine made of answers. Commands are looked up by their words; the longest beginning that fits counts. */
export interface FakeSettings
  extends Partial<Omit<DoctorMachine, 'process' | 'files' | 'http' | 'clock' | 'connect' | 'network'>> {
  /** What stands in the settings file. */
  readonly network?: NetworkSettings;
  readonly commands?: Readonly<Record<string, Answer>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly free?: Readonly<Record<string, number>>;
  /** URL → the status, with a body or without, or why nobody answers; everything else refuses the connection. */
  readonly web?: Readonly<Record<string, number | string | readonly [number, string]>>;
  readonly info?: Partial<EngineInfo>;
  /** The engine's machine, when it is another one. */
  readonly remote?: RemoteMachine;
  /** What `docker` subcommands on the engine give. */
  readonly docker?: Readonly<Record<string, Answer>>;
  /** What a registry tells the engine of an image, by its name; absent: this engine cannot be asked. */
  readonly told?: (reference: string) => RegistryWord;
  /** Port → names of the containers that publish it. */
  readonly published?: Readonly<Record<number, readonly string[]>>;
  readonly down?: MachineError;
  /** Every deadline has passed before anything answers. */
  readonly late?: boolean;
}

export interface FakeMachine extends DoctorMachine {
  /** Every program call, as typed. */
  readonly calls: readonly string[];
  /** The environment that each call was given in addition. */
  readonly environments: readonly (Readonly<Record<string, string>> | undefined)[];
}

export const debian: Readonly<Record<string, string>> = { '/etc/os-release': 'PRETTY_NAME="Debian"\nID=debian\n' };
export const down = new MachineError({
  what: msg('diagnose.unreachable', { context: 'default' }),
  next: msg('diagnose.unreachable.next'),
  raw: 'Cannot connect to the Docker daemon',
});

const absent: ProcessResult = { exitCode: 127, stdout: '', stderr: '', output: 'spawn ENOENT', seconds: 0 };
const works: Readonly<Record<string, Answer>> = {
  'docker --version': 'Docker version 28.2.2, build e6534b4\n',
  'docker context inspect': 'default\tunix:///var/run/docker.sock\n',
};
const unused = (): never => {
  throw new Error('doctor does not need this');
};

export function fakeMachine(settings: FakeSettings = {}): FakeMachine {
  const {
    commands,
    files = debian,
    free = {},
    web = {},
    info,
    remote,
    docker,
    told: answer,
    published,
    down: error,
    late = false,
    network: kept,
    ...facts
  } = settings;
  const calls: string[] = [];
  const environments: (Readonly<Record<string, string>> | undefined)[] = [];
  const engine: Engine = {
    ...fakeEngine(docker, info, published),
    ...(remote ? { remote } : {}),
    ...(answer ? { registryWord: async (reference: string) => answer(reference) } : {}),
  };
  return {
    env: {},
    platform: 'linux',
    shell: 'posix',
    arch: 'x64',
    nodeVersion: '22.1.0',
    root: true,
    stateFolder: '/state',
    workspace: '/home/ann/demo',
    scripts: '/pkg/scripts',
    bases: ['golang:1.26', 'alpine:3.22'],
    engineAt: {
      chosen: () => facts.context ?? settings.env?.['DOCKER_HOST'],
      remote: () => undefined,
    },
    ...facts,
    network: async () => networkInForce(kept, settings.env ?? {}),
    calls,
    environments,
    connect: async () => {
      if (late) return new Promise<Engine>(() => undefined);
      if (error) throw error;
      return engine;
    },
    process: {
      run: async (file, args, options = {}) => {
        const line = [file, ...args].join(' ');
        calls.push(line);
        environments.push(options.env);
        const result = lookUp({ ...works, ...commands }, line) ?? absent;
        report(result, options);
        return late ? new Promise<ProcessResult>(() => undefined) : result;
      },
    },
    files: {
      read: unused,
      readText: async (path) => files[path],
      write: unused,
      truncate: unused,
      within: unused,
      copy: unused,
      remove: unused,
      exists: async (path) => path in files,
      isFolder: unused,
      list: unused,
      scratch: unused,
      free: async (path) => free[path],
    },
    http: { send: async ({ url }) => webAnswer(url, web[url]) },
    clock: {
      now: () => 0,
      monotonic: () => 0,
      wait: (_, signal) =>
        late
          ? Promise.resolve()
          : new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    },
  };
}

export function fakeEngine(
  docker: Readonly<Record<string, Answer>> = {},
  info: Partial<EngineInfo> = {},
  published: Readonly<Record<number, readonly string[]>> = {},
): Engine {
  return {
    info: {
      context: 'default',
      endpoint: 'unix:///var/run/docker.sock',
      version: '26.1.5',
      apiVersion: '1.45',
      os: 'linux',
      architecture: 'amd64',
      rung: 'buildx-rawjson',
      buildxVersion: '0.13.1',
      clientVersion: '28.2.2',
      imageStore: 'graphdriver',
      podman: false,
      cpus: 2,
      cpuLimit: true,
      memory: 8e9,
      capabilities: [],
      logDriver: 'json-file',
      ...info,
    },
    docker: async (args) => {
      const line = args.join(' ');
      const answer = lookUp({ version: '26.1.5', ps: '', info: '', ...docker }, line);
      if (answer) return answer;
      const text = line.startsWith('image inspect') ? `Error: No such image: ${args.at(-1)}` : 'dial tcp: no such host';
      return { exitCode: 1, stdout: '', stderr: text, output: text, seconds: 0 };
    },
    build: unused,
    slots: { take: unused },
    image: unused,
    files: unused,
    path: unused,
    search: unused,
    container: unused,
    logs: unused,
    registryWord: async () => undefined,
    memory: unused,
    processes: unused,
    publishers: async () => new Map(Object.entries(published).map(([port, names]) => [Number(port), names])),
    owned: unused,
    remove: unused,
  };
}

/** `docker` answers of an engine that has these images. */
export function having(...images: readonly string[]): Record<string, Answer> {
  return Object.fromEntries(images.map((image) => [`image inspect --format {{.Id}} ${image}`, 'sha256:1']));
}

/** What a probe tells about that machine. */
export async function look(probe: Probe, machine: DoctorMachine): Promise<readonly ProbeFinding[]> {
  return probe.run(createExamination(machine));
}

/** A finding as one reads it, so that a test shows what people see. */
export function told(finding: Finding | undefined) {
  if (!finding) return undefined;
  const { id, status, found, next, fix } = finding;
  return {
    id,
    status,
    found: say('en', found),
    ...(next ? { next: say('en', next) } : {}),
    ...(fix ? { fix: fix.id, commands: fix.commands } : {}),
  };
}

function lookUp(answers: Readonly<Record<string, Answer>>, line: string): ProcessResult | undefined {
  const [best] = Object.keys(answers)
    .filter((words) => line === words || line.startsWith(`${words} `))
    .sort((a, b) => b.length - a.length);
  const answer = best === undefined ? undefined : answers[best];
  if (answer === undefined) return undefined;
  const given = typeof answer === 'string' ? { stdout: answer } : answer;
  const output = given.output ?? `${given.stdout ?? ''}${given.stderr ?? ''}`;
  return { exitCode: 0, stdout: '', stderr: '', seconds: 0, ...given, output };
}

function report(result: ProcessResult, { onOutput }: ProcessOptions): void {
  if (result.stdout !== '') onOutput?.(result.stdout, 'stdout');
  if (result.stderr !== '') onOutput?.(result.stderr, 'stderr');
}

function webAnswer(
  url: string,
  answer: NonNullable<FakeSettings['web']>[string] | undefined,
): Awaited<ReturnType<Http['send']>> {
  if (answer === undefined || typeof answer === 'string')
    return { answered: false, error: answer ?? 'connection refused', url };
  const [status, body] = typeof answer === 'number' ? [answer, ''] : answer;
  // A registry that wants a login says so.
  const headers: Readonly<Record<string, string>> = status === 401 ? { 'www-authenticate': 'Basic realm="x"' } : {};
  return { answered: true, status, headers, body, seconds: 0, url };
}
