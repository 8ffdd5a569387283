import type { Environment } from './environment.ts';

/** Set by the start of a kit: the path by which it was called. */
export const programVariable = 'GO_DOCKER_LAB_PROGRAM';

/**
 * The words to type in order to call this program again.
 *
 * @param env - The environment: a kit's start names itself, and npm tells that `npx` called us.
 */
export function calledBy(env: Environment): readonly string[] {
  const program = env[programVariable];
  if (program) return [program];
  const byNpx = env['npm_command'] === 'exec' && env['npm_lifecycle_event'] === 'npx';
  return byNpx ? ['npx', 'go-docker-lab'] : ['go-docker-lab'];
}
