import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJsonStream } from './json-stream.ts';

function read(pieces: readonly string[]): { readonly objects: unknown[]; readonly lines: string[] } {
  const objects: unknown[] = [];
  const lines: string[] = [];
  const stream = createJsonStream(
    (value) => objects.push(value),
    (line) => lines.push(line),
  );
  for (const piece of pieces) stream.push(piece);
  stream.end();
  return { objects, lines };
}

const object = fc.dictionary(
  fc.string({ maxLength: 4 }),
  fc.oneof(
    fc.string({ unit: fc.constantFrom('a', '"', '\\', '{', '}', '\n', '编'), maxLength: 12 }),
    fc.integer(),
    fc.dictionary(fc.constantFrom('a', '}'), fc.constantFrom('\\"', '{')),
  ),
  { maxKeys: 4 },
);

describe('createJsonStream', () => {
  it('reads objects on one line, indented, or side by side, however they are cut', () => {
    const style = fc.constantFrom<(value: unknown) => string>(
      (value) => `${JSON.stringify(value)}\n`,
      (value) => `${JSON.stringify(value, undefined, 2)}\n`,
      (value) => JSON.stringify(value),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(object, style)), fc.integer({ min: 1, max: 40 }), (all, size) => {
        const text = all.map(([value, write]) => write(value)).join('');
        const pieces = text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [];
        expect(read(pieces)).toEqual({ objects: all.map(([value]) => value), lines: [] });
      }),
    );
  });

  it('finds the end of an object wherever a chunk begins', () => {
    const text = '{\n "a": "}\\n{"\n}\nwords\n{\n "b": {\n  "c": 1\n }\n}\n{"d":2}\n{\n "e": 3\n}\n';
    const whole = read([text]);
    expect(whole).toEqual({ objects: [{ a: '}\n{' }, { b: { c: 1 } }, { d: 2 }, { e: 3 }], lines: ['words'] });
    for (let first = 1; first < text.length; first += 1)
      for (let second = first + 1; second < text.length; second += 1)
        expect(read([text.slice(0, first), text.slice(first, second), text.slice(second)])).toEqual(whole);
  });

  it('keeps the order of text and objects', () => {
    expect(read(['words {"a":1}\n{"b":2}\nmore', ' words\n{\n "c": 3\n}\nlast'])).toEqual({
      objects: [{ b: 2 }, { c: 3 }],
      lines: ['words {"a":1}', 'more words', 'last'],
    });
  });

  it('takes for text what is no JSON', () => {
    expect(read(['{broken}\n{"a":1}\n', '{"never":"end'])).toEqual({
      objects: [{ a: 1 }],
      lines: ['{broken}', '{"never":"end'],
    });
  });
});
