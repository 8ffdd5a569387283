import { expect, it } from 'vitest';
import { calledBy, programVariable } from './called-by.ts';

it.each([
  [{}, ['go-docker-lab']],
  [{ npm_command: 'exec', npm_lifecycle_event: 'npx' }, ['npx', 'go-docker-lab']],
  [{ npm_command: 'run-script', npm_lifecycle_event: 'lab' }, ['go-docker-lab']],
  [{ npm_command: 'start', npm_lifecycle_event: 'start', npm_package_name: 'shop' }, ['go-docker-lab']],
  [
    { npm_command: 'start', npm_lifecycle_event: 'start', npm_package_name: 'go-docker-lab' },
    ['npm', 'start', '--silent', '--'],
  ],
  [{ [programVariable]: './go-docker-lab/start', npm_command: 'exec' }, ['./go-docker-lab/start']],
])('%j: called by %j', (env, words) => {
  expect(calledBy(env)).toEqual(words);
});
