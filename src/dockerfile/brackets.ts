import { isSpace, skipSpace } from './space.ts';

/** Opening quote → closing quote; also those that a word processor makes. */
const quotes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['“', '”'],
  ['”', '”'],
  ['‘', '’'],
  ['’', '’'],
  ['＂', '＂'],
]);

/**
 * Whether a text that is no JSON was clearly meant to be an array of words: `['/server']`, `["wget", "-q"] || exit 1`.
 * A shell's own test, as in `[ "$READY" = yes ]` or `[ -f /ready ]`, is none.
 */
export function meansArray(text: string): boolean {
  if (text[0] !== '[' || text[1] === '[') return false;
  // `[` is a program; without a space behind it the shell looks for one of another name.
  const test = isSpace(text[1]);
  const at = skipSpace(text, 1);
  const close = quotes.get(text[at] ?? '');
  return close === undefined ? bareWords(text, at, test) : quotedWords(text, at, close, test);
}

function quotedWords(text: string, at: number, close: string, test: boolean): boolean {
  let end = at + 1;
  while (end < text.length && text[end] !== close) end += text[end] === '\\' ? 2 : 1;
  const sign = text[skipSpace(text, end + 1)];
  if (sign === undefined || sign === ',' || sign === '，' || sign === '、') return true;
  if (!test) return true;
  return sign === ']' && !/[$`]/.test(text.slice(at, end));
}

function bareWords(text: string, at: number, test: boolean): boolean {
  if (!test) return text.endsWith(']');
  let end = at;
  while (end < text.length && !isSpace(text[end]) && text[end] !== ',' && text[end] !== ']') end += 1;
  const word = text.slice(at, end);
  const sign = text[skipSpace(text, end)];
  return word !== '' && !/^[-!$`(]/.test(word) && !/[$`]/.test(word) && (sign === ',' || sign === ']');
}
