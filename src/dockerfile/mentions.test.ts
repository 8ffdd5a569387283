import { describe, expect, it } from 'vitest';
import { findInstruction, findMentions } from './mentions.ts';
import { parseDockerfile } from './parse.ts';

describe('mentions', () => {
  it('finds the place of every name', () => {
    const text =
      'ARG V=1\nFROM \\\n  a:$V AS x\nRUN --mount=from=b:2 \\\n  --mount=type=bind,from=c ls\nCOPY --from="d" /a /b\nCOPY --from=x /a /b\n';
    const rows = text.split('\n');
    const found = findMentions(parseDockerfile(text)).map(({ image, place }) => [
      image,
      place && rows[place.line - 1]?.slice(place.from, place.to),
    ]);
    expect(found).toEqual([
      ['a:1', 'a:$V'],
      ['b:2', 'b:2'],
      ['c', 'c'],
      ['d', undefined],
    ]);
  });

  it('finds an instruction by its text', () => {
    const model = parseDockerfile('FROM a\nRUN x \\\n # c\n  && y\nRUN z\nRUN z');
    expect(findInstruction(model, 'RUN x && y')).toBe(2);
    expect(findInstruction(model, 'RUN z')).toBeUndefined();
  });
});
