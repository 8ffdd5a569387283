/** What a reader would not see, or would see in another order than it stands: controls, bidi marks, halves of characters. */
const unprintable = /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
const everyUnprintable = new RegExp(unprintable.source, 'gu');

/** The most characters that one text of a report has. */
export const mostText = 1000;

export function isPrintable(text: string): boolean {
  return !unprintable.test(text);
}

/** A text on one line, with nothing in it that a terminal or a browser would obey, cut where it is very long. */
export function printable(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ').replace(everyUnprintable, '\uFFFD');
  if (line.length <= mostText) return line;
  // A cut must not leave half a character.
  return `${line.slice(0, mostText - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
