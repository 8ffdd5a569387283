import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { widthOf } from './width.ts';

const pieces = fc.constantFrom(
  ...'abc XYZ~',
  '镜',
  '像',
  '，',
  '。',
  '「',
  '！',
  '─',
  '│',
  '█',
  '▏',
  '…',
  '“',
  '·',
  '✓',
  '✗',
  '❯',
  '→',
  'é',
  'e\u0301',
  '👍🏽',
  '☝\uFE0F',
  '①',
  '～',
  '\u3000',
  '한',
  'か\u3099',
);

describe('widthOf', () => {
  it('agrees with string-width on every mix', () => {
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 30 }),
        (parts) => widthOf(parts.join('')) === stringWidth(parts.join('')),
      ),
    );
  });
  it('agrees on every character of the fast path', () => {
    for (let code = 0x20; code < 0xffef; code += 1) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const char = String.fromCharCode(code);
      if (widthOf(char) !== stringWidth(char)) expect.fail(`U+${code.toString(16)}`);
    }
  });
  it('counts no colour', () => expect(widthOf('\u001B[31m镜像\u001B[0m')).toBe(4));
});
