import { expect, test } from 'vitest';
import { dockerCommand } from './machine.ts';
import { stepLine } from './plan.ts';
import { fakeMachine } from './testing/fake-machine.ts';
import { within } from './within.ts';

test('a step can be pasted into a shell', () => {
  expect(stepLine('posix', { argv: ['sh', "/it's here/x.sh", 'a b', '$HOME'] })).toBe(
    `sh '/it'\\''s here/x.sh' 'a b' '$HOME'`,
  );
  expect(stepLine('posix', { argv: ['sh', 'x.sh', ''] })).toBe("sh x.sh ''");
  const orElse = { argv: ['sh', 'x.sh'], env: { DOCKER: 'docker --context a' } } as const;
  expect(stepLine('posix', { argv: ['docker', 'pull', '127.0.0.1:5000/library/golang:1.26'], orElse })).toBe(
    "docker pull 127.0.0.1:5000/library/golang:1.26 || env DOCKER='docker --context a' sh x.sh",
  );
});

test('a context that was asked for stays asked for', () => {
  expect(dockerCommand({})).toEqual(['docker']);
  expect(dockerCommand({ context: 'x' })).toEqual(['docker', '--context', 'x']);
});

test('within aborts the work only when it is late', async () => {
  const signals: AbortSignal[] = [];
  const quick = fakeMachine().clock;
  const late = fakeMachine({ late: true }).clock;
  const work = (signal: AbortSignal): Promise<string> => {
    signals.push(signal);
    return Promise.resolve('in time');
  };
  const hang = (signal: AbortSignal): Promise<string> => {
    signals.push(signal);
    return new Promise(() => undefined);
  };
  expect(await within(quick, 1, undefined, work, () => 'late')).toBe('in time');
  expect(await within(late, 1, undefined, hang, () => 'late')).toBe('late');
  expect(signals.map(({ aborted }) => aborted)).toEqual([false, true]);
  const abort = new AbortController();
  const stopped = within(quick, 1, abort.signal, hang, () => 'late');
  abort.abort();
  await expect(stopped).rejects.toThrow();
  expect(signals.at(-1)?.aborted).toBe(true);
});
