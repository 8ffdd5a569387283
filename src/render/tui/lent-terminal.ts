/** Gives the terminal away for the time of the work, and takes it back; Ink does it. */
export type Suspend = (work: () => Promise<void>) => Promise<void>;

/**
 * The terminal as it is lent to another program: what Ink does (raw mode, alternate screen, cursor,
 * redraw), and what it leaves undone (reading, the size while a shell had the foreground).
 */
export class LentTerminal {
  /** Given by the interface once it stands. */
  suspend: Suspend | undefined;
  /** Another program has the terminal: Ctrl-C is meant for it. */
  lent = false;
  readonly #stdin: NodeJS.ReadStream;
  readonly #stdout: NodeJS.WriteStream;

  constructor(stdin: NodeJS.ReadStream, stdout: NodeJS.WriteStream) {
    this.#stdin = stdin;
    this.#stdout = stdout;
  }

  /** Rejects with what the work throws; the terminal is ours again either way. */
  async lend(intro: string | undefined, work: () => Promise<void>): Promise<void> {
    if (!this.suspend || this.lent) return;
    this.lent = true;
    let begun = false;
    try {
      await this.suspend(async () => {
        begun = true;
        try {
          await this.#stopReading();
          if (intro !== undefined) this.#stdout.write(`${intro}\n`);
          await work();
        } finally {
          // The other screen begins where the cursor is, and a frame must begin at the left.
          this.#stdout.write('\r');
          this.#measure();
          this.#forget();
          // Before anything is drawn again: who sees a key on the screen may press it.
          this.lent = false;
        }
      });
    } finally {
      if (!begun) this.lent = false;
    }
  }

  /** Ink stops listening but not reading: the first line that is typed would come to us, and then be obeyed. */
  async #stopReading(): Promise<void> {
    // Until then the stream still believes that somebody wants to read.
    await new Promise((resolve) => setImmediate(resolve));
    this.#stdin.pause();
  }

  /** What was typed for the program before it was there is no key of ours. */
  #forget(): void {
    while (this.#stdin.read() !== null);
  }

  /** A shell takes the foreground, and only the foreground is told of a new size. */
  #measure(): void {
    const stdout: NodeJS.WriteStream & { _refreshSize?: () => void } = this.#stdout;
    // The only way to ask without opening the terminal anew; it is what Node does on SIGWINCH.
    stdout._refreshSize?.();
  }
}
