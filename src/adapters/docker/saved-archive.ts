import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, type Header } from 'tar-stream';

/**
 * Each file of what `docker save` gives in turn; the next begins when this one has been read to its end, and nothing
 * is being read any more when this ends, however it ends. Throws when the archive breaks off.
 */
export async function eachBlob(
  stream: AsyncIterable<Buffer>,
  read: (header: Header, content: AsyncIterable<Buffer>) => Promise<void>,
): Promise<void> {
  let reading: Promise<void> = Promise.resolve();
  const archive = extract();
  archive.on('entry', (header, entry, next) => {
    entry.on('error', () => undefined);
    reading = read(header, buffers(entry));
    reading.then(() => next(), next);
  });
  try {
    await pipeline(Readable.from(stream), archive);
  } finally {
    await reading.catch(() => undefined);
  }
}

async function* buffers(entry: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  for await (const chunk of entry) if (Buffer.isBuffer(chunk)) yield chunk;
}

/** Reads to the end what nobody wants. */
export async function drain(content: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of content);
}
