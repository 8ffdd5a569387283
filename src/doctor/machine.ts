import type { Network } from '../network/network.ts';
import type { Clock } from '../ports/clock.ts';
import type { Engine, Whereabouts } from '../ports/engine.ts';
import type { Files } from '../ports/files.ts';
import type { Http } from '../ports/http.ts';
import type { Process } from '../ports/process.ts';
import type { Shell } from '../shell/model.ts';

/** The machine that is examined: its facts and the ports to it. Nothing else is read. */
export interface DoctorMachine {
  readonly process: Process;
  readonly files: Files;
  readonly http: Http;
  readonly clock: Clock;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The shell for which commands are written. */
  readonly shell: Shell;
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
  /** How what is missing may be fetched. Throws a MachineError when the settings file is wrong. */
  network(): Promise<Network>;
  /** Throws a MachineError when no usable engine answers. */
  connect(signal?: AbortSignal): Promise<Engine>;
  readonly engineAt: Whereabouts;
}

/** The docker CLI with the global options that lead it to the engine in question. */
export function dockerCommand({ context }: Pick<DoctorMachine, 'context'>): readonly [string, ...string[]] {
  return context === undefined ? ['docker'] : ['docker', '--context', context];
}
