import { fstatSync, writeSync } from 'node:fs';
import { MachineError } from '../errors.ts';
import { msg } from '../i18n/message.ts';
import { hasCode, isErrno } from './errno.ts';

/** Standard output, as far as this looks at it. */
export type Output = NodeJS.WritableStream & { readonly fd: number; readonly isTTY?: boolean };

/**
 * Calls `onEnd` as soon as nothing more can be written. Gives a function that tells why, unless the reader
 * has gone: that is the end of the work (`| head`), not a mistake.
 */
export function watchOutput(output: Output, onEnd: () => void): () => MachineError | undefined {
  let lost: MachineError | undefined;
  if (isFile(output.fd)) writeWhole(output);
  output.on('error', (error) => {
    if (!hasGone(output, error)) lost ??= explained(error);
    onEnd();
  });
  return () => lost;
}

/** A pipe without a reader, or a terminal that was closed. */
function hasGone(output: Output, error: Error): boolean {
  return output.isTTY === true || hasCode(error, 'EPIPE', 'ECONNRESET');
}

function isFile(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFile();
  } catch (error) {
    if (isErrno(error)) return false;
    throw error;
  }
}

/** A disk that fills up takes the beginning of a text and says nothing; Node (seen in 20.20) does not write the rest. */
function writeWhole(output: NodeJS.WritableStream & { readonly fd: number }): void {
  Object.assign(output, {
    _write(chunk: Uint8Array, _encoding: string, done: (error?: unknown) => void): void {
      try {
        for (let at = 0; at < chunk.length; ) at += writeSync(output.fd, chunk, at);
      } catch (error) {
        done(error);
        return;
      }
      done();
    },
  });
}

function explained(error: Error): MachineError {
  const why = { raw: error.message, cause: error };
  if (hasCode(error, 'ENOSPC'))
    return new MachineError({ what: msg('output.full'), next: msg('output.full.next'), ...why });
  if (hasCode(error, 'EDQUOT'))
    return new MachineError({ what: msg('output.quota'), next: msg('output.full.next'), ...why });
  const code = isErrno(error) ? error.code : error.message;
  return new MachineError({ what: msg('output.failed', { code }), next: msg('output.failed.next'), ...why });
}
