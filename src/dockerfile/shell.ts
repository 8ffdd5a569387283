/** One command of a shell line. */
export interface ShellCommand {
  /** Quotes gone, variables as written. */
  readonly words: readonly string[];
  /** `NAME=value` before the command. */
  readonly assignments: ReadonlyMap<string, string>;
  /** What joins it to the command before; `;` also for a new line. */
  readonly joint: '' | ';' | '&&' | '||' | '|' | '&';
}

export interface ShellScript {
  readonly commands: readonly ShellCommand[];
  /** False when the commands may run otherwise than one after the other: conditions, loops, `&`, substitutions. */
  readonly simple: boolean;
}

const reserved: ReadonlySet<string> = new Set(
  'if then elif else fi for while until do done case esac in function select { } ! [[ ]] time'.split(' '),
);

/** Reads a shell line, as far as that is possible without being a shell. Never fails. */
export function readShell(text: string): ShellScript {
  const commands: ShellCommand[] = [];
  let simple = true;
  let words: string[] = [];
  let assignments = new Map<string, string>();
  let joint: ShellCommand['joint'] = '';
  let word: string[] | undefined;
  /** Set while the next word is where something is redirected to. */
  let redirected = false;

  function endWord(): void {
    if (word === undefined) return;
    const whole = word.join('');
    word = undefined;
    if (redirected) {
      redirected = false;
      return;
    }
    const name = words.length === 0 ? /^([a-zA-Z_]\w*)=/.exec(whole)?.[1] : undefined;
    if (words.length === 0 && reserved.has(whole)) simple = false;
    else if (name === undefined) words.push(whole);
    else assignments.set(name, whole.slice(name.length + 1));
  }

  function endCommand(next: ShellCommand['joint']): void {
    endWord();
    redirected = false;
    if (words.length > 0 || assignments.size > 0) {
      commands.push({ words, assignments, joint });
      joint = next;
    } else if (commands.length > 0) joint = next;
    words = [];
    assignments = new Map();
  }

  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    const next = text[at + 1];
    if (char === '\\') {
      if (next !== '\n') word = push(word, next ?? '');
      at += 1;
    } else if (char === "'" || char === '"') {
      const end = endOfQuote(text, at, char);
      if (char === '"' && /\$\(|`/.test(text.slice(at, end))) simple = false;
      word = push(word, plain(text.slice(at + 1, end), char));
      at = end;
    } else if (char === '$' && next === '(') {
      const end = endOfParentheses(text, at + 1);
      simple = false;
      word = push(word, text.slice(at, end + 1));
      at = end;
    } else if (char === '`') {
      const end = endOfQuote(text, at, char);
      simple = false;
      word = push(word, text.slice(at, end + 1));
      at = end;
    } else if (char === '#' && word === undefined) {
      while (at + 1 < text.length && text[at + 1] !== '\n') at += 1;
    } else if (char === '<' || char === '>' || (char === '&' && next === '>')) {
      if (word !== undefined && !/^\d+$/.test(word.join(''))) endWord();
      word = undefined;
      redirected = true;
      if (char === '<' && next === '<') simple = false;
      while (/[<>&|-]/.test(text[at + 1] ?? '')) at += 1;
    } else if (char === '&' || char === '|') {
      const double = next === char;
      // What runs beside the shell may be waited for, or not.
      if (char === '&' && !double) simple = false;
      endCommand(!double ? char : char === '&' ? '&&' : '||');
      if (double || (char === '|' && next === '&')) at += 1;
    } else if (char === '(' || char === ')') {
      simple = false;
      endCommand(';');
    } else if (char === ';' || char === '\n') endCommand(';');
    else if (char === ' ' || char === '\t' || char === '\r') endWord();
    else word = push(word, char);
  }
  endCommand('');
  return { commands, simple };
}

/** Letter by letter, without a new array each time. */
function push(word: string[] | undefined, part: string): string[] {
  if (word === undefined) return [part];
  word.push(part);
  return word;
}

function plain(inner: string, quote: string): string {
  return quote === '"' ? inner.replace(/\\(["$`\\])/g, '$1') : inner;
}

/** The place of the closing quote; the end of the text when there is none. */
function endOfQuote(text: string, from: number, quote: string): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\' && quote !== "'") at += 1;
    else if (text[at] === quote) return at;
  }
  return text.length;
}

/** The place of the closing parenthesis; the end of the text when there is none. */
function endOfParentheses(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\\') at += 1;
    else if (char === "'" || char === '"') at = endOfQuote(text, at, char);
    else if (char === '(') depth += 1;
    else if (char === ')') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return text.length;
}
