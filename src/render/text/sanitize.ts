const esc = '\u001B';
const bell = '\u0007';
const c1 = '\u009B';

/** Strings that a terminal acts on (title, clipboard, hyperlinks): OSC, DCS, SOS, PM, APC, to their end. */
const strings = new RegExp(`${esc}[\\]PX^_][\\s\\S]*?(?:${bell}|${esc}\\\\|$)`, 'g');
/** Control sequences; kept when they are colour (`…m` without a private mark). */
const sequences = new RegExp(`(?:${esc}\\[|${c1})([0-?]*)[ -/]*([@-~])`, 'g');
const shortEscapes = new RegExp(`${esc}(?!\\[[0-9;:]*m)[ -/]*[0-~]?`, 'g');
const controls = /[\u0000-\u0008\u000B\u000C\u000E-\u001A\u001C-\u001F\u007F-\u009F]/g;
const bidi = /[\u202A-\u202E\u2066-\u2069]/g;

/**
 * Takes from another program's output everything that could move our cursor, set the title, write
 * the clipboard or turn text around. Colour, tabs (as spaces) and line breaks stay.
 */
export function cleanOutput(text: string): string {
  return text
    .replace(strings, '')
    .replace(sequences, (whole: string, parameters: string, final: string) =>
      final === 'm' && /^[0-9;:]*$/.test(parameters) && whole.startsWith(esc) ? whole : '',
    )
    .replace(shortEscapes, '')
    .replace(controls, '')
    .replace(bidi, '')
    .replaceAll('\t', '    ');
}

/** What a terminal would show of a line in which carriage returns overwrote what stood before. */
export function lastOverwrite(text: string): string {
  const trimmed = text.replace(/\r+$/, '');
  return trimmed.slice(trimmed.lastIndexOf('\r') + 1);
}
