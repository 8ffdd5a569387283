import { DockerfileParser } from 'dockerfile-ast';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMentions } from './mentions.ts';
import { parseDockerfile } from './parse.ts';
import { settingsOf } from './settings.ts';
import { styles } from './test-styles.ts';

/** Keyword, lines and arguments: enough to see how a text was cut. */
function outline(text: string): readonly string[] {
  return parseDockerfile(text).instructions.map(
    ({ keyword, lines, args }) => `${lines.start}-${lines.end} ${keyword} ${args}`,
  );
}

describe('instructions', () => {
  it.each([
    ['RUN a \\\n  b', ['1-2 RUN a   b']],
    ['RUN a \\\n\n# c\n  b\nCMD x', ['1-4 RUN a   b', '5-5 CMD x']],
    ['RUN a \\ \t\n b', ['1-2 RUN a  b']],
    ['RU\\\nN a', ['1-2 RUN a']],
    ['  run a\r\n\tCMD x\r\n', ['1-1 RUN a', '2-2 CMD x']],
    ['RUN a \\\r\n  b\r\nCMD x', ['1-2 RUN a   b', '3-3 CMD x']],
    ['\ufeffFROM a', ['1-1 FROM a']],
    ['# escape=`\nRUN a `\n b\nRUN c:\\\nRUN d', ['2-3 RUN a  b', '4-4 RUN c:\\', '5-5 RUN d']],
    ['# c\n# escape=`\nRUN a `\nb', ['3-3 RUN a `', '4-4 B ']],
    ['# syntax=docker/dockerfile:1\n# ESCAPE = `\nRUN a `\nb', ['3-4 RUN a b']],
    ['RUN a\\\\\nRUN b', ['1-1 RUN a\\\\', '2-2 RUN b']],
    ['RUN a\\\\\n  more', ['1-2 RUN a\\  more']],
    ['RUN --mount=type=cache,target=/a --network=none  a --b', ['1-1 RUN a --b']],
    ['RUN a \\', ['1-1 RUN a']],
    ['RUN', ['1-1 RUN ']],
    ['\n\n#\n', []],
  ])('%j', (text, expected) => expect(outline(text)).toEqual(expected));
});

describe('any text', () => {
  it('can be read', () => {
    const piece = fc.constantFrom(
      'FROM a',
      'RUN x',
      ' \\\n',
      '\n',
      '<<EOF',
      '"',
      "'",
      '$',
      '${',
      '}',
      '`',
      '[',
      '--from=',
      '#',
      '\r',
      '\t',
      'EOF',
      '=',
      '&&',
      '\ufeff',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (pieces) => {
        const model = parseDockerfile(pieces.join(''));
        for (const stage of model.stages) settingsOf(model, stage);
        findMentions(model);
        const lines = model.instructions.map(({ lines: { start, end } }) => [start, end]);
        const rows = pieces.join('').split('\n').length;
        expect(lines.every(([start = 0, end = 0]) => start >= 1 && start <= end && end <= rows)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('means the same with other line ends, and with comments and empty lines between', () => {
    const text = fc.constantFrom(...Object.values(styles).filter((one) => !/<<|escape|check=|^#/.test(one)));
    const seen = (one: string) => outline(one).map((line) => line.replace(/^\S+ /, ''));
    fc.assert(
      fc.property(text, fc.constantFrom('\n# c\n', '\n\n', '\n  # c\n\n'), (one, between) => {
        expect(seen(one.replaceAll('\r', '').replaceAll('\n', '\r\n'))).toEqual(seen(one.replaceAll('\r', '')));
        expect(seen(one.replaceAll('\n', between))).toEqual(seen(one));
      }),
    );
  });

  it('is cut as another parser cuts it, where that one knows how', () => {
    const line = fc.constantFrom(
      'RUN echo a \\\n  b',
      'RUN a \\\n# c\n  b',
      'ENV A="b c"',
      'COPY --from=x a b',
      'CMD ["a", "b"]',
      'RUN <<EOF\nFROM x\nEOF',
      '# comment',
      '',
      '\tRUN tab',
      'LABEL a=b \\\n c=d',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (rest) => {
        const text = ['FROM a AS x', ...rest, ''].join('\n');
        const other = DockerfileParser.parse(text).getInstructions();
        const ours = parseDockerfile(text).instructions;
        expect(ours.map(({ keyword, lines }) => [keyword, lines.start, lines.end])).toEqual(
          other.map((one) => [one.getKeyword(), one.getRange().start.line + 1, one.getRange().end.line + 1]),
        );
      }),
    );
  });
});
