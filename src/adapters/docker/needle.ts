/** Looks for bytes in a stream of chunks, wherever the chunks end; true once they were there. Keeps no more than the needle. */
export function createFinder(needle: Buffer): (chunk: Buffer) => boolean {
  const overlap = needle.length - 1;
  let tail: Buffer = Buffer.alloc(0);
  let found = false;
  return (chunk) => {
    if (found) return true;
    found = chunk.includes(needle) || Buffer.concat([tail, chunk.subarray(0, overlap)]).includes(needle);
    const end = chunk.length >= overlap ? chunk : Buffer.concat([tail, chunk]);
    // A copy, so that the chunk it came from can go.
    tail = Buffer.from(end.subarray(Math.max(0, end.length - overlap)));
    return found;
  };
}
