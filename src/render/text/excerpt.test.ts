import { describe, expect, it } from 'vitest';
import { excerptLines } from './excerpt.ts';
import { lineWidth, textOf } from './styled.ts';

const file = 'FROM golang:1.26\nWORKDIR /src\n# 只复制需要的文件\nCOPY . .\nRUN go build -o /server .\nFROM scratch\n';

const shown = (text: string, line: number, width = 40): readonly string[] =>
  excerptLines(text, line, width).map((one) => textOf(one).trimEnd());

describe('excerptLines', () => {
  it('shows the line, two before and two after, and marks it without colour', () => {
    expect(shown(file, 4)).toEqual([
      '  2  WORKDIR /src',
      '  3  # 只复制需要的文件',
      '> 4  COPY . .',
      '  5  RUN go build -o /server .',
      '  6  FROM scratch',
    ]);
  });

  it('stays in the file at its ends', () => {
    expect(shown(file, 1)).toEqual(['> 1  FROM golang:1.26', '  2  WORKDIR /src', '  3  # 只复制需要的文件']);
    expect(shown(file, 6).at(-1)).toBe('> 6  FROM scratch');
  });

  it('says of the last line what is missing behind it, and nothing of lines that are not there', () => {
    expect(shown('FROM a\nRUN b\n', 3).at(-1)).toBe('> 2  RUN b');
    expect(shown('FROM a\nRUN b\n', 4)).toEqual([]);
    expect(shown('FROM a', 0)).toEqual([]);
    expect(shown('', 1)).toEqual(['> 1']);
  });

  it('aligns numbers of different length', () => {
    const long = Array.from({ length: 12 }, (_, index) => `RUN ${index + 1}`).join('\n');
    expect(shown(long, 10)).toEqual(['   8  RUN 8', '   9  RUN 9', '> 10  RUN 10', '  11  RUN 11', '  12  RUN 12']);
  });

  it('lets nothing act on the terminal, and hides nothing', () => {
    const [only = ''] = shown('\uFEFFRUN\techo \u001b[2J\u0007\u202Eevil\u200B \u009b1m\r\n', 1, 80);
    expect(only).toBe('> 1  RUN    echo \uFFFD[2J\uFFFD\uFFFDevil\uFFFD \uFFFD1m');
  });

  it('takes CRLF for a line ending and a lone carriage return for a mistake', () => {
    expect(shown('FROM a\r\nRUN b\rc\r\n', 2)).toEqual(['  1  FROM a', '> 2  RUN b\uFFFDc']);
  });

  it.each([
    ['long', `RUN ${'x'.repeat(200_000)}`],
    ['chinese', '#中文注释'.repeat(20_000)],
    ['combining', `a${'\u0301'.repeat(10_000)}`],
    ['emoji', '👩‍👩‍👧‍👦'.repeat(1000)],
  ])('cuts what is too long: %s', (_, text) => {
    for (const width of [10, 40, 41, 80]) {
      const [only = []] = excerptLines(text, 1, width);
      expect(lineWidth(only)).toBeLessThanOrEqual(width);
      expect(textOf(only)).toMatch(/…$/);
    }
  });
});
