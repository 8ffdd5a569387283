/** What tells which terminal, and what between it and us, a sequence has to get through. */
export interface ClipboardEnvironment {
  readonly TERM?: string | undefined;
  /** Set inside tmux. */
  readonly TMUX?: string | undefined;
  /** Set inside GNU screen. */
  readonly STY?: string | undefined;
}

const esc = '\u001B';
const bell = '\u0007';
const stringEnd = `${esc}\\`;

/** Bytes of text that every terminal with OSC 52 takes: hterm's limit of 100,000 for the whole sequence, less its head, in base64. */
export const clipboardLimit = 74_994;

/**
 * GNU screen cuts strings off at 768 bytes, before 4.2.1 at 512, and in 4.0.3, which macOS still
 * carries, at 256; two bytes before and two behind belong to each piece. Source: hterm's osc52.sh.
 */
const screenPiece = 252;

/**
 * The sequence (OSC 52) by which a terminal, also at the far end of ssh, copies text to the
 * clipboard; `undefined` where it would be too long or the terminal is known not to take it. No
 * terminal answers: whether it was copied cannot be known.
 */
export function osc52(text: string, env: ClipboardEnvironment): string | undefined {
  // The Linux console prints what it does not know.
  if (env.TERM === 'dumb' || env.TERM === 'linux') return undefined;
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > clipboardLimit) return undefined;
  const sequence = `${esc}]52;c;${base64(bytes)}${bell}`;
  if (env.TMUX) return sequence + throughTmux(sequence);
  return env.STY ? throughScreen(sequence) : sequence;
}

/**
 * tmux takes the bare sequence with `set-clipboard on` and hands the wrapped one on with
 * `allow-passthrough on`; without its option it drops either silently. So it gets both.
 */
function throughTmux(sequence: string): string {
  return `${esc}Ptmux;${sequence.replaceAll(esc, esc + esc)}${stringEnd}`;
}

function throughScreen(sequence: string): string {
  let wrapped = '';
  for (let from = 0; from < sequence.length; from += screenPiece) {
    wrapped += `${esc}P${sequence.slice(from, from + screenPiece)}${stringEnd}`;
  }
  return wrapped;
}

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
