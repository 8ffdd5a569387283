import type { ProcessOptions, ProcessResult } from '../../ports/process.ts';
import type { Endpoint, Machine } from './endpoint.ts';

/** The docker CLI on the pinned endpoint. */
export interface Cli {
  /** The words of a call, as they run. */
  argv(args: readonly string[]): readonly string[];
  run(args: readonly string[], options?: ProcessOptions): Promise<ProcessResult>;
}

/** Switches off the CLI's advertisements after a build. */
const quiet = { DOCKER_CLI_HINTS: 'false' };

export function createCli(machine: Machine, endpoint: Endpoint): Cli {
  const { dockerBinary } = machine;
  return {
    argv: (args) => [dockerBinary, ...endpoint.pin, ...args],
    run: (args, options = {}) =>
      machine.process.run(dockerBinary, [...endpoint.pin, ...args], { ...options, env: { ...quiet, ...options.env } }),
  };
}
