import type { Line, Span, Style } from './styled.ts';

const esc = '\u001B';
const sgrPattern = new RegExp(`${esc}\\[([0-9;:]*)m`, 'g');

/** Puts a line into characters: with colour sequences, or without any. */
export function paint(content: Line, colour: boolean): string {
  let painted = '';
  for (const part of content) painted += colour && part.style ? paintText(part.text, part.style) : part.text;
  return painted;
}

/** One text in one style. */
export function paintText(text: string, style: Style): string {
  const codes = codesOf(style);
  return codes === '' || text === '' ? text : `${esc}[${codes}m${text}${esc}[0m`;
}

function codesOf(style: Style): string {
  const codes: string[] = [];
  if (style.bold) codes.push('1');
  if (style.dim) codes.push('2');
  if (style.italic) codes.push('3');
  if (style.underline) codes.push('4');
  if (style.inverse) codes.push('7');
  if (style.strike) codes.push('9');
  if (style.fg !== undefined) codes.push(style.fg);
  if (style.bg !== undefined) codes.push(style.bg);
  return codes.join(';');
}

/** Reads text with colour sequences back into spans. */
export function parseSgr(text: string): Line {
  if (!text.includes(esc)) return text === '' ? [] : [{ text }];
  const spans: Span[] = [];
  let style: Style = {};
  let from = 0;
  const push = (end: number): void => {
    if (end > from)
      spans.push(isPlain(style) ? { text: text.slice(from, end) } : { text: text.slice(from, end), style });
  };
  for (const match of text.matchAll(sgrPattern)) {
    push(match.index);
    style = applySgr(style, match[1] ?? '');
    from = match.index + match[0].length;
  }
  push(text.length);
  return spans;
}

function isPlain(style: Style): boolean {
  return Object.keys(style).length === 0;
}

type Mutable = { -readonly [K in keyof Style]: Style[K] };

function applySgr(before: Style, parameters: string): Style {
  const style: Mutable = { ...before };
  const codes = parameters === '' ? ['0'] : parameters.split(/[;:]/);
  for (let index = 0; index < codes.length; index += 1) {
    const code = Number(codes[index]);
    if (code === 38 || code === 48) {
      const length = codes[index + 1] === '5' ? 3 : 5;
      const colour = codes.slice(index, index + length).join(';');
      if (code === 38) style.fg = colour;
      else style.bg = colour;
      index += length - 1;
    } else applyCode(style, code);
  }
  return style;
}

const switches: Readonly<Record<number, Exclude<keyof Style, 'fg' | 'bg'>>> = {
  1: 'bold',
  2: 'dim',
  3: 'italic',
  4: 'underline',
  7: 'inverse',
  9: 'strike',
};

const offs: Readonly<Record<number, readonly (keyof Style)[]>> = {
  0: ['fg', 'bg', 'bold', 'dim', 'italic', 'underline', 'inverse', 'strike'],
  22: ['bold', 'dim'],
  23: ['italic'],
  24: ['underline'],
  27: ['inverse'],
  29: ['strike'],
  39: ['fg'],
  49: ['bg'],
};

function applyCode(style: Mutable, code: number): void {
  const on = switches[code];
  if (on) style[on] = true;
  for (const off of offs[code] ?? []) delete style[off];
  if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) style.fg = String(code);
  if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107)) style.bg = String(code);
}
