import { type Answer, isRegistryRoot } from '../network/answers.ts';
import { ask } from '../network/ask.ts';
import { askByEngine } from '../network/by-engine.ts';
import { registrySchemes } from '../network/registry-trial.ts';
import type { Engine, RegistryWord } from '../ports/engine.ts';
import { mirrorImage } from './base-images.ts';
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
  /** It was asked from this computer, though it is pulled from by an engine on this other one. */
  readonly notFrom?: string;
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
    named === undefined ? undefined : askMirror(machine, connection, named, signal),
  ]);
  return { asked: connection.answers, offline: false, hub, ...(mirror ? { mirror } : {}) };
}

type Answering = Extract<Connection, { answers: true }>;

async function askHub(machine: DoctorMachine, { engine }: Answering, signal?: AbortSignal): Promise<Registry> {
  const repository = repositoryIn(machine);
  const name = publicRegistry;
  const asked = await within(
    machine.clock,
    registryMilliseconds,
    signal,
    async (bounded): Promise<Registry> => {
      // Podman's own command asks only the registries that its settings name, and is content with none.
      const wanted = engine.info.podmanCommand ? `docker.io/${repository}` : repository;
      const result = await engine.docker(['search', '--limit', '1', '--format', '{{.Name}}', wanted], {
        signal: bounded,
      });
      return result.exitCode === 0 ? { name, reachable: true, raw: '' } : unanswered(name, result.output.trim());
    },
    () => unanswered(name, `no answer within ${registryMilliseconds / 1000} s`),
  );
  return asked.reachable ? asked : ((await engineMirrors(machine, engine, signal)) ?? asked);
}

/** Mirrors that the engine's own configuration names, when they answer; a pull goes through them by itself. */
async function engineMirrors(
  machine: DoctorMachine,
  engine: Engine,
  signal?: AbortSignal,
): Promise<Registry | undefined> {
  const result = await engine.docker(
    ['info', '--format', '{{range .RegistryConfig.Mirrors}}{{println .}}{{end}}'],
    signal ? { signal } : {},
  );
  const addresses = result.exitCode === 0 ? result.stdout.split(/\s+/).filter((word) => word !== '') : [];
  if (addresses.length === 0) return undefined;
  // The engine goes through them for every public image, and says nothing of who answered.
  const word = await askByEngine(engine, `${repositoryIn(machine)}@${noDigest}`, signal);
  if (word) return reached(word) ? { name: addresses.join(', '), reachable: true, raw: '' } : undefined;
  const answers = await Promise.all(
    addresses.map((address) => askAddress(machine, address, [`${address.replace(/\/+$/, '')}/v2/`], signal)),
  );
  return answers.find(({ reachable }) => reachable);
}

/** That of the course's first base image, without tag and digest. */
function repositoryIn({ bases }: DoctorMachine): string {
  return (bases[0] ?? 'alpine').replace(/@.*$/, '').replace(/:[^/]*$/, '');
}

/** No image has it: what is asked for by it is neither downloaded nor counted as a download. */
const noDigest = `sha256:${'0'.repeat(64)}`;

/** By the engine, from where it is pulled from; from here where no engine can be asked. */
async function askMirror(
  machine: DoctorMachine,
  connection: Connection,
  mirror: string,
  signal?: AbortSignal,
): Promise<Registry> {
  const image = `${mirrorImage(mirror, repositoryIn(machine))}@${noDigest}`;
  const word = connection.answers ? await askByEngine(connection.engine, image, signal) : undefined;
  if (word) return reached(word) ? { name: mirror, reachable: true, raw: '' } : unanswered(mirror, word.raw);
  const host = mirror.split('/')[0] ?? mirror;
  const urls = registrySchemes(mirror).map((scheme) => `${scheme}://${host}/v2/`);
  const remote = connection.answers ? connection.engine.remote?.name : machine.engineAt.remote();
  return {
    ...(await askAddress(machine, mirror, urls, signal)),
    ...(remote === undefined ? {} : { notFrom: remote }),
  };
}

/** A registry that wants a password, makes wait, or lacks an image is reachable too. */
function reached({ outcome }: RegistryWord): boolean {
  return ['has', 'lacks', 'login', 'limited'].includes(outcome);
}

/** By this computer. Only a registry's answer will do, be it that it wants a password. */
async function askAddress(
  machine: DoctorMachine,
  name: string,
  urls: readonly string[],
  signal?: AbortSignal,
): Promise<Registry> {
  const answers = await Promise.all(urls.map((url) => ask({ http: machine.http, ...(signal ? { signal } : {}) }, url)));
  const good = answers.some((answer) => answer.answered && (answer.status === 429 || isRegistry(answer)));
  if (good) return { name, reachable: true, raw: '' };
  const words = answers.map((answer) => {
    if (!answer.answered) return answer.error;
    return answer.status < 400 ? `HTTP ${answer.status}, but not from a registry` : `HTTP ${answer.status}`;
  });
  return unanswered(name, words.join('; '));
}

function isRegistry(answer: Answer): boolean {
  return answer.status < 500 && isRegistryRoot(answer);
}

function unanswered(name: string, raw: string): Registry {
  return { name, reachable: false, raw };
}
