/**
 * One word as a Windows program takes it from its command line (the rules of CommandLineToArgvW and of
 * Microsoft's C runtime): backslashes count only before a double quote, where they are doubled.
 */
export function windowsArgument(word: string): string {
  if (word !== '' && !/[\s"]/.test(word)) return word;
  return `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&')}"`;
}
