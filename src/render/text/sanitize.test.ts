import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanOutput, lastOverwrite } from './sanitize.ts';
import { paint, parseSgr } from './sgr.ts';

describe('cleanOutput', () => {
  it.each([
    ['title', '\u001B]0;owned\u0007text', 'text'],
    ['clipboard', 'a\u001B]52;c;ZXZpbA==\u001B\\b', 'ab'],
    ['cursor', '\u001B[2J\u001B[1;1Hhere', 'here'],
    ['private mode', '\u001B[?1049lx', 'x'],
    ['8-bit sequence', '\u009B2Jx', 'x'],
    ['bell and backspace', 'a\u0007\u0008b', 'ab'],
    ['short escape', '\u001Bcx\u001B(Bz', 'xz'],
    ['bidirectional override', 'a\u202Eb', 'ab'],
    ['tab', 'a\tb', 'a    b'],
    ['colour stays', '\u001B[1;31mred\u001B[0m', '\u001B[1;31mred\u001B[0m'],
    ['unfinished string', 'a\u001B]0;never ends', 'a'],
  ])('%s', (_, text, cleaned) => expect(cleanOutput(text)).toBe(cleaned));

  it('leaves no escape but colour in any text', () => {
    const bytes = fc.array(
      fc.constantFrom('\u001B', '[', ']', 'm', '3', ';', '?', 'H', '\u0007', '\u009B', 'x', '\\', 'P', '>'),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(bytes, (parts) => {
        const rest = cleanOutput(parts.join('')).replace(/\u001B\[[0-9;:]*m/g, '');
        expect(rest.includes('\u001B')).toBe(false);
        expect(rest.includes('\u009B')).toBe(false);
      }),
    );
  });

  it('shows what carriage returns left standing', () => expect(lastOverwrite('10%\r50%\r100%\r')).toBe('100%'));
});

describe('parseSgr', () => {
  it('is undone by paint', () => {
    const text = '\u001B[1;31mred\u001B[0m plain \u001B[38;5;208morange\u001B[0m';
    expect(paint(parseSgr(text), true)).toBe(text);
    expect(paint(parseSgr(text), false)).toBe('red plain orange');
  });
  it('knows how styles end', () => {
    expect(parseSgr('\u001B[1m\u001B[32ma\u001B[39mb\u001B[22mc')).toEqual([
      { text: 'a', style: { bold: true, fg: '32' } },
      { text: 'b', style: { bold: true } },
      { text: 'c' },
    ]);
  });
});
