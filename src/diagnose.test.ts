import { describe, expect, it } from 'vitest';
import { diagnose } from './diagnose.ts';

describe('diagnose', () => {
  it.each([
    '',
    'Successfully built 4bb0',
    'ERROR: failed to solve: process "/bin/sh -c go build" did not complete successfully: exit code: 1',
    'main.go:7:2: undefined: fmt',
    'lookup example.com: no such host',
    'Error: No such object: x',
  ])('does not pretend to know: %s', (text) => expect(diagnose(text)).toBeUndefined());

  it('tells a file that no stage wrote from one that is not in the build context', () => {
    const text =
      'ERROR: failed to solve: failed to compute cache key: failed to calculate checksum of ref 1::2: "/out/app": not found';
    expect(diagnose(text, { instruction: 'COPY --from=builder /out/app ./' })?.what).toEqual({
      id: 'diagnose.not-in-stage',
      params: { file: '/out/app' },
    });
    expect(diagnose(text, { instruction: 'COPY out/app ./' })?.what.id).toBe('diagnose.not-in-context');
  });

  it('says that the name of a context is empty', () =>
    expect(diagnose('context "": context not found: open /x/meta.json: no such file')?.what.id).toBe(
      'diagnose.context.empty',
    ));

  it('goes by the last known line, and looks no further back than a screenful or two', () => {
    const old = 'unknown time zone Mars/Base\n';
    expect(diagnose(`${old}exec /main: exec format error\nmore\n`)?.what.id).toBe('diagnose.architecture');
    expect(diagnose(`${old}${'chatter\n'.repeat(60)}`)?.what.id).toBe('diagnose.time-zone');
    expect(diagnose(`${old}${'chatter\n'.repeat(100)}`)).toBeUndefined();
  });

  it('reads a flood of text in no time', () => {
    const began = performance.now();
    diagnose(`${'/'.repeat(1e6)} "${'a:'.repeat(1e5)}\n`.repeat(3));
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
