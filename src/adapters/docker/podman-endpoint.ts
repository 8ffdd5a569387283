import * as z from 'zod';
import { diagnose } from '../../diagnose.ts';
import { MachineError } from '../../errors.ts';
import { msg } from '../../i18n/message.ts';
import type { Endpoint, Machine } from './endpoint.ts';
import { flag, parsed, text } from './json.ts';

// Podman's own command under the name of docker: the package podman-docker, or a script that says `exec podman "$@"`.
// It knows no contexts but connections, and CONTAINER_HOST in place of DOCKER_HOST; `--host` and `--context` are
// taken as docker's are. Measured with Podman 5.4 and 4.3.

type PodmanEndpoint = Pick<Endpoint, 'context' | 'host'> & { readonly podmanCommand: string };

const connections = z.array(z.object({ Name: text, URI: text, Default: flag }));
const about = z.object({
  host: z.object({
    serviceIsRemote: flag,
    remoteSocket: z.object({ path: text, exists: flag }).nullish(),
    security: z.object({ rootless: flag }).nullish(),
  }),
});

/**
 * Where Podman's command finds its engine, in its own order: `--context` (a connection's name), CONTAINER_CONNECTION,
 * CONTAINER_HOST, and else the engine of this user, in which case it needs no socket, but we do. `undefined`: docker is
 * not Podman's command. Throws a MachineError when there is no such connection, or no socket of this machine.
 */
export async function resolvePodman(machine: Machine, context?: string): Promise<PodmanEndpoint | undefined> {
  const podmanCommand = await podmanVersion(machine);
  if (podmanCommand === undefined) return undefined;
  const name = context ?? (machine.env['CONTAINER_CONNECTION'] || undefined);
  const variable = machine.env['CONTAINER_HOST'] || undefined;
  const found = name !== undefined ? await connection(machine, name) : { context: 'default', host: variable };
  const { host } = found.host === undefined ? await ownEngine(machine) : { host: found.host };
  if (!host.startsWith('unix://')) throw farAway(host);
  return { context: found.context, host, podmanCommand };
}

/** The release of the podman command when `docker` is that under another name. */
async function podmanVersion(machine: Machine): Promise<string | undefined> {
  const { stdout } = await machine.process.run(machine.dockerBinary, ['--version']);
  return /^podman version (\S+)/m.exec(stdout)?.[1];
}

async function listConnections(machine: Machine): Promise<z.output<typeof connections>> {
  const told = await machine.process.run(machine.dockerBinary, ['system', 'connection', 'list', '--format', 'json']);
  return parsed(connections, told.stdout) ?? [];
}

async function connection(machine: Machine, name: string): Promise<{ context: string; host: string }> {
  const found = (await listConnections(machine)).find((one) => one.Name === name);
  if (found) return { context: name, host: found.URI };
  throw new MachineError({ what: msg('podman.no-connection', { name }), next: msg('podman.no-connection.next') });
}

/** Without a word about where: the engine of this user, or, where the command can but ask another, its default connection. */
async function ownEngine(machine: Machine): Promise<{ host: string }> {
  const told = await machine.process.run(machine.dockerBinary, ['info', '--format', 'json']);
  const { host } = parsed(about, told.stdout) ?? {};
  if (told.exitCode !== 0 || !host) {
    const raw = told.stderr.trim() || told.stdout.trim();
    const unknown = { what: msg('engine.failed', { endpoint: 'podman' }), next: msg('engine.failed.next'), raw };
    throw new MachineError(diagnose(raw) ?? unknown);
  }
  if (host.serviceIsRemote) {
    const usual = (await listConnections(machine)).find((one) => one.Default);
    if (usual) return { host: usual.URI };
  }
  const { exists = false } = host.remoteSocket ?? {};
  const path = host.remoteSocket?.path || '/run/podman/podman.sock';
  const socket = path.includes('://') ? path : `unix://${path}`;
  if (!exists) throw noSocket(socket, host.security?.rootless ?? true);
  return { host: socket };
}

/** Nobody listens at the socket of Podman's engine, which its own command does without. */
export function noSocket(host: string, rootless: boolean, raw?: string): MachineError {
  return new MachineError({
    what: msg('diagnose.podman-socket', { host }),
    next: rootless ? msg('diagnose.podman-socket.next', { host }) : msg('diagnose.podman-socket.root', { host }),
    ...(raw === undefined ? {} : { raw }),
  });
}

function farAway(endpoint: string): MachineError {
  return new MachineError({ what: msg('podman.far', { endpoint }), next: msg('podman.far.next') });
}
