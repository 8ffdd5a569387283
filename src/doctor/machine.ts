import type { Clock } from '../ports/clock.ts';
import type { Engine } from '../ports/engine.ts';
import type { Files } from '../ports/files.ts';
import type { Http } from '../ports/http.ts';
import type { Process } from '../ports/process.ts';

/** The machine that is examined: its facts and the ports to it. Nothing else is read. */
export interface DoctorMachine {
  readonly process: Process;
  readonly files: Files;
  readonly http: Http;
  readonly clock: Clock;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** As node names it: `x64`, `arm64`. */
  readonly arch: string;
  readonly nodeVersion: string;
  /** We run as root. */
  readonly root: boolean;
  readonly stateFolder: string;
  readonly workspace: string;
  /** The folder of our shell scripts. */
  readonly scripts: string;
  /** Public names of the images that the course builds FROM. */
  readonly bases: readonly string[];
  /** The docker context that was asked for with `--context`. */
  readonly context?: string;
  /** Throws a MachineError when no usable engine answers. */
  connect(signal?: AbortSignal): Promise<Engine>;
}

/** The registry host, with a path if it has one, that the user named as a mirror of the public images. */
export const mirrorVariable = 'GO_DOCKER_LAB_MIRROR';

/** `127.0.0.1:5000/library` from however it was written, or `undefined` when there is none. */
export function mirrorOf(env: DoctorMachine['env']): string | undefined {
  const mirror = env[mirrorVariable]
    ?.trim()
    .replace(/^https?:\/\//, '')
    .replace(/\/+$/, '');
  return mirror === '' ? undefined : mirror;
}

/** The docker CLI with the global options that lead it to the engine in question. */
export function dockerCommand({ context }: Pick<DoctorMachine, 'context'>): readonly [string, ...string[]] {
  return context === undefined ? ['docker'] : ['docker', '--context', context];
}
