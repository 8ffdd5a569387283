const esc = '\u001B';
/** Bracketed paste off, synchronised output off, the primary screen, the cursor visible, no colour. */
const restoring = `${esc}[?2004l${esc}[?2026l${esc}[?1049l${esc}[?25h${esc}[0m`;

/** Gives the keyboard back. A terminal that is gone has nothing to restore. */
export function restoreInput(stdin: NodeJS.ReadStream): void {
  try {
    if (stdin.isTTY && stdin.isRaw) stdin.setRawMode(false);
  } catch {
    // The terminal has gone away (SIGHUP): raw mode went with it.
  }
}

/**
 * Gives the whole terminal back in the middle of a crash. Ink does it on a clean end; leaving the
 * alternate screen twice would move the cursor, so this is only for the other ends.
 */
export function restoreTerminal(stdin: NodeJS.ReadStream, stdout: NodeJS.WriteStream): void {
  restoreInput(stdin);
  if (stdout.isTTY && stdout.writable && !stdout.destroyed) stdout.write(restoring);
}
