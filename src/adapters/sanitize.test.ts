import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSanitizer, stripColours } from './sanitize.ts';

/** A whole text at once. */
function sanitize(text: string): string {
  const sanitizer = createSanitizer();
  return sanitizer.push(text) + sanitizer.end();
}

describe('sanitize', () => {
  it.each([
    ['plain text is untouched', 'compiling 编译 🚀\n\ttab', 'compiling 编译 🚀\n\ttab'],
    ['colour stays', '\x1b[1;31mred\x1b[0m \x1b[38:5:9mx\x1b[m', '\x1b[1;31mred\x1b[0m \x1b[38:5:9mx\x1b[m'],
    ['the cursor does not move', 'a\x1b[2A\x1b[10;10Hb\x1b[2J\x1b[?25l\x1b[sc', 'abc'],
    ['the title is not set', 'a\x1b]0;evil\x07b\x1b]2;evil\x1b\\c', 'abc'],
    ['the clipboard is not written', 'a\x1b]52;c;ZXZpbA==\x07b', 'ab'],
    ['an 8-bit sequence is one too', 'a\x9b2Jb\x9d0;evil\x9cc\x85d', 'abcd'],
    ['device strings go', 'a\x1bPq#0\x1b\\b\x1b_x\x1b\\c\x1b^y\x1b\\d', 'abcd'],
    ['character sets and resets go', 'a\x1b(0b\x1bcc\x1b#8d', 'abcd'],
    ['control characters go', 'a\x00\x07\x08\x0b\x0c\x0e\x7fb', 'ab'],
    ['an m of another kind is no colour', 'a\x1b[>4;1mb\x1b[?1mc\x1b[1 md', 'abcd'],
    ['lines end in newlines', 'a\r\nb\rc\r\r\nd', 'a\nb\nc\nd'],
    ['a return at the end ends a line', 'a\r', 'a\n'],
    ['an unfinished title swallows one line at most', 'a\x1b]0;evil\nb', 'a\nb'],
    ['an unfinished sequence prints nothing', 'a\x1b[1;3', 'a'],
    ['a newline ends a broken sequence', 'a\x1b[1\nb\x1b\nc', 'a\nb\nc'],
    ['a colour without end is none', `a\x1b[${'1;'.repeat(60)}mb`, 'ab'],
  ])('%s', (_, input, expected) => expect(sanitize(input)).toBe(expected));

  it('is the same however the text is cut', () => {
    const piece = fc.constantFrom(
      'a',
      '\n',
      '\r',
      '\x1b',
      '[',
      ']',
      '31',
      ';',
      'm',
      'H',
      '\x07',
      '\\',
      '\x9b',
      '编',
      'P',
      '\x9c',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const sanitizer = createSanitizer();
        expect(pieces.map((text) => sanitizer.push(text)).join('') + sanitizer.end()).toBe(sanitize(pieces.join('')));
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves nothing but text, newlines, tabs and colour', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(stripColours(sanitize(text))).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f]/);
      }),
      { numRuns: 2000 },
    );
  });
});

it('stripColours takes colour away', () => expect(stripColours('\x1b[1;31mred\x1b[0m')).toBe('red'));
