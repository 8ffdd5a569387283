/**
 * Splits what stands in `$EDITOR` into words as a shell would, and does nothing else of what a shell
 * does: no variables, no patterns, no second command. On Windows the backslash is a part of paths
 * and not an escape, and `'` inside a word a part of names. A quote that never ends takes the rest.
 */
export function splitCommand(text: string, platform: NodeJS.Platform): readonly string[] {
  const escapes = platform !== 'win32';
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    const next = text.charAt(index + 1);
    if (quote !== undefined && character === quote) {
      quote = undefined;
    } else if (escapes && character === '\\' && next !== '' && isEscaped(next, quote)) {
      word = (word ?? '') + next;
      index += 1;
    } else if (quote === undefined && (character === '"' || (character === "'" && (escapes || word === undefined)))) {
      quote = character;
      // Even an empty pair of quotes is a word.
      word ??= '';
    } else if (quote === undefined && /\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** Between double quotes the backslash escapes only what would mean something there; between single ones nothing. */
function isEscaped(character: string, quote: string | undefined): boolean {
  if (quote === undefined) return true;
  return quote === '"' && '"\\$`'.includes(character);
}
