import { diagnose } from '../diagnose.ts';
import { ExplainedError, MachineError } from '../errors.ts';
import { msg } from '../i18n/message.ts';
import type { Engine } from '../ports/engine.ts';
import type { ProcessResult } from '../ports/process.ts';
import { type DoctorMachine, dockerCommand } from './machine.ts';
import { askRegistries, type Registries } from './registries.ts';
import { examineSystem, type System } from './system.ts';
import { within } from './within.ts';

/** Longer than this nobody waits to hear that there is no engine. */
const engineMilliseconds = 5000;

/** The docker CLI, as far as it starts. */
export type Cli =
  | { readonly works: true; readonly version: string }
  | { readonly works: false; readonly absent: boolean; readonly raw: string };

/** The engine that answers, or why none does. */
export type Connection =
  | { readonly answers: true; readonly engine: Engine }
  | { readonly answers: false; readonly error: ExplainedError };

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
  registries(): Promise<Registries>;
}

export function createExamination(machine: DoctorMachine, signal?: AbortSignal): Examination {
  const connection = once(() => connect(machine, signal));
  return {
    machine,
    ...(signal ? { signal } : {}),
    system: once(() => examineSystem(machine, signal)),
    cli: once(() => askCli(machine, signal)),
    target: once(() => askTarget(machine, signal)),
    connection,
    registries: once(async () => askRegistries(machine, await connection(), signal)),
  };
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= work();
    return result;
  };
}

function docker(machine: DoctorMachine, args: readonly string[], signal?: AbortSignal): Promise<ProcessResult> {
  const [file, ...global] = dockerCommand(machine);
  return machine.process.run(file, [...global, ...args], signal ? { signal } : {});
}

async function askCli(machine: DoctorMachine, signal?: AbortSignal): Promise<Cli> {
  const result = await machine.process.run('docker', ['--version'], signal ? { signal } : {});
  if (result.exitCode !== 0) return { works: false, absent: result.exitCode === 127, raw: result.output.trim() };
  return { works: true, version: /version v?(\d[^\s,]*)/i.exec(result.stdout)?.[1] ?? result.stdout.trim() };
}

async function askTarget(machine: DoctorMachine, signal?: AbortSignal): Promise<Target | undefined> {
  const name = machine.context === undefined ? [] : [machine.context];
  const format = '{{.Name}}\t{{.Endpoints.docker.Host}}';
  const result = await machine.process.run('docker', ['context', 'inspect', '--format', format, ...name], signal ? { signal } : {});
  const [context, endpoint] = result.stdout.trim().split('\t');
  return result.exitCode === 0 && context && endpoint ? { context, endpoint } : undefined;
}

/** An engine that answered earlier may be gone: it is asked again. */
async function connect(machine: DoctorMachine, signal?: AbortSignal): Promise<Connection> {
  const ask = async (bounded: AbortSignal): Promise<Connection> => {
    try {
      const engine = await machine.connect(bounded);
      const alive = await engine.docker(['version', '--format', '{{.Server.Version}}'], { signal: bounded });
      return alive.exitCode === 0 ? { answers: true, engine } : { answers: false, error: gone(engine, alive) };
    } catch (error) {
      if (error instanceof ExplainedError) return { answers: false, error };
      throw error;
    }
  };
  const late = (): Connection => ({
    answers: false,
    error: new MachineError({ what: msg('engine.no-answer', { seconds: engineMilliseconds / 1000 }), next: msg('engine.failed.next') }),
  });
  return within(machine.clock, engineMilliseconds, signal, ask, late);
}

function gone({ info }: Engine, result: ProcessResult): MachineError {
  const raw = result.output.trim();
  return new MachineError(
    diagnose(raw, { context: info.context, endpoint: info.endpoint }) ?? {
      what: msg('engine.failed', { endpoint: info.endpoint }),
      next: msg('engine.failed.next'),
      raw,
    },
  );
}

export { docker };
