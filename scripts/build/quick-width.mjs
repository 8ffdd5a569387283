/**
 * Cells of a text made only of colour sequences and of characters that stand alone and whose width is
 * known: ASCII, Chinese, our own box characters, arrows and quotes. -1 for any other text: ask string-width.
 */
export function quickWidth(text) {
  let width = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === escapeCode) {
      index = endOfColour(text, index);
      if (index < 0) return -1;
    } else {
      const cells = cellsOf(code);
      if (cells === 0) return -1;
      width += cells;
    }
  }
  return width;
}

const escapeCode = 0x1b;

/** Where the `m` of `ESC [ 1 ; 36 m` is; -1 when it is another sequence. */
export function endOfColour(text, start) {
  if (text[start + 1] !== '[') return -1;
  let digits = 0;
  for (let index = start + 2; index < text.length; index += 1) {
    const character = text[index];
    if (character === 'm') return index;
    if (character === ';') {
      if (digits === 0) return -1;
      digits = 0;
    } else {
      digits += 1;
      if (character < '0' || character > '9' || digits > 3) return -1;
    }
  }
  return -1;
}

export function cellsOf(code) {
  if (code < 0x7f) return code >= 0x20 ? 1 : 0;
  if (code >= 0x4e00 && code <= 0x9fff) return 2;
  if (code >= 0x3400 && code <= 0x4dbf) return 2;
  if (code >= 0x3001 && code <= 0x301f) return 2;
  if (code >= 0xff01 && code <= 0xff60) return 2;
  if (code >= 0x2500 && code <= 0x259f) return 1;
  if (code >= 0x2190 && code <= 0x2193) return 1;
  if (code === 0xb7 || code === 0xd7 || code === 0x2013 || code === 0x2014) return 1;
  if (code === 0x2022 || code === 0x2026 || code === 0x203a || (code >= 0x2018 && code <= 0x201d)) return 1;
  if (code === 0x25b8 || code === 0x25cb || code === 0x25cf || code === 0x2713 || code === 0x2717) return 1;
  return code === 0x276f ? 1 : 0;
}
