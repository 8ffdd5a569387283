/** A stream of JSON objects, one after the other over any number of lines, with lines of plain text between them. */
export interface JsonStream {
  push(text: string): void;
  /** Hands over an object that never ended as the text it is. */
  end(): void;
}

/** An object this long is none of a progress stream. */
const longestObject = 16 * 1024 * 1024;

/** An object begins with `{` at the start of a line; everything else between objects is text. */
export function createJsonStream(onObject: (value: unknown) => void, onText: (line: string) => void): JsonStream {
  let waiting = '';
  /** Up to where `waiting` has been looked at. */
  let seen = 0;
  let depth = 0;
  let inString = false;
  let escaped = false;

  function consume(length: number): string {
    const taken = waiting.slice(0, length);
    waiting = waiting.slice(length);
    seen = 0;
    return taken;
  }

  function finishObject(): void {
    const json = consume(seen);
    try {
      onObject(JSON.parse(json));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      onText(json);
    }
  }

  /** Reads on inside an object; false when it needs more text. */
  function scanObject(): boolean {
    for (; seen < waiting.length; seen += 1) {
      const char = waiting[seen];
      if (escaped) escaped = false;
      else if (inString) {
        if (char === '\\') escaped = true;
        else if (char === '"') inString = false;
      } else if (char === '"') inString = true;
      else if (char === '{') depth += 1;
      else if (char === '}') {
        depth -= 1;
        if (depth === 0) {
          seen += 1;
          finishObject();
          return true;
        }
      }
    }
    if (waiting.length > longestObject) giveUp();
    return false;
  }

  function giveUp(): void {
    depth = 0;
    inString = false;
    escaped = false;
    onText(consume(waiting.length));
  }

  /** Reads one step; false when it needs more text. */
  function step(): boolean {
    if (depth > 0 || waiting.startsWith('{')) return scanObject();
    const end = waiting.indexOf('\n');
    if (end < 0) return false;
    const line = consume(end + 1).slice(0, -1);
    if (line !== '') onText(line);
    return true;
  }

  return {
    push(text) {
      waiting += text;
      while (waiting !== '' && step());
    },
    end() {
      if (waiting !== '') giveUp();
    },
  };
}
