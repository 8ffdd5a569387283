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

/** The last `limit` characters. Holds at most twice as many while it collects. */
export function createTail(limit: number): BoundedText {
  let parts: string[] = [];
  let held = 0;
  const last = (): string => parts.join('').slice(-limit);
  return {
    add(text) {
      parts.push(text);
      held += text.length;
      if (held <= limit * 2) return;
      parts = [last()];
      held = limit;
    },
    value: last,
  };
}
