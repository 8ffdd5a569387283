import { StringDecoder } from 'node:string_decoder';
import { createTail } from '../bounded-text.ts';
import { createSanitizer, type Sanitizer } from '../sanitize.ts';
import type { Api } from './api.ts';
import { inspectContainer } from './container.ts';
import { createDemultiplexer, type Frame } from './demultiplex.ts';

/** Lines asked of the engine, and characters kept of them: the end of a log. */
const askedLines = 10_000;
const keptCharacters = 1024 * 1024;

/** The end of what a container has written to both streams, in order; `undefined` without such a container. */
export async function readLogs(api: Api, name: string, signal?: AbortSignal): Promise<string | undefined> {
  const container = await inspectContainer(api, name, signal);
  if (!container) return undefined;
  const query = { stdout: '1', stderr: '1', tail: String(askedLines) };
  return api.stream(
    `/containers/${container.Id}/logs`,
    query,
    async (body) => {
      const demultiplexer = createDemultiplexer();
      const text = createFrameText();
      const log = createTail(keptCharacters);
      for await (const chunk of body as AsyncIterable<Buffer>) {
        const frames = container.Config?.Tty ? [{ stream: 1, bytes: chunk }] : demultiplexer.push(chunk);
        for (const frame of frames) log.add(text.push(frame));
      }
      log.add(text.end());
      return log.value();
    },
    signal,
  );
}

/** Each stream is text of its own: a character can be cut in two by a frame of the other one. */
function createFrameText() {
  const streams = new Map<number, { decoder: StringDecoder; sanitizer: Sanitizer }>();
  return {
    push({ stream, bytes }: Frame): string {
      const own = streams.get(stream) ?? { decoder: new StringDecoder('utf8'), sanitizer: createSanitizer() };
      streams.set(stream, own);
      return own.sanitizer.push(own.decoder.write(Buffer.from(bytes)));
    },
    end(): string {
      return [...streams.values()]
        .map(({ decoder, sanitizer }) => sanitizer.push(decoder.end()) + sanitizer.end())
        .join('');
    },
  };
}
