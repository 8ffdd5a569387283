// What Ink makes of a line of text: a cell a character, with the styles that hold for it. Ink's own way asks
// Intl.Segmenter and makes every cell anew, for every line of every frame; a long log is thousands of frames.
import { styledCharsFromTokens, tokenize } from '@alcalzone/ansi-tokenize';
import { cellsOf, endOfColour } from './quick-width.mjs';

const escapeCode = 0x1b;
/** Cells and steps between styles that are remembered; a log may use every colour there is. */
const most = 20_000;

let styles = new Map();
let remembered = 0;

/** The same cell wherever a character stands in the same style: nobody changes a cell, they are only replaced. */
export const blank = cellOf(styleOf([]), ' ', false);

/** The cells of a text of colour sequences and of characters that stand alone; `undefined` for any other text. */
export function quickCells(text) {
  const found = [];
  let style = styleOf([]);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === escapeCode) {
      const end = endOfColour(text, index);
      if (end < 0) return undefined;
      style = after(style, text.slice(index, end + 1));
      index = end;
      continue;
    }
    const width = cellsOf(code);
    if (width === 0) return undefined;
    found.push(cellOf(style, text[index], width === 2));
  }
  return found;
}

/** The style that a sequence makes of another one, as Ink's own tokenizer has it. */
function after(style, sequence) {
  const known = style.next.get(sequence);
  if (known) return known;
  const [last] = styledCharsFromTokens([...style.codes, ...tokenize(`${sequence}x`)]);
  const next = styleOf(last.styles);
  style.next.set(sequence, next);
  remembered += 1;
  return next;
}

function styleOf(codes) {
  if (remembered > most) {
    styles = new Map();
    remembered = 0;
  }
  const key = codes.map(({ code }) => code).join('');
  const known = styles.get(key);
  if (known) return known;
  const style = { codes, next: new Map(), cells: new Map() };
  styles.set(key, style);
  return style;
}

function cellOf(style, value, fullWidth) {
  const known = style.cells.get(value);
  if (known) return known;
  const cell = { type: 'char', value, fullWidth, styles: style.codes };
  style.cells.set(value, cell);
  remembered += 1;
  return cell;
}
