import { expect, it } from 'vitest';
import { fakeEngine } from '../../doctor/testing/fake-machine.ts';
import type { ProcessOptions } from '../../ports/process.ts';
import { runBuild } from './build.ts';

const { info } = fakeEngine(
  {},
  { context: 'far', endpoint: 'ssh://far', rung: 'buildx-rawjson', buildxVersion: '0.13.1' },
);
const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
const vertex = (name: string, digest = name) => json({ vertexes: [{ digest, name, started: '2026-01-01T00:00:00Z' }] });
const status = (id: string) => json({ statuses: [{ id, vertex: 'x' }] });
/** As buildx 0.13.1 prints them. */
const boots = vertex('[internal] booting buildkit');
const pulls = status('pulling image moby/buildkit:buildx-stable-1');
const starts = status('starting container buildx_buildkit_far');
const builds = vertex('[1/1] FROM docker.io/library/alpine:3.22');

/** Builds where buildx says this in turn; it goes on until it is stopped when it wants a builder. */
async function build(outputs: readonly string[], stopper = new AbortController()) {
  const calls: string[] = [];
  const told: string[] = [];
  let left = [...outputs];
  const run = async (args: readonly string[], options: ProcessOptions = {}) => {
    calls.push(args.slice(0, 2).join(' ') === 'buildx build' ? 'build' : args.join(' '));
    const [said = builds, ...rest] = args[0] === 'buildx' ? left : [''];
    if (args[0] === 'buildx') left = rest;
    options.onOutput?.(said, 'stderr');
    const stopped = options.signal?.aborted ?? false;
    return { exitCode: stopped ? 130 : 0, stdout: '', stderr: said, output: said, seconds: 1 };
  };
  const settings = {
    info,
    cli: { argv: (args: readonly string[]) => args, run },
    temporary: '/nowhere',
    waits: [1, 1],
  };
  const request = { args: ['-'], labels: {}, bases: {}, cwd: '/nowhere' };
  const result = await runBuild(settings, request, {
    signal: stopper.signal,
    onVertex: ({ name }) => told.push(name),
    onOutput: (text) => told.push(text),
    onCommand: () => told.push('command'),
  }).catch((error: unknown) => error);
  return { result, calls, told };
}
const removals = ['rm -f -v buildx_buildkit_far', 'volume rm -f buildx_buildkit_far_state'];

it('a build for which buildx wants a builder is stopped, its builder removed, and built again', async () => {
  const { result, calls, told } = await build([`${boots}${pulls}`]);
  expect(result).toMatchObject({ exitCode: 0, seconds: 1 });
  // Once more at the end: the engine may have been at it still when its command was stopped.
  expect(calls).toEqual(['build', ...removals, 'build', ...removals]);
  // Of what was no part of the build nobody is told.
  expect(told).toEqual(['command', '[1/1] FROM docker.io/library/alpine:3.22']);
});

it('a container that was there before is left alone', async () => {
  expect((await build([`${boots}${starts}`])).calls).toEqual(['build', 'build']);
});

it('gives up in the end, and says that the connection was lost', async () => {
  const { result, calls } = await build([1, 2, 3, 4].map(() => `${boots}${pulls}`));
  expect(result).toMatchObject({ exitCode: 3, what: { id: 'engine.lost', params: { endpoint: 'ssh://far' } } });
  expect(calls.filter((call) => call === 'build')).toHaveLength(3);
  expect(calls.slice(-2)).toEqual(removals);
});

it('an interrupt ends it, and leaves no builder', async () => {
  const stopper = new AbortController();
  stopper.abort();
  const { result, calls } = await build([`${boots}${pulls}`], stopper);
  expect(result).toMatchObject({ exitCode: 130 });
  expect(calls).toEqual(['build', ...removals]);
});

it('a build that prints the like of it goes on', async () => {
  const prints = json({ logs: [{ vertex: 'x', stream: 1, data: Buffer.from(boots + pulls).toString('base64') }] });
  const { result, calls } = await build([`${builds}${prints}`]);
  expect(result).toMatchObject({ exitCode: 0 });
  expect(calls).toEqual(['build']);
});
