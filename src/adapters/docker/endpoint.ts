import { posix } from 'node:path';
import * as z from 'zod';
import { diagnose } from '../../diagnose.ts';
import { unusableAddress, withoutPassword } from '../../diagnose-endpoint.ts';
import { MachineError } from '../../errors.ts';
import { msg } from '../../i18n/message.ts';
import type { Process } from '../../ports/process.ts';
import { parsed } from './json.ts';
import { resolvePodman } from './podman-endpoint.ts';

/** What an engine is looked for with; nothing is read from the process itself. */
export interface Machine {
  readonly process: Process;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The docker CLI: a name on the PATH or a path. */
  readonly dockerBinary: string;
}

/** Where the engine is, as the docker CLI resolves it. */
export interface Endpoint {
  readonly context: string;
  /** For example `unix:///var/run/docker.sock`. */
  readonly host: string;
  /** Arguments that keep every later call on this endpoint, whatever the current context becomes. */
  readonly pin: readonly string[];
  /** The docker command is Podman's own under that name, of this release. */
  readonly podmanCommand?: string;
}

const inspected = z.object({
  Name: z.string(),
  Endpoints: z.object({ docker: z.object({ Host: z.string().nullish() }).nullish() }).nullish(),
});

/**
 * Asks the CLI itself, so the order is its own: `--context`, then DOCKER_HOST, then DOCKER_CONTEXT,
 * then the current context (docker/cli, cli/command: resolveContextName). Throws a MachineError when
 * the CLI is missing or the context does not exist.
 */
export async function resolveEndpoint(machine: Machine, context?: string): Promise<Endpoint> {
  const name = context === undefined ? [] : [context];
  const result = await machine.process.run(machine.dockerBinary, [
    'context',
    'inspect',
    '--format',
    '{{json .}}',
    ...name,
  ]);
  if (result.exitCode === 127) throw missingCli(machine.dockerBinary, result.stderr);
  const found = parsed(inspected, result.stdout);
  // Podman's command ends with 0 here, and may print a connection of its own, which has no endpoints.
  if (result.exitCode !== 0 || !found?.Endpoints) {
    const podman = await resolvePodman(machine, context);
    if (podman) return { ...podman, pin: pinTo(podman.context, podman.host) };
  }
  if (result.exitCode !== 0 || !found) {
    // Certificates that are missing are noticed here already. DOCKER_HOST stands above DOCKER_CONTEXT.
    const variable = (context ?? 'default') === 'default' ? machine.env['DOCKER_HOST'] : undefined;
    const facts = variable
      ? { context: 'default', endpoint: variable }
      : { context: context ?? (machine.env['DOCKER_CONTEXT'] || 'default') };
    throw unusable(machine, facts, result.stderr.trim() || result.stdout.trim());
  }
  const host = found.Endpoints?.docker?.Host || defaultHost(machine.platform);
  return { context: found.Name, host, pin: pinTo(found.Name, host) };
}

/**
 * Arguments that keep a call on an endpoint. The default context is nothing but a host (and DOCKER_TLS_*, which
 * stay in the environment); a named one can hold certificates, so only its name will do.
 */
export function pinTo(context: string, host: string): readonly string[] {
  return context === 'default' ? ['--host', host] : ['--context', context];
}

/** Why the docker command gets nowhere with an endpoint, by what it said. */
export function unusable(
  { env, platform }: Machine,
  facts: { readonly context: string; readonly endpoint?: string },
  raw: string,
): MachineError {
  const { context, endpoint } = facts;
  const known = diagnose(raw, facts);
  if (known) return new MachineError(known);
  const shown = withoutPassword(raw, endpoint ?? '');
  // Over these the docker command breaks down with a trace of its own code, which helps nobody.
  const foreign = endpoint?.startsWith('fd:') || (endpoint?.startsWith('npipe:') && platform !== 'win32');
  if (endpoint !== undefined && foreign) return new MachineError(unusableAddress(endpoint, context));
  const value = env['DOCKER_API_VERSION'] || undefined;
  if (value !== undefined && !/^v?\d+\.\d+$/.test(value))
    return new MachineError({
      what: msg('engine.api-version', { value }),
      next: msg('engine.api-version.next'),
      raw: shown,
    });
  const place = endpoint === undefined ? context : withoutPassword(endpoint, endpoint);
  return new MachineError({
    what: msg('engine.failed', { endpoint: place }),
    next: msg('engine.failed.next'),
    raw: shown,
  });
}

function missingCli(program: string, raw: string): MachineError {
  return new MachineError({ what: msg('engine.no-cli', { program }), next: msg('engine.no-cli.next'), raw });
}

function defaultHost(platform: NodeJS.Platform): string {
  return platform === 'win32' ? 'npipe:////./pipe/docker_engine' : 'unix:///var/run/docker.sock';
}

/**
 * Where engines listen that the default context does not know: rootless Docker, Docker Desktop,
 * Colima, OrbStack, Rancher Desktop, Podman. Only for a suggestion; the CLI stays the truth.
 */
export function wellKnownHosts({ platform, env }: Pick<Machine, 'platform' | 'env'>): readonly string[] {
  if (platform === 'win32') {
    const pipes = ['dockerDesktopLinuxEngine', 'docker_engine', 'podman-machine-default'];
    return pipes.map((pipe) => `npipe:////./pipe/${pipe}`);
  }
  const sockets = ['/var/run/docker.sock'];
  const runtime = env['XDG_RUNTIME_DIR'];
  if (runtime) sockets.push(posix.join(runtime, 'docker.sock'), posix.join(runtime, 'podman/podman.sock'));
  const home = env['HOME'];
  if (home) {
    const below = [
      '.docker/run/docker.sock',
      '.docker/desktop/docker.sock',
      '.colima/default/docker.sock',
      '.orbstack/run/docker.sock',
      '.rd/docker.sock',
    ];
    sockets.push(...below.map((path) => posix.join(home, path)));
  }
  return sockets.map((socket) => `unix://${socket}`);
}

/** The path of the socket or named pipe that node itself can open; `undefined` for tcp and ssh. */
export function socketPath(host: string): string | undefined {
  if (host.startsWith('unix://')) return host.slice('unix://'.length);
  // Written with either slash; Windows takes both.
  if (host.startsWith('npipe:')) return host.replace(/^npipe:(?:\/\/)?/, '').replaceAll('\\', '/');
  return undefined;
}
