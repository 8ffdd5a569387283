/**
 * Cells of a text made only of characters that stand alone and whose width is known: ASCII, Chinese,
 * our own box characters, arrows and quotes. -1 for any other text: ask string-width.
 */
export function quickWidth(text) {
  let width = 0;
  for (let index = 0; index < text.length; index += 1) {
    const cells = cellsOf(text.charCodeAt(index));
    if (cells === 0) return -1;
    width += cells;
  }
  return width;
}

function cellsOf(code) {
  if (code < 0x7f) return code >= 0x20 ? 1 : 0;
  if (code >= 0x4e00 && code <= 0x9fff) return 2;
  if (code >= 0x3400 && code <= 0x4dbf) return 2;
  if (code >= 0x3001 && code <= 0x301f) return 2;
  if (code >= 0xff01 && code <= 0xff60) return 2;
  if (code >= 0x2500 && code <= 0x259f) return 1;
  if (code >= 0x2190 && code <= 0x2193) return 1;
  if (code === 0xb7 || code === 0xd7 || code === 0x2013 || code === 0x2014) return 1;
  if (code === 0x2022 || code === 0x2026 || code === 0x203a || (code >= 0x2018 && code <= 0x201d)) return 1;
  return code === 0x276f ? 1 : 0;
}
