import { posix } from 'node:path';
import * as z from 'zod';
import { diagnose } from '../../diagnose.ts';
import { MachineError } from '../../errors.ts';
import { msg } from '../../i18n/message.ts';
import type { Process } from '../../ports/process.ts';
import { parsed } from './json.ts';
import { podmanAsDocker } from './podman.ts';

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
  if (result.exitCode !== 0 || !found) {
    const podman = await podmanAsDocker(machine);
    if (podman) throw podman;
    // Certificates that are missing are noticed here already.
    const chosen = context === undefined ? machine.env['DOCKER_HOST'] : undefined;
    const wanted = context ?? (machine.env['DOCKER_CONTEXT'] || 'default');
    const raw = result.stderr.trim() || result.stdout.trim();
    throw new MachineError(
      diagnose(raw, { context: wanted, ...(chosen ? { endpoint: chosen } : {}) }) ?? {
        what: msg('engine.failed', { endpoint: wanted }),
        next: msg('engine.failed.next'),
        raw,
      },
    );
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
