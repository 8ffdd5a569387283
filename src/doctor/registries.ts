import { registrySchemes } from '../network/trial.ts';
import type { Connection } from './connection.ts';
import type { DoctorMachine } from './machine.ts';
import { within } from './within.ts';

const registryMilliseconds = 4500;

const publicRegistry = 'Docker Hub';

/** One place that images could be pulled from. */
export interface Registry {
  readonly name: string;
  readonly reachable: boolean;
  /** Why not, in the other side's words. */
  readonly raw: string;
}

/** Everything that images could be pulled from, as far as it answers. */
export interface Registries {
  /** The engine could be asked at all. */
  readonly asked: boolean;
  /** The user wants nobody to be asked. */
  readonly offline: boolean;
  /** The mirror that the user named. */
  readonly mirror?: Registry;
  /** The public registry, as the engine itself reaches it: directly, through its proxy, or by its own mirror. */
  readonly hub: Registry;
}

/**
 * Asks all of them at once, each for a bounded time. The public registry is asked by `docker search`:
 * that request is made by the engine, so its proxies count and no address of a registry is kept here;
 * it is small, and unlike reading a manifest it does not count as a download.
 */
export async function askRegistries(
  machine: DoctorMachine,
  connection: Connection,
  signal?: AbortSignal,
): Promise<Registries> {
  const { profile, registry: named } = await machine.network();
  if (profile === 'offline') return { asked: false, offline: true, hub: unanswered(publicRegistry, '') };
  const [hub, mirror] = await Promise.all([
    connection.answers ? askHub(machine, connection, signal) : unanswered(publicRegistry, ''),
    named === undefined ? undefined : askMirror(machine, named, signal),
  ]);
  return { asked: connection.answers, offline: false, hub, ...(mirror ? { mirror } : {}) };
}

type Answering = Extract<Connection, { answers: true }>;

async function askHub(machine: DoctorMachine, { engine }: Answering, signal?: AbortSignal): Promise<Registry> {
  const repository = machine.bases[0]?.replace(/:[^/]*$/, '') ?? 'alpine';
  const name = publicRegistry;
  const direct = within(
    machine.clock,
    registryMilliseconds,
    signal,
    async (bounded): Promise<Registry> => {
      const result = await engine.docker(['search', '--limit', '1', '--format', '{{.Name}}', repository], {
        signal: bounded,
      });
      return result.exitCode === 0 ? { name, reachable: true, raw: '' } : unanswered(name, result.output.trim());
    },
    () => unanswered(name, `no answer within ${registryMilliseconds / 1000} s`),
  );
  const own = engineMirrors(machine, { answers: true, engine }, signal);
  const [asked, mirrors] = await Promise.all([direct, own]);
  return asked.reachable ? asked : (mirrors.find((mirror) => mirror.reachable) ?? asked);
}

/** Mirrors that the engine's own configuration names; a pull goes through them by itself. */
async function engineMirrors(
  machine: DoctorMachine,
  { engine }: Answering,
  signal?: AbortSignal,
): Promise<readonly Registry[]> {
  const result = await engine.docker(
    ['info', '--format', '{{range .RegistryConfig.Mirrors}}{{println .}}{{end}}'],
    signal ? { signal } : {},
  );
  const addresses = result.exitCode === 0 ? result.stdout.split(/\s+/).filter((word) => word !== '') : [];
  return Promise.all(
    addresses.map((address) => askAddress(machine, address, [`${address.replace(/\/+$/, '')}/v2/`], signal)),
  );
}

function askMirror(machine: DoctorMachine, mirror: string, signal?: AbortSignal): Promise<Registry> {
  const host = mirror.split('/')[0] ?? mirror;
  return askAddress(
    machine,
    mirror,
    registrySchemes(mirror).map((scheme) => `${scheme}://${host}/v2/`),
    signal,
  );
}

/** Any answer will do: a registry that wants a password is reachable too. */
async function askAddress(
  machine: DoctorMachine,
  name: string,
  urls: readonly string[],
  signal?: AbortSignal,
): Promise<Registry> {
  const answers = await Promise.all(
    urls.map((url) =>
      machine.http.send({ method: 'GET', url, timeout: registryMilliseconds, ...(signal ? { signal } : {}) }),
    ),
  );
  if (answers.some((answer) => answer.answered && answer.status < 500)) return { name, reachable: true, raw: '' };
  return unanswered(
    name,
    answers.map((answer) => (answer.answered ? `HTTP ${answer.status}` : answer.error)).join('; '),
  );
}

function unanswered(name: string, raw: string): Registry {
  return { name, reachable: false, raw };
}
