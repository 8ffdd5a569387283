import type { Environment } from './environment.ts';

/** Set by the start of a kit: the path by which it was called. */
export const programVariable = 'GO_DOCKER_LAB_PROGRAM';

/**
 * The words to type in order to call this program again.
 *
 * @param env - The environment: a kit's start names itself, and npm tells how it was asked for us.
 */
export function calledBy(env: Environment): readonly string[] {
  const program = env[programVariable];
  if (program) return [program];
  const event = env['npm_lifecycle_event'];
  if (env['npm_command'] === 'exec' && event === 'npx') return ['npx', ownName];
  if (event === 'start' && env['npm_package_name'] === ownName) return ['npm', 'start', '--silent', '--'];
  return [ownName];
}

const ownName = 'go-docker-lab';
