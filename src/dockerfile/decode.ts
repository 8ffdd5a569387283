import { type Message, msg } from '../i18n/message.ts';
import type { Problem } from './problem.ts';

/** Bytes of a Dockerfile at most; a real one has a few thousand. */
export const sizeLimit = 1_000_000;

/** Lines at most; a file of nonsense must not be looked at for long. */
const mostLines = 10_000;

/** Characters of one line at most: BuildKit itself reads no longer ones. */
const longestLine = 65_535;

/** The text of a file, or why it is none. `size`: the file's own, when only its beginning is at hand. */
export function decodeDockerfile(
  content: Uint8Array,
  size = content.length,
): { readonly text: string } | { readonly problem: Problem } {
  if (size > sizeLimit || content.length > sizeLimit) return wrong(1, msg('dockerfile.too-large'));
  const [first, second] = content;
  const sixteen = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (sixteen) return wrong(1, msg('dockerfile.utf-16'));
  const zero = content.indexOf(0);
  if (zero >= 0) return wrong(lineOf(content, zero), msg('dockerfile.binary'));
  const text = decodeText(content);
  const rows = text.split('\n');
  if (rows.length > mostLines) return wrong(mostLines + 1, msg('dockerfile.too-long', { count: mostLines }));
  const long = rows.findIndex((row) => row.length > longestLine);
  return long < 0 ? { text } : wrong(long + 1, msg('dockerfile.long-line', { count: longestLine }));
}

function wrong(line: number, message: Message): { readonly problem: Problem } {
  return { problem: { line, message } };
}

/** As text, come what may: bytes that are no UTF-8 become signs of replacement. Comments may hold any. */
export function decodeText(content: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(content.subarray(0, sizeLimit));
}

function lineOf(content: Uint8Array, offset: number): number {
  let line = 1;
  for (let at = 0; at < offset; at += 1) if (content[at] === 0x0a) line += 1;
  return line;
}
