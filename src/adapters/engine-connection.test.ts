import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { say } from '../i18n/message.ts';
import type { Engine } from '../ports/engine.ts';
import type { Endpoint } from './docker/endpoint.ts';
import { type Choice, createEngineConnection } from './engine-connection.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const endpoint = (context: string, host: string): Endpoint => ({ context, host, pin: [] });

/** What is said of an engine that never answers, and where it is. */
async function silent(choice: Partial<Choice>, found?: Endpoint) {
  const connection = createEngineConnection(
    (tell) => {
      if (found) tell(found);
      return new Promise(() => undefined);
    },
    { context: undefined, env: {}, ...choice },
  );
  const failed = connection.connect().catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(20_000);
  const { what } = (await failed) as { what: Parameters<typeof say>[1] };
  return [say('en', what), connection.at.remote()];
}

const at = (place: string): string => `The Docker engine at ${place} has not answered for 15 seconds.`;
const local = 'The Docker engine took the call but has not answered for 15 seconds.';

it('names an engine that somebody chose, in the order of the docker command', async () => {
  const env = { DOCKER_CONTEXT: 'far', DOCKER_HOST: 'ssh://me@build.example' };
  expect(await silent({ context: 'flag', env })).toEqual([at('flag'), undefined]);
  expect(await silent({ env })).toEqual([at('ssh://me@build.example'), 'me@build.example']);
  expect(await silent({ env: { DOCKER_CONTEXT: 'far' } })).toEqual([at('far'), undefined]);
});

it('knows the current context by what docker says of it', async () => {
  const far = endpoint('far', 'tcp://10.0.0.7:2376');
  expect(await silent({}, far)).toEqual([at('far'), '10.0.0.7']);
  // Docker Desktop makes its own the current one: that is restarted, not waited for.
  expect(await silent({}, endpoint('desktop-linux', 'unix:///home/ann/.docker/desktop/docker.sock'))).toEqual([
    local,
    undefined,
  ]);
  expect(await silent({ env: { DOCKER_HOST: '', DOCKER_CONTEXT: '' } })).toEqual([local, undefined]);
});

it('forgets a connection that was given up: how it ends changes nothing of the next', async () => {
  const tells: ((endpoint: Endpoint) => void)[] = [];
  const engine = {} as Engine;
  let answers = false;
  const connection = createEngineConnection(
    (tell) => {
      tells.push(tell);
      return answers ? Promise.resolve(engine) : new Promise(() => undefined);
    },
    { context: undefined, env: {} },
  );
  const first = connection.connect().catch(() => 'given up');
  connection.forget();
  answers = true;
  expect(await connection.connect()).toBe(engine);
  tells[1]?.(endpoint('far', 'tcp://10.0.0.7:2376'));
  tells[0]?.(endpoint('other', 'tcp://10.0.0.8:2376'));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await first).toBe('given up');
  expect(await connection.connect()).toBe(engine);
  expect(tells).toHaveLength(2);
  expect(connection.at.remote()).toBe('10.0.0.7');
});
