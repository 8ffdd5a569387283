import { createInterface, type Interface } from 'node:readline';

/** A conversation line by line, in which text may come at any time, also while a line is being typed. */
export interface Prompter {
  /** Prints text. Where the prompt stands, its line is left as it is; `show` brings it back. */
  write(text: string): void;
  /**
   * The next line; `undefined` once there are no more. `hint` says above the prompt what can be typed; without
   * it there is no prompt. Asking again takes the place of a question that was not answered.
   */
  next(hint?: () => string): Promise<string | undefined>;
  /** Shows the prompt again, with what was typed so far, when a line is waited for and nothing is at work. */
  show(): void;
  /** Gives the terminal to another program; what is written meanwhile comes afterwards. */
  lend<T>(work: () => Promise<T>): Promise<T>;
  /** Ends the conversation. */
  close(): void;
}

export interface PrompterOptions {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Whether nothing is at work that is about to print. */
  readonly idle: () => boolean;
  /** Ctrl-C. */
  readonly onInterrupt: () => void;
}

/** Lines typed ahead that are kept. */
const mostAhead = 100;

/**
 * Nothing that was printed is ever moved or wiped: a prompt that text interrupts stays where it is, and comes
 * again below. So it reads well by a screen reader, in a log, and on a terminal that knows nothing.
 */
export function openPrompter({ input, output, idle, onInterrupt }: PrompterOptions): Prompter {
  let reader: Interface | undefined;
  let waiting:
    | { readonly hint: (() => string) | undefined; readonly take: (line: string | undefined) => void }
    | undefined;
  let shown = false;
  /** Typed text that was taken off its line, until the prompt comes again. */
  let unfinished = '';
  /** Typed text that a dumb terminal keeps, and that stands somewhere above. */
  let above = '';
  let lent: string[] | undefined;
  let ended = false;
  const ahead: string[] = [];

  function open(): void {
    const opened = createInterface({ input, output, historySize: 0, prompt: '' });
    reader = opened;
    opened.on('line', (typed) => {
      const line = unfinished + typed;
      unfinished = '';
      above = '';
      hide();
      if (waiting) take(line);
      else if (ahead.length < mostAhead) ahead.push(line);
    });
    opened.on('SIGINT', onInterrupt);
    // Closed by ourselves, it is no longer the one in use.
    opened.on('close', () => {
      if (reader === opened) end();
    });
  }

  function take(line: string | undefined): void {
    const taking = waiting;
    waiting = undefined;
    taking?.take(line);
  }

  function end(): void {
    ended = true;
    reader = undefined;
    take(undefined);
  }

  /** From here on what is typed stands on a line of its own. */
  function hide(): void {
    shown = false;
    reader?.setPrompt('');
  }

  /** Takes the typed text off the line and gives it back; a dumb terminal cannot, and keeps it. */
  function lift(): string {
    const typed = reader?.line ?? '';
    if (!reader || typed === '') return '';
    reader.write(null, { ctrl: true, name: 'e' });
    reader.write(null, { ctrl: true, name: 'u' });
    return reader.line === '' ? typed : '';
  }

  function show(): void {
    if (!waiting?.hint || !reader || shown || lent || !idle()) return;
    unfinished += lift();
    output.write(`\n${waiting.hint()}\n`);
    reader.setPrompt('> ');
    reader.prompt(true);
    if (reader.line !== '') output.write(reader.line);
    shown = true;
    if (unfinished !== '') reader.write(unfinished);
    unfinished = '';
  }

  open();
  return {
    write(text) {
      if (lent) {
        lent.push(text);
        return;
      }
      unfinished += lift();
      const kept = reader?.line ?? '';
      if (shown || kept !== above) output.write('\n');
      above = kept;
      hide();
      output.write(text);
    },
    next(hint) {
      const early = ahead.shift();
      if (early !== undefined || ended) return Promise.resolve(early);
      return new Promise((resolve) => {
        waiting = { hint, take: resolve };
        show();
      });
    },
    show,
    async lend(work) {
      const before = reader;
      reader = undefined;
      before?.close();
      shown = false;
      lent = [];
      try {
        return await work();
      } finally {
        const kept = lent;
        lent = undefined;
        if (!ended) open();
        for (const text of kept) output.write(text);
      }
    },
    close() {
      const last = reader;
      end();
      last?.close();
    },
  };
}
