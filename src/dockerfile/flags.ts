import { isSpace } from './space.ts';

/** `--name=value` between an instruction's keyword and its arguments. */
export interface Flag {
  readonly name: string;
  /** Without quotes; `undefined` when there is no `=`. */
  readonly value: string | undefined;
  /** As written, and where that begins in the joined line. */
  readonly raw: string;
  readonly at: number;
}

/** The flags of an instruction, and where its arguments begin. A lone `--` ends the flags. */
export function readFlags(line: string, from: number): { readonly flags: readonly Flag[]; readonly argsAt: number } {
  const flags: Flag[] = [];
  let at = from;
  for (;;) {
    while (at < line.length && isSpace(line[at])) at += 1;
    if (line[at] !== '-' || line[at + 1] !== '-') return { flags, argsAt: at };
    const start = at;
    const parts: string[] = [];
    let quote = '';
    for (; at < line.length && (quote !== '' || !isSpace(line[at])); at += 1) {
      const char = line[at] ?? '';
      if (char === '\\') {
        at += 1;
        parts.push(line[at] ?? '');
      } else if (quote !== '') {
        if (char === quote) quote = '';
        else parts.push(char);
      } else if (char === '"' || char === "'") quote = char;
      else parts.push(char);
    }
    at = Math.min(at, line.length);
    const word = parts.join('');
    if (word === '--') return { flags, argsAt: at };
    const equals = word.indexOf('=');
    flags.push({
      name: equals < 0 ? word.slice(2) : word.slice(2, equals),
      value: equals < 0 ? undefined : word.slice(equals + 1),
      raw: line.slice(start, at),
      at: start,
    });
  }
}
