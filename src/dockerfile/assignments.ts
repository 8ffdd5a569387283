import type { Instruction } from './instruction.ts';
import type { EscapeSign } from './rows.ts';
import { isSeparator, isSpace } from './space.ts';

/** One variable of an ENV, ARG or LABEL; the value with its quotes and variables as written. */
export interface Assignment {
  readonly name: string;
  /** `undefined` for an ARG without a default. */
  readonly value: string | undefined;
}

/** The variables that an instruction sets, in the form `A=1 B=2` or the old `A the rest`. */
export function readAssignments(instruction: Instruction, escapeSign: EscapeSign): readonly Assignment[] {
  const words = keepQuotes(instruction.args, escapeSign);
  const [first] = words;
  if (first === undefined) return [];
  if (instruction.keyword !== 'ARG' && !first.includes('=')) return oldForm(instruction.args);
  return words.map((word) => {
    const equals = word.indexOf('=');
    return equals < 0
      ? { name: word, value: undefined }
      : { name: word.slice(0, equals), value: word.slice(equals + 1) };
  });
}

function oldForm(args: string): readonly Assignment[] {
  let end = 0;
  while (end < args.length && !isSeparator(args[end])) end += 1;
  let at = end;
  while (at < args.length && isSeparator(args[at])) at += 1;
  return [{ name: args.slice(0, end), value: at < args.length ? args.slice(at) : undefined }];
}

/** Words parted at spaces outside quotes; a quote that stays open takes the rest. */
function keepQuotes(text: string, escapeSign: EscapeSign): readonly string[] {
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
    if (char === escapeSign && quote !== "'") at += 1;
    else if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
  }
  if (start >= 0) words.push(text.slice(start));
  return words;
}
