import stringWidth from 'string-width';

/**
 * Cells that a text takes in a terminal. The one place that knows; everything that aligns, cuts or
 * wraps asks here. Colour sequences count nothing.
 */
export function widthOf(text: string): number {
  let width = 0;
  for (let index = 0; index < text.length; index += 1) {
    const cells = plainWidth(text.charCodeAt(index));
    if (cells === 0) return text.length <= 2 ? charWidth(text) : stringWidth(text);
    width += cells;
  }
  return width;
}

const known = new Map<string, number>();

/** Marks and arrows are few and drawn in every frame. */
function charWidth(char: string): number {
  const width = known.get(char) ?? stringWidth(char);
  if (known.size < 1000) known.set(char, width);
  return width;
}

/**
 * Cells of a code unit that needs no look at its neighbours, or 0 for "ask string-width".
 * Plain ASCII, Chinese and our own box characters are nearly everything we print, and
 * string-width's regexes cost 23 ms on the first call (measured, see terminal.md).
 */
function plainWidth(code: number): 0 | 1 | 2 {
  if (code < 0x7f) return code >= 0x20 ? 1 : 0;
  if (code >= 0x4e00 && code <= 0x9fff) return 2;
  if (code >= 0x3400 && code <= 0x4dbf) return 2;
  if (code >= 0x3001 && code <= 0x301f) return 2;
  if (code >= 0xff01 && code <= 0xff60) return 2;
  if (code >= 0x2500 && code <= 0x259f) return 1;
  if (code === 0xb7 || code === 0xd7 || code === 0x2013 || code === 0x2014) return 1;
  if (code === 0x2022 || code === 0x2026 || (code >= 0x2018 && code <= 0x201d)) return 1;
  return 0;
}
