import { UserError } from '../errors.ts';
import { msg } from '../i18n/message.ts';
import type { Environment } from './environment.ts';

const buildsVariable = 'GO_DOCKER_LAB_BUILDS';

/**
 * How many builds may run on a shared engine at the same time, as the environment says; `undefined` when it says
 * nothing. Throws a UserError for what is no number.
 */
export function readBuildBound(env: Environment): number | undefined {
  const value = env[buildsVariable];
  if (value === undefined || value === '') return undefined;
  if (/^\d{1,3}$/.test(value)) return Number(value);
  throw new UserError({
    what: msg('queue.bad-bound', { variable: buildsVariable, value }),
    next: msg('queue.bad-bound.next'),
  });
}
