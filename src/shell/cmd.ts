import { windowsArgument } from './windows-arguments.ts';

/**
 * One word for the prompt of cmd. Between double quotes cmd leaves everything but `%` alone; a word that
 * holds `"` or `%` is therefore written without quotes in cmd's eyes: each special character after a caret.
 * A line break cannot be written at all.
 */
export function quoteForCmd(word: string): string {
  if (/^[\w@+=:,./\\-]+$/.test(word)) return word;
  if (!/["%]/.test(word)) return `"${word.replace(/\\+$/, '$&$&')}"`;
  return careted(windowsArgument(word));
}

/** A variable of this window of cmd, without a blank after its value. */
export function setForCmd(name: string, value: string): string {
  return /["%]/.test(value) ? `set ${name}=${careted(value)}` : `set "${name}=${value}" `;
}

/** The character after `%` is escaped as well: no variable has a name that begins with a caret. */
function careted(text: string): string {
  return text.replace(/%[^()%!^"<>&|]|[()%!^"<>&|]/gu, (found) => [...found].map((one) => `^${one}`).join(''));
}
