import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { line, lineWidth, span, textOf } from './styled.ts';
import { widthOf } from './width.ts';
import { wrapLine, wrapText } from './wrap.ts';

const word = fc.constantFrom(
  'build',
  'a',
  'golang:1.26',
  'don’t',
  '镜像',
  '阶段',
  '构建完成后',
  'RUN',
  'multi-stage',
  '（见下）',
  '「层」',
);
const glue = fc.constantFrom(' ', '，', '。', '、', '：', ' ', ' ');
const prose = fc.array(fc.tuple(word, glue), { minLength: 1, maxLength: 40 }).map((parts) => parts.flat().join(''));

describe('wrapText', () => {
  it('never exceeds the width and loses nothing but spaces', () => {
    fc.assert(
      fc.property(prose, fc.integer({ min: 4, max: 60 }), (text, width) => {
        const lines = wrapText(text, width);
        for (const one of lines) expect(widthOf(one)).toBeLessThanOrEqual(width);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
    );
  });

  it('takes plain English that fits as it is, to the same end as letter by letter', () => {
    const typed = fc.string({ unit: fc.constantFrom('a', 'B', '1', ' ', '.', ')', '(', '~', '-'), maxLength: 20 });
    fc.assert(
      fc.property(typed, typed, fc.integer({ min: 4, max: 30 }), (before, after, width) => {
        const inPieces = wrapLine([span(before), span(after)], width);
        expect(wrapLine([span(before + after)], width).map(textOf)).toEqual(inPieces.map(textOf));
      }),
    );
  });

  it('begins no line with closing and ends none with opening punctuation', () => {
    fc.assert(
      fc.property(prose, fc.integer({ min: 16, max: 60 }), (text, width) => {
        const lines = wrapText(text, width);
        for (const one of lines.slice(1)) expect(one).not.toMatch(/^[。，、；：）」]/);
        for (const one of lines.slice(0, -1)) expect(one.trimEnd()).not.toMatch(/[（「]$/);
      }),
    );
  });

  it('keeps English words whole', () => {
    expect(wrapText('The compiler stays behind in the builder stage', 16)).toEqual([
      'The compiler',
      'stays behind in',
      'the builder',
      'stage',
    ]);
  });

  it('breaks Chinese anywhere but before punctuation', () => {
    expect(wrapText('先构建镜像，再运行容器。', 10)).toEqual(['先构建镜', '像，再运行', '容器。']);
  });

  it('breaks between Chinese and English, never inside the English', () => {
    expect(wrapText('使用golang:1.26作为基础镜像', 16)).toEqual(['使用golang:1.26', '作为基础镜像']);
  });

  it('cuts what is wider than a line', () => {
    expect(wrapText('sha256:0123456789abcdef', 10)).toEqual(['sha256:012', '3456789abc', 'def']);
  });

  it('keeps hard breaks and empty lines', () => expect(wrapText('a\n\nb', 10)).toEqual(['a', '', 'b']));
});

describe('wrapLine', () => {
  it('hangs behind a bullet and keeps styles', () => {
    const lines = wrapLine(line('one ', span('two three', 'strong'), ' four'), 9, { first: line('• ') });
    expect(lines.map(textOf)).toEqual(['• one two', '  three', '  four']);
    expect(lines[1]?.find((part) => part.text === 'three')?.style).toEqual({ bold: true });
    for (const one of lines) expect(lineWidth(one)).toBeLessThanOrEqual(9);
  });
});
