import { expect, it } from 'vitest';
import { commandOf, type Instruction, wordsOf } from './instruction.ts';
import { mountsOf } from './mounts.ts';
import { parseDockerfile } from './parse.ts';

function only(text: string): Instruction {
  const [found] = parseDockerfile(text).instructions;
  if (!found) throw new Error('no instruction');
  return found;
}

it('reads flags as the builder does', () => {
  const copy = only('COPY --link --from="b" --chown=a:b \\\n  --chmod=7\\55 -- --x /y');
  expect(copy.flags.map(({ name, value }) => [name, value])).toEqual([
    ['link', undefined],
    ['from', 'b'],
    ['chown', 'a:b'],
    ['chmod', '755'],
  ]);
  expect(copy.args).toBe('--x /y');
});

it('tells words to execute from lines for a shell', () => {
  expect(commandOf(only('CMD ["a", "b c"]'))).toEqual({ form: 'exec', words: ['a', 'b c'] });
  expect(commandOf(only("CMD ['a']"))).toEqual({ form: 'shell', text: "['a']" });
  expect(commandOf(only('HEALTHCHECK --retries=1 cmd [ "a" ]'))).toEqual({ form: 'exec', words: ['a'] });
  expect(commandOf(only('HEALTHCHECK CMD a | b'))).toEqual({ form: 'shell', text: 'a | b' });
  expect(only('CMD [1]').json).toBe('mixed');
  expect(only('ONBUILD COPY ["a", "b"]').trigger?.json).toEqual(['a', 'b']);
});

it('reads mounts', () => {
  expect(mountsOf(only('RUN --mount=type=cache,dst=/a --mount="from=b,src=/c,target=/d" x'))).toMatchObject([
    { type: 'cache', target: '/a', from: undefined },
    { type: 'bind', target: '/d', source: '/c', from: 'b' },
  ]);
});

it('keeps the places of words', () => {
  const from = only('FROM --platform=x \\\n  a AS b');
  expect(wordsOf(from).map(({ text, at }) => from.source.text.slice(at, at + text.length))).toEqual(['a', 'AS', 'b']);
});
