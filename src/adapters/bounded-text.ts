/** Keeps text up to a limit of characters; what does not fit is dropped. */
export interface BoundedText {
  add(text: string): void;
  value(): string;
}

/** The first `limit` characters. */
export function createHead(limit: number): BoundedText {
  const parts: string[] = [];
  let room = limit;
  return {
    add(text) {
      if (room <= 0) return;
      const part = text.length > room ? text.slice(0, room) : text;
      room -= part.length;
      parts.push(part);
    },
    value: () => parts.join(''),
  };
}

/** The last `limit` characters. */
export function createTail(limit: number): BoundedText {
  let parts: string[] = [];
  /** Parts before this one are no longer wanted. */
  let first = 0;
  let held = 0;
  return {
    add(text) {
      parts.push(text);
      held += text.length;
      for (let oldest = parts[first]; oldest !== undefined && held - oldest.length >= limit; oldest = parts[first]) {
        held -= oldest.length;
        parts[first] = '';
        first += 1;
      }
      // Rarely, so that forgetting one part does not cost moving all.
      if (first < 1000) return;
      parts = parts.slice(first);
      first = 0;
    },
    value: () => parts.join('').slice(-limit),
  };
}
