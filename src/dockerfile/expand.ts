import type { EscapeSign } from './rows.ts';

/** What variables are known to be. */
export interface Variables {
  get(name: string): string | undefined;
  /** Whether a name that is not there is surely unset, so that `${NAME:-word}` is the word. */
  readonly complete: boolean;
}

const deepest = 10;
/** Values grow when variables hold variables; a longer one is taken for unknown. */
const longest = 10_000;
const name = /[a-zA-Z_]\w*/y;

/** A word with its variables put in and its quotes gone; `undefined` when it depends on what is not known. */
export function expand(word: string, variables: Variables, escapeSign: EscapeSign): string | undefined {
  if (!/["'$\\`]/.test(word)) return word;
  return readWord(word, 0, undefined, { variables, escapeSign, depth: 0 })?.value;
}

interface Context {
  readonly variables: Variables;
  readonly escapeSign: EscapeSign;
  readonly depth: number;
}

interface Read {
  readonly value: string;
  /** The place behind what was read. */
  readonly end: number;
}

/** Reads up to `stop`, or to the end of the text. */
function readWord(text: string, from: number, stop: '}' | undefined, context: Context): Read | undefined {
  if (context.depth > deepest) return undefined;
  let value = '';
  let quote = '';
  let at = from;
  while (at < text.length) {
    const char = text[at] ?? '';
    if (quote === '' && char === stop) return { value, end: at + 1 };
    if (char === '$' && quote !== "'") {
      const read = readVariable(text, at, context);
      if (!read || value.length + read.value.length > longest) return undefined;
      value += read.value;
      at = read.end;
      continue;
    }
    if (char === context.escapeSign && quote !== "'") {
      const next = text[at + 1] ?? '';
      if (quote === '"' && next !== '"' && next !== '$' && next !== context.escapeSign) value += char;
      value += next;
      at += 2;
      continue;
    }
    if (quote === '' && (char === '"' || char === "'")) quote = char;
    else if (quote !== '' && char === quote) quote = '';
    else value += char;
    at += 1;
  }
  return stop === undefined && quote === '' ? { value, end: at } : undefined;
}

function readVariable(text: string, from: number, context: Context): Read | undefined {
  const braced = text[from + 1] === '{';
  const begin = from + (braced ? 2 : 1);
  name.lastIndex = begin;
  const found = name.exec(text)?.[0];
  if (found === undefined)
    return braced || /[\d@*#?$!-]/.test(text[begin] ?? '') ? undefined : { value: '$', end: begin };
  const value = context.variables.get(found);
  const end = begin + found.length;
  if (!braced) return value === undefined ? undefined : { value, end };
  if (text[end] === '}') return value === undefined ? undefined : { value, end: end + 1 };
  return readModified(text, end, value, context);
}

/** `:-`, `-`, `:+`, `+`, `:?` and `?` behind a name; patterns (`#`, `%`, `/`) are left to the builder. */
function readModified(text: string, from: number, value: string | undefined, context: Context): Read | undefined {
  const colon = text[from] === ':';
  const sign = text[from + (colon ? 1 : 0)];
  const word = readWord(text, from + (colon ? 2 : 1), '}', { ...context, depth: context.depth + 1 });
  if (!word) return undefined;
  if (value === undefined && !context.variables.complete) return undefined;
  const set = value !== undefined && !(colon && value === '');
  if (sign === '-') return set ? { value: value ?? '', end: word.end } : word;
  if (sign === '+') return set ? word : { value: '', end: word.end };
  if (sign === '?' && set) return { value: value ?? '', end: word.end };
  return undefined;
}
