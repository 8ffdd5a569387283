import { describe, expect, it } from 'vitest';
import { fakeWorld, miniCourse } from '../../test/helpers/fake-world.ts';
import type { RemoteMachine } from '../ports/engine.ts';
import { shellLine } from '../shell/line.ts';
import { type CurlRequest, curlLine, wayTo } from './reach.ts';

const url = 'http://127.0.0.1:8080/time?a=1&b=2';
const over = { name: 'me@far', shell: ['ssh', '-p', '2222', 'me@far'] };

/** A world whose engine is there, and which images its relay was asked to be made of. */
function worldAt(remote?: Omit<RemoteMachine, 'dial'>) {
  const { world } = fakeWorld(miniCourse);
  const asked: string[] = [];
  const dial: RemoteMachine['dial'] = (port, image) => {
    asked.push(`${port} ${image}`);
    return Promise.reject(new Error('refused'));
  };
  const course = { ...world.course, bases: ['golang:1.26', 'golang:1.26-alpine', 'alpine:3.22'] };
  const bases = { 'alpine:3.22': 'mirror.example/alpine:3.22' };
  return {
    world: { course, bases, engine: { ...world.engine, ...(remote ? { remote: { ...remote, dial } } : {}) } },
    asked,
  };
}

describe('a request', () => {
  it('goes from here to an engine of this machine', () => {
    expect(wayTo(worldAt().world)).toEqual({});
  });

  it('goes through a container of the smallest base elsewhere', async () => {
    const { world, asked } = worldAt(over);
    await expect(wayTo(world).dial?.(8080, new AbortController().signal)).rejects.toThrow('refused');
    expect(asked).toEqual(['8080 mirror.example/alpine:3.22']);
  });
});

describe('the line for a request by hand', () => {
  const lineOf = (remote: Omit<RemoteMachine, 'dial'> | undefined, request: CurlRequest): string =>
    shellLine('posix', curlLine(worldAt(remote).world, url, request));

  it.each<[string, CurlRequest, string]>([
    ['GET', {}, `curl -i '${url}'`],
    ['POST', { method: 'POST' }, `curl -X POST -i '${url}'`],
    ['a saved answer', { save: 'answer.txt' }, `curl -o answer.txt '${url}'`],
    ['waiting', { retry: true }, `curl --retry 100 --retry-delay 1 --retry-all-errors '${url}'`],
  ])('on this machine: %s', (_, request, line) => expect(lineOf(undefined, request)).toBe(line));

  it('by ssh, whose shell reads the words once more', () => {
    expect(lineOf(over, {})).toBe(`ssh -p 2222 me@far curl -i ''\\''${url}'\\'''`);
    expect(lineOf(over, { save: 'answer.txt' })).toMatch(/^ssh -p 2222 me@far curl .* > answer\.txt$/);
  });

  it('in a container, where there is no ssh', () => {
    const run = 'docker run --rm --network host mirror.example/alpine:3.22 wget -q';
    expect(lineOf({ name: 'far' }, {})).toBe(`${run} -S -O - '${url}'`);
    expect(lineOf({ name: 'far' }, { method: 'POST' })).toBe(`${run} -S --post-data '' -O - '${url}'`);
    expect(lineOf({ name: 'far' }, { save: 'answer.txt' })).toBe(`${run} -O - '${url}' > answer.txt`);
  });
});
