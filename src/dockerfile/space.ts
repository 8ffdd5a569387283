/** What the builder takes for white space: Go's `unicode.IsSpace`. JavaScript's own idea of it differs. */
const spaces: ReadonlySet<string> = new Set(
  '\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000',
);

/** The spaces that part words. A no-break or full-width space looks like one and is not. */
const separators: ReadonlySet<string> = new Set('\t\v\f\r ');

export function isSpace(char: string | undefined): boolean {
  return char !== undefined && spaces.has(char);
}

export function isSeparator(char: string | undefined): boolean {
  return char !== undefined && separators.has(char);
}

/** The first place from `from` on that is not white space; the length of the text when there is none. */
export function skipSpace(text: string, from = 0): number {
  let at = from;
  while (at < text.length && isSpace(text[at])) at += 1;
  return at;
}

/** The place behind the last character that is not white space, at least `from`. */
export function endOfText(text: string, from = 0): number {
  let end = text.length;
  while (end > from && isSpace(text[end - 1])) end -= 1;
  return end;
}

/** Without white space at both ends, as the builder understands it. */
export function trimSpace(text: string): string {
  const from = skipSpace(text);
  return text.slice(from, endOfText(text, from));
}

/** A piece of a text and where it begins. */
export interface Word {
  readonly text: string;
  readonly at: number;
}

/** The words of a text, parted at ordinary spaces; quotes mean nothing here. */
export function splitWords(text: string, from = 0): readonly Word[] {
  const words: Word[] = [];
  let at = from;
  while (at < text.length) {
    while (at < text.length && isSeparator(text[at])) at += 1;
    const start = at;
    while (at < text.length && !isSeparator(text[at])) at += 1;
    if (at > start) words.push({ text: text.slice(start, at), at: start });
  }
  return words;
}
