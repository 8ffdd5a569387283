import type { EscapeSign } from './rows.ts';
import { isSpace } from './space.ts';

/**
 * Where a variable ends that begins at `from` with `${`: behind its `}`.
 * `undefined` when it is never closed. Quotes inside hide braces.
 */
function endOfBraces(text: string, from: number, escapeSign: string): number | undefined {
  let depth = 0;
  let quote = '';
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (char === escapeSign && quote !== "'") at += 1;
    else if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '$' && text[at + 1] === '{') {
      depth += 1;
      at += 1;
    } else if (char === '}') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}

/** The quote that is opened and never closed, if any; then the builder cannot read the word. */
export function openQuote(text: string, escapeSign: EscapeSign): '"' | "'" | undefined {
  let quote: '"' | "'" | undefined;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === escapeSign && quote !== "'") at += 1;
    else if (char === '$' && text[at + 1] === '{' && quote !== "'") {
      // What is wrong inside braces is another matter than an open quote.
      const end = endOfBraces(text, at, escapeSign);
      if (end === undefined) return undefined;
      at = end - 1;
    } else if (quote !== undefined) quote = char === quote ? undefined : quote;
    else if (char === '"' || char === "'") quote = char;
  }
  return quote;
}

/** The words of a text with their quotes and escapes; `undefined` when a quote or a brace stays open. */
export function quotedWords(text: string): readonly string[] | undefined {
  const words: string[] = [];
  let start = -1;
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (quote === '' && isSpace(char)) {
      if (start >= 0) words.push(text.slice(start, at));
      start = -1;
      continue;
    }
    if (start < 0) start = at;
    if (char === '\\' && quote !== "'") at += 1;
    else if (char === '$' && text[at + 1] === '{' && quote !== "'") {
      const end = endOfBraces(text, at, '\\');
      if (end === undefined) return undefined;
      at = end - 1;
    } else if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
  }
  if (quote !== '') return undefined;
  if (start >= 0) words.push(text.slice(start));
  return words;
}

/** A word as it is meant: without its quotes, escaped characters for themselves. Variables stay as written. */
export function unquote(word: string, escapeSign: EscapeSign): string {
  if (!/["'\\`]/.test(word)) return word;
  let said = '';
  let quote = '';
  for (let at = 0; at < word.length; at += 1) {
    const char = word[at] ?? '';
    if (char === escapeSign && quote !== "'") {
      const next = word[at + 1] ?? '';
      // Between double quotes only these are escaped; before anything else the sign stands for itself.
      if (quote === '"' && next !== '"' && next !== '$' && next !== escapeSign) said += char;
      said += next;
      at += 1;
    } else if (quote === '' && (char === '"' || char === "'")) quote = char;
    else if (quote !== '' && char === quote) quote = '';
    else said += char;
  }
  return said;
}
