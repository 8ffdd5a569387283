/**
 * How the shells of Windows read a line, as far as our lines go: for tests, since neither runs elsewhere.
 * Sources: about_Quoting_Rules, about_Parsing and about_Environment_Variables (PowerShell), `cmd /?` and
 * `set /?`, CommandLineToArgvW, and PowerShell's NativeCommandParameterBinder.
 */
export interface Call {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** CommandLineToArgvW, without its special rule for the program's own name. */
export function readCommandLine(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quoted = false;
  for (let i = 0; i < line.length; i += 1) {
    let slashes = 0;
    while (line[i] === '\\') {
      slashes += 1;
      i += 1;
    }
    if (line[i] === '"') {
      word = (word ?? '') + '\\'.repeat(slashes >> 1);
      if (slashes % 2 === 1) word += '"';
      else if (quoted && line[i + 1] === '"') {
        word += '"';
        i += 1;
      } else quoted = !quoted;
      continue;
    }
    if (slashes > 0) word = (word ?? '') + '\\'.repeat(slashes);
    const character = line[i];
    if (character === undefined) break;
    if (!quoted && (character === ' ' || character === '\t')) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + character;
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** Calls in a line typed at cmd's prompt, with the operator before each. `variables` are those that are set. */
export function readCmd(
  line: string,
  variables: Readonly<Record<string, string>>,
): readonly (Call & { readonly after: string })[] {
  // Percent signs come first, quoted or not; at the prompt a name that is not set stays as it is.
  const expanded = line.replace(
    /%([^%:]+)(:[^%]*)?%/g,
    (found, name: string) => variables[name.toUpperCase()] ?? found,
  );
  const calls: (Call & { after: string })[] = [];
  let env: Record<string, string> = {};
  let text = '';
  let after = '';
  let quoted = false;
  const end = (operator: string): void => {
    const set = /^set (?:"([^=]+)=(.*)"\s*|([^=]+)=(.*))$/s.exec(text.trimStart());
    if (set) env = { ...env, [set[1] ?? set[3] ?? '']: set[2] ?? set[4] ?? '' };
    else {
      calls.push({ argv: readCommandLine(text.trim()), env, after });
      env = {};
      after = operator;
    }
    if (!set) after = operator;
    text = '';
  };
  for (let i = 0; i < expanded.length; i += 1) {
    const character = expanded[i] ?? '';
    if (character === '"') quoted = !quoted;
    if (!quoted && character === '^') {
      i += 1;
      text += expanded[i] ?? '';
    } else if (!quoted && (character === '&' || character === '|')) {
      const twice = expanded[i + 1] === character;
      if (twice) i += 1;
      end(twice ? character + character : character);
    } else if (!quoted && /[<>()]/.test(character)) throw new Error(`cmd would not pass on ${character} in ${line}`);
    else text += character;
  }
  end('');
  return calls;
}

export type Edition = 'Windows PowerShell 5' | 'PowerShell 7';

/** Calls in a line typed at PowerShell's prompt; blocks of `if` are read as what they hold. */
export function readPowerShell(line: string, edition: Edition): readonly Call[] {
  const calls: Call[] = [];
  let env: Record<string, string> = {};
  let words: { readonly text: string; readonly verbatim: boolean }[] = [];
  let at = 0;
  const rest = (): string => line.slice(at);
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const found = pattern.exec(rest());
    if (found) at += found[0].length;
    return found;
  };
  const word = (): string => {
    const quotedWord = take(/^['\u2018-\u201B]((?:[^'\u2018-\u201B]|(['\u2018-\u201B])\2)*)['\u2018-\u201B]/);
    if (quotedWord) return (quotedWord[1] ?? '').replace(/(['\u2018-\u201B])\1/g, '$1');
    const bare = take(/^[^\s'"`$@(){}|&;,<>#~%\u2018-\u201F]+/)?.[0];
    if (bare === undefined) throw new Error(`PowerShell would not read ${rest()} of ${line}`);
    if (/^[-\u2013-\u2015].*[.:]/.test(bare)) throw new Error(`PowerShell would split the parameter ${bare}`);
    if (/^[+]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+|0x[\da-f]+)?(?:[dlu]?[kmgtp]?b?)$/i.test(bare) && /\D/.test(bare))
      throw new Error(`PowerShell would take ${bare} for a number`);
    return bare;
  };
  const end = (): void => {
    if (words.length > 0) calls.push({ argv: readCommandLine(commandLine(words, edition)), env });
    if (words.length > 0) env = {};
    words = [];
  };
  while (at < line.length) {
    if (take(/^(?:; |\n)?if \((?:-not )?\$\?\) \{ /) || take(/^(?:;|\n|\s?\})/)) end();
    else if (take(/^\s+/)) continue;
    else if (words.length === 0 && take(/^& /)) words.push({ text: word(), verbatim: false });
    else if (words.length === 0) {
      const set = take(/^\$env:(\w+) = /);
      if (set && !/^['\u2018-\u201B]/.test(rest())) throw new Error(`PowerShell would run ${rest()}`);
      if (set) env = { ...env, [set[1] ?? '']: word() };
      else words.push({ text: word(), verbatim: false });
    } else if (take(/^--% /)) words.push({ text: takeVerbatim(), verbatim: true });
    else words.push({ text: word(), verbatim: false });
  }
  end();
  return calls;

  function takeVerbatim(): string {
    const from = at;
    let quoted = false;
    for (; at < line.length && line[at] !== '\n'; at += 1) {
      if (line[at] === '"') quoted = !quoted;
      if (!quoted && (line[at] === '|' || line.startsWith('&&', at))) throw new Error(`--% ends too early in ${line}`);
    }
    return line.slice(from, at);
  }
}

/** What PowerShell hands to CreateProcess. */
function commandLine(
  words: readonly { readonly text: string; readonly verbatim: boolean }[],
  edition: Edition,
): string {
  return words
    .map(({ text, verbatim }) => {
      if (verbatim) return text;
      if (edition === 'Windows PowerShell 5') return /\s/.test(text) ? `"${text}"` : text;
      if (text !== '' && !/[\s"]/.test(text)) return text;
      return `"${text.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&')}"`;
    })
    .join(' ');
}
