import { quotedWords, unquote } from './quotes.ts';
import type { RowReader } from './rows.ts';

/** A text that an instruction brings with it: `<<EOF` and the lines up to `EOF`. */
export interface Heredoc {
  readonly name: string;
  /** Lines without the end; leading tabs are gone when it was `<<-`. */
  readonly content: string;
  /** False when the file ends first. */
  readonly ended: boolean;
}

interface Mark {
  readonly name: string;
  readonly chomp: boolean;
  /** Only some builders take it for one: a space behind `<<`, or a name that is no word. */
  readonly doubtful: boolean;
}

const mark = /^\d*<<(-?)([^<]+)$/;
const everyBuildersName = /^(?:[a-zA-Z][a-zA-Z0-9]*|"[a-zA-Z][a-zA-Z0-9]*"|'[a-zA-Z][a-zA-Z0-9]*')$/;

/** Reads the heredocs that a line announces; the reader then stands behind them. */
export function readHeredocs(line: string, reader: RowReader): readonly Heredoc[] {
  if (!line.includes('<<')) return [];
  const found: Heredoc[] = [];
  for (const { name, chomp, doubtful } of findMarks(line)) {
    const ended = reader.ends(name, chomp);
    if (doubtful && !ended) continue;
    found.push({ name, content: reader.heredoc(name, chomp), ended });
  }
  return found;
}

function findMarks(line: string): readonly Mark[] {
  // The builder reads no heredoc from a line whose quotes do not close.
  const words = quotedWords(line) ?? [];
  const marks: Mark[] = [];
  words.forEach((word, index) => {
    const match = mark.exec(word);
    const next = words[index + 1];
    if (match) {
      const [, dash = '', raw = ''] = match;
      marks.push({ name: unquote(raw, '\\'), chomp: dash !== '', doubtful: !everyBuildersName.test(raw) });
    } else if (/^\d*<<$/.test(word) && next !== undefined && !next.includes('<')) {
      marks.push({ name: unquote(next, '\\'), chomp: false, doubtful: true });
    }
  });
  return marks;
}

/** Whether a word of an instruction announces a heredoc, and which. */
export function heredocName(word: string): string | undefined {
  const raw = mark.exec(word)?.[2];
  return raw === undefined ? undefined : unquote(raw, '\\');
}
