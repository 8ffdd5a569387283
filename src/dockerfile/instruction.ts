import { type Flag, readFlags } from './flags.ts';
import type { Heredoc } from './heredocs.ts';
import type { LineRange, LogicalLine } from './rows.ts';
import { endOfText, isSeparator, isSpace, skipSpace, splitWords, trimSpace, type Word } from './space.ts';

/** A command as the builder understands it: words to execute, or a line for a shell. */
export type Command =
  | { readonly form: 'exec'; readonly words: readonly string[] }
  | { readonly form: 'shell'; readonly text: string };

/** One instruction of a Dockerfile. */
export interface Instruction {
  /** In capitals, however it was written. */
  readonly keyword: string;
  readonly lines: LineRange;
  readonly flags: readonly Flag[];
  /** All that stands behind keyword and flags, continuation lines joined, comments gone. */
  readonly args: string;
  /** The arguments in JSON form; `mixed` when the array holds other things than texts. */
  readonly json: readonly string[] | 'mixed' | undefined;
  readonly heredocs: readonly Heredoc[];
  /** What `ONBUILD` leaves for images that begin with this one. */
  readonly trigger: Instruction | undefined;
  /** The joined line, and where the arguments begin in it. */
  readonly source: LogicalLine;
  readonly argsAt: number;
}

/** The instructions that take a JSON array instead of words. */
const takesJson: ReadonlySet<string> = new Set([
  'ADD',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'HEALTHCHECK',
  'RUN',
  'SHELL',
  'VOLUME',
]);

/** Reads one joined line. Heredocs come later: whether there are any depends on the instruction. */
export function readInstruction(source: LogicalLine, from = 0): Instruction {
  const { text } = source;
  const begin = skipSpace(text, from);
  let end = begin;
  while (end < text.length && !isSeparator(text[end])) end += 1;
  // A space of another kind does not end a keyword, except at the end of the line.
  const keyword = trimSpace(text.slice(begin, end)).toUpperCase();
  const { flags, argsAt } = readFlags(text, end);
  const at = skipSpace(text, argsAt);
  const args = text.slice(at, endOfText(text, at));
  const nested = keyword === 'ONBUILD' && args !== '' && from === 0;
  return {
    keyword,
    lines: source.lines,
    flags,
    args,
    json: takesJson.has(keyword)
      ? readJson(keyword === 'HEALTHCHECK' ? healthcheckCommand(args).rest : args)
      : undefined,
    heredocs: [],
    trigger: nested ? readInstruction(source, at) : undefined,
    source,
    argsAt: at,
  };
}

/** A JSON array of texts; `undefined` when it is none, and the builder takes it for something else. */
function readJson(args: string): readonly string[] | 'mixed' | undefined {
  if (args[0] !== '[') return undefined;
  try {
    const value: unknown = JSON.parse(args);
    if (!Array.isArray(value)) return undefined;
    return value.every((one): one is string => typeof one === 'string') ? value : 'mixed';
  } catch {
    return undefined;
  }
}

/** `CMD` or `NONE` behind a `HEALTHCHECK`, and what follows. */
export function healthcheckCommand(args: string): { readonly type: string; readonly rest: string } {
  let end = 0;
  while (end < args.length && !isSpace(args[end])) end += 1;
  return { type: args.slice(0, end).toUpperCase(), rest: args.slice(skipSpace(args, end)) };
}

/** The command of a CMD, ENTRYPOINT, RUN, SHELL or HEALTHCHECK; `undefined` when it has none. */
export function commandOf(instruction: Instruction): Command | undefined {
  if (instruction.json === 'mixed') return undefined;
  if (instruction.json) return { form: 'exec', words: instruction.json };
  const text = instruction.keyword === 'HEALTHCHECK' ? healthcheckCommand(instruction.args).rest : instruction.args;
  return text === '' ? undefined : { form: 'shell', text };
}

/** The arguments as words, with their places in the joined line. */
export function wordsOf(instruction: Instruction): readonly Word[] {
  if (instruction.json === 'mixed') return [];
  if (instruction.json) return instruction.json.map((text) => ({ text, at: instruction.argsAt }));
  return splitWords(instruction.args).map(({ text, at }) => ({ text, at: at + instruction.argsAt }));
}

/** The value of a flag; `undefined` when it is not there. */
export function flagOf(instruction: Instruction, name: string): Flag | undefined {
  return instruction.flags.find((flag) => flag.name === name);
}
