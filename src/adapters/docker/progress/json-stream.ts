/** A stream of JSON objects, one after the other over any number of lines, with lines of plain text between them. */
export interface JsonStream {
  push(text: string): void;
  /** Hands over an object that never ended as the text it is. */
  end(): void;
}

/** An object this long is none of a progress stream. */
const longestObject = 16 * 1024 * 1024;

const newline = 0x0a;
const quote = 0x22;
const backslash = 0x5c;
const opening = 0x7b;
const closing = 0x7d;

/** An object begins with `{` at the start of a line; everything else between objects is text. */
export function createJsonStream(onObject: (value: unknown) => void, onText: (line: string) => void): JsonStream {
  let waiting = '';
  /** Where what has not been handed over yet begins in `waiting`, and up to where it has been looked at. */
  let begin = 0;
  let seen = 0;
  let depth = 0;
  let inString = false;

  function finishObject(): void {
    const json = waiting.slice(begin, seen);
    begin = seen;
    const value = parsed(json);
    if (value === undefined) onText(json);
    else onObject(value);
  }

  /**
   * Takes an object as builders write it, on one line or indented, by its last line: nothing in between is
   * looked at. False when this is none of them, or not all of it is there.
   */
  function takeWhole(): boolean {
    const indented = waiting.charCodeAt(begin + 1) === newline;
    const last = waiting.indexOf(indented ? '\n}\n' : '\n', begin);
    if (last < 0) return false;
    const end = indented ? last + 2 : last;
    const value = parsed(waiting.slice(begin, end));
    if (value === undefined) return false;
    begin = seen = end;
    onObject(value);
    return true;
  }

  /** Reads on inside an object; false when it needs more text. */
  function scanObject(): boolean {
    while (seen < waiting.length) {
      if (inString) {
        // Nearly all of a log is inside strings: not looked at letter by letter.
        const end = closingQuote();
        if (end < 0) return false;
        seen = end + 1;
        inString = false;
        continue;
      }
      const code = waiting.charCodeAt(seen);
      seen += 1;
      if (code === quote) inString = true;
      else if (code === opening) depth += 1;
      else if (code === closing) {
        depth -= 1;
        if (depth > 0) continue;
        finishObject();
        return true;
      }
    }
    return false;
  }

  /** Where the string ends that is being read; -1 when its end is not there yet. */
  function closingQuote(): number {
    for (let end = waiting.indexOf('"', seen); end >= 0; end = waiting.indexOf('"', seen)) {
      let backslashes = 0;
      while (waiting.charCodeAt(end - 1 - backslashes) === backslash) backslashes += 1;
      if (backslashes % 2 === 0) return end;
      seen = end + 1;
    }
    seen = waiting.length;
    return -1;
  }

  function giveUp(): void {
    depth = 0;
    inString = false;
    const text = waiting.slice(begin);
    begin = seen = waiting.length;
    onText(text);
  }

  /** Reads one step; false when it needs more text. */
  function step(): boolean {
    const inside = depth > 0;
    if (inside || waiting.charCodeAt(begin) === opening) {
      if ((!inside && takeWhole()) || scanObject()) return true;
      if (waiting.length - begin > longestObject) giveUp();
      return false;
    }
    const end = waiting.indexOf('\n', begin);
    if (end < 0) return false;
    const line = waiting.slice(begin, end);
    begin = seen = end + 1;
    if (line !== '') onText(line);
    return true;
  }

  function take(text: string): void {
    waiting = waiting.slice(begin) + text;
    seen -= begin;
    begin = 0;
    while (begin < waiting.length && step());
  }

  return {
    push(text) {
      // What waits is put together with no more than its end: the two together are copied, and nearly all of a chunk
      // needs no copy.
      const end = begin < waiting.length ? text.indexOf('\n}\n') + 3 : 0;
      if (end >= 3) take(text.slice(0, end));
      take(end >= 3 ? text.slice(end) : text);
    },
    end() {
      if (begin < waiting.length) giveUp();
    },
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
