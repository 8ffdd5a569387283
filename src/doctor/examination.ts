import { diagnose } from '../diagnose.ts';
import type { Network } from '../network/network.ts';
import { type Connection, connect } from './connection.ts';
import type { DoctorMachine } from './machine.ts';
import { askRegistries, type Registries } from './registries.ts';
import { examineSystem, type System } from './system.ts';
import { within } from './within.ts';

const cliMilliseconds = 3000;

/** The docker CLI, as far as it starts. */
export type Cli =
  | { readonly works: true; readonly version?: string; readonly podman?: boolean }
  | { readonly works: false; readonly absent: boolean; readonly raw: string };

/** Where the docker CLI would look for an engine. */
export interface Target {
  readonly context: string;
  readonly endpoint: string;
}

/** One examination of the machine: what several probes need is looked at once. */
export interface Examination {
  readonly machine: DoctorMachine;
  readonly signal?: AbortSignal;
  system(): Promise<System>;
  cli(): Promise<Cli>;
  target(): Promise<Target | undefined>;
  connection(): Promise<Connection>;
  /** The same promise for all, so that what is wrong with the settings file is told once. */
  network(): Promise<Network>;
  registries(): Promise<Registries>;
}

export function createExamination(machine: DoctorMachine, signal?: AbortSignal): Examination {
  const connection = once(() => connect(machine, signal));
  const network = once(() => machine.network());
  return {
    machine,
    ...(signal ? { signal } : {}),
    system: once(() => examineSystem(machine, signal)),
    cli: once(() => askCli(machine, signal)),
    target: once(() => askTarget(machine, signal)),
    connection,
    network,
    registries: once(async () => askRegistries({ ...machine, network }, await connection(), signal)),
  };
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= work();
    return result;
  };
}

/** Some releases of the CLI ask a silent engine even for this, and wait for it. */
function askCli(machine: DoctorMachine, signal?: AbortSignal): Promise<Cli> {
  const ask = async (bounded: AbortSignal): Promise<Cli> => {
    const result = await machine.process.run('docker', ['--version'], { signal: bounded });
    // 20.10 refuses even to tell its version when the context that was chosen does not exist.
    if (result.exitCode !== 0 && diagnose(result.output)?.what.id === 'diagnose.context') return { works: true };
    if (result.exitCode !== 0) return { works: false, absent: result.exitCode === 127, raw: result.output.trim() };
    const version = /version v?(\d[^\s,]*)/i.exec(result.stdout)?.[1] ?? result.stdout.trim();
    return { works: true, version, podman: /^podman version/m.test(result.stdout) };
  };
  return within(machine.clock, cliMilliseconds, signal, ask, () => ({ works: true }));
}

function askTarget(machine: DoctorMachine, signal?: AbortSignal): Promise<Target | undefined> {
  const name = machine.context === undefined ? [] : [machine.context];
  const format = '{{.Name}}\t{{.Endpoints.docker.Host}}';
  const ask = async (bounded: AbortSignal): Promise<Target | undefined> => {
    const result = await machine.process.run('docker', ['context', 'inspect', '--format', format, ...name], {
      signal: bounded,
    });
    const [context, endpoint] = result.stdout.trim().split('\t');
    return result.exitCode === 0 && context && endpoint ? { context, endpoint } : undefined;
  };
  return within(machine.clock, cliMilliseconds, signal, ask, () => undefined);
}
