/** Bytes that are looked for. */
export interface Needle {
  readonly bytes: Buffer;
}

/** Gets the chunks of one stream in turn; the needle that was there, from then on. */
export type Finder<N> = (chunk: Buffer) => N | undefined;

/**
 * Looks for several needles, of two bytes at least, in one pass over streams, wherever their chunks end. Keeps no more
 * than the longest needle. What is given makes a finder for each stream: the needles are prepared once.
 */
export function findersOf<N extends Needle>(needles: readonly N[]): () => Finder<N> {
  const scan = scannerOf(needles);
  const overlap = Math.max(...needles.map(({ bytes }) => bytes.length)) - 1;
  return () => {
    let tail: Buffer = Buffer.alloc(0);
    let found: N | undefined;
    return (chunk) => {
      found ??= scan(chunk) ?? scan(Buffer.concat([tail, chunk.subarray(0, overlap)]));
      if (found) return found;
      const end = chunk.length >= overlap ? chunk : Buffer.concat([tail, chunk]);
      // A copy, so that the chunk it came from can go.
      tail = Buffer.from(end.subarray(Math.max(0, end.length - overlap)));
      return undefined;
    };
  };
}

/**
 * Wu and Manber's search: two bytes tell how far on the next needle can end at the earliest, so that most bytes are
 * never looked at. A search for one needle after the other would read everything once for each.
 */
function scannerOf<N extends Needle>(needles: readonly N[]): (bytes: Buffer) => N | undefined {
  const least = Math.min(...needles.map(({ bytes }) => bytes.length));
  const shifts = new Uint8Array(0x10000).fill(Math.min(least - 1, 0xff));
  for (const { bytes } of needles)
    for (let end = 1; end < least; end += 1) {
      const pair = pairAt(bytes, end);
      shifts[pair] = Math.min(shifts[pair] ?? 0, least - 1 - end);
    }
  const isAt = (bytes: Buffer, needle: Buffer, start: number): boolean =>
    bytes[start] === needle[0] &&
    bytes.length - start >= needle.length &&
    bytes.compare(needle, 0, needle.length, start, start + needle.length) === 0;
  return (bytes) => {
    for (let end = least - 1; end < bytes.length; ) {
      const shift = shifts[pairAt(bytes, end)] ?? 0;
      if (shift === 0) {
        const start = end - least + 1;
        const found = needles.find((needle) => isAt(bytes, needle.bytes, start));
        if (found) return found;
      }
      end += shift || 1;
    }
    return undefined;
  };
}

function pairAt(bytes: Buffer, end: number): number {
  return ((bytes[end - 1] ?? 0) << 8) | (bytes[end] ?? 0);
}
