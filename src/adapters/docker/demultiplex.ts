export interface Frame {
  /** 0 and 1 standard output, 2 standard error. */
  readonly stream: number;
  readonly bytes: Uint8Array;
}

const headerLength = 8;
/** The engine writes frames of 16 KiB; anything this large is not a frame header. */
const largestFrame = 64 * 1024 * 1024;

/**
 * Splits the engine's multiplexed stream: frames of one byte stream number, three zero bytes, a
 * big-endian length, then that many bytes (Docker API, "Attach to a container").
 */
export function createDemultiplexer() {
  let waiting: Uint8Array = new Uint8Array();
  let raw = false;

  function next(): Frame | undefined {
    if (waiting.length < headerLength) return undefined;
    const view = new DataView(waiting.buffer, waiting.byteOffset, headerLength);
    const [stream, length] = [view.getUint8(0), view.getUint32(4)];
    if (stream > 2 || length > largestFrame) {
      // Not multiplexed after all: hand on everything as it is.
      raw = true;
      return undefined;
    }
    const end = headerLength + length;
    if (waiting.length < end) return undefined;
    const bytes = waiting.subarray(headerLength, end);
    waiting = waiting.subarray(end);
    return { stream, bytes };
  }

  return {
    push(chunk: Uint8Array): Frame[] {
      if (raw) return [{ stream: 1, bytes: chunk }];
      waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
      const frames: Frame[] = [];
      for (let frame = next(); frame; frame = next()) frames.push(frame);
      if (raw) {
        frames.push({ stream: 1, bytes: waiting });
        waiting = new Uint8Array();
      }
      return frames;
    },
  };
}
