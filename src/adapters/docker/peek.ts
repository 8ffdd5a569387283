export interface Peeked {
  /** The first bytes; fewer when there are no more. */
  readonly head: Buffer;
  /** Everything, the head included. To be read once. */
  readonly all: AsyncIterable<Buffer>;
}

/** Looks at the first bytes of a stream without taking them away. */
export async function peek(source: AsyncIterable<Buffer>, length: number): Promise<Peeked> {
  const chunks = source[Symbol.asyncIterator]();
  const first: Buffer[] = [];
  let size = 0;
  while (size < length) {
    const next = await chunks.next();
    if (next.done) break;
    first.push(next.value);
    size += next.value.length;
  }
  const head = Buffer.concat(first);
  return { head: head.subarray(0, length), all: rest(head, chunks) };
}

async function* rest(head: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (head.length > 0) yield head;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  } finally {
    await chunks.return?.();
  }
}
