/** Names that Windows PowerShell gives to commands of its own. */
const aliased: ReadonlySet<string> = new Set(['curl', 'wget']);

/**
 * A call of a program. Windows PowerShell 5 hands words to programs without escaping what is in them: it
 * loses an empty word, and splits one with a double quote. PowerShell 7 does it right, so a word escaped by
 * hand would be wrong there. `--%` makes both hand the rest of the line over as it stands.
 */
export function commandForPowerShell([program = '', ...words]: readonly string[]): string {
  const name = aliased.has(program) ? `${program}.exe` : quoteForPowerShell(program);
  const head = name === program || aliased.has(program) ? name : `& ${name}`;
  const first = words.findIndex(isHard);
  if (first < 0) return [head, ...words.map(quoteForPowerShell)].join(' ');
  const easy = words.slice(0, first).map(quoteForPowerShell);
  return [head, ...easy, '--%', verbatim(words.slice(first))].join(' ');
}

/** A dash makes a parameter of what follows, which ends at a dot or a colon; `1kb` and `0x10` are numbers. */
const bare = /^(?:-{1,2}[A-Za-z_][\w=/+-]*|(?:[A-Za-z_/\\]|\.(?!\d))[\w=:./\\+-]*|\d+|[\d.]+:[\w=:./\\+-]*)$/;

/** One word of a call. */
export function quoteForPowerShell(word: string): string {
  return bare.test(word) ? word : stringForPowerShell(word);
}

/** A string for where PowerShell expects an expression; its typographic quotes end one as well as the plain one. */
export function stringForPowerShell(text: string): string {
  return `'${text.replace(/['\u2018-\u201B]/g, '$&$&')}'`;
}

/** What Windows PowerShell 5 would not hand over as it is. */
function isHard(word: string): boolean {
  return word === '' || word.includes('"') || (/\s/.test(word) && word.endsWith('\\'));
}

/**
 * Words behind `--%`, for two readers at once. The program splits them at blanks outside its quotes, and
 * takes `\"` for a character; PowerShell ends the line at `|` and `&&` outside its quotes, and takes `\"`
 * for one of them. So a quote is put wherever one of the two needs to be inside.
 */
function verbatim(words: readonly string[]): string {
  let text = '';
  let insideProgram = false;
  let insideShell = false;
  const quote = (): void => {
    // Backslashes count only in front of a quote.
    text = `${text.replace(/\\+$/, '$&$&')}"`;
    insideProgram = !insideProgram;
    insideShell = !insideShell;
  };
  for (const word of words) {
    text += ' ';
    if (word === '') text += '""';
    if (/\s/.test(word)) quote();
    for (const character of word) {
      if (/\s/.test(character) ? !insideProgram : /[|&]/.test(character) && !insideShell) quote();
      if (character === '"') {
        text = `${text.replace(/\\+$/, '$&$&')}\\"`;
        insideShell = !insideShell;
      } else text += character;
    }
    if (insideProgram) quote();
  }
  return text.trimStart();
}
