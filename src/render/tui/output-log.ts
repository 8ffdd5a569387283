import { cleanOutput, lastOverwrite } from '../text/sanitize.ts';

/** Lines kept of one run. */
const capacity = 2000;
/** A line without a break is cut here: nobody reads further, and it must not grow for ever. */
const longest = 4000;

/**
 * What a run printed, outside React: text goes in as it comes, the last 2,000 lines can be read.
 * `revision` rises with every change.
 */
export class OutputLog {
  revision = 0;
  /** As they came: nobody sees most lines of a long log, and those are not worth cleaning. */
  #lines: string[] = [];
  #start = 0;
  #open = '';
  #dropped = 0;

  push(text: string): void {
    const pieces = (this.#open + text.replaceAll('\r\n', '\n')).split('\n');
    this.#open = (pieces.pop() ?? '').slice(-longest);
    const skipped = Math.max(0, pieces.length - capacity);
    this.#dropped += skipped;
    for (const piece of skipped === 0 ? pieces : pieces.slice(skipped)) this.#add(piece);
    this.revision += 1;
  }

  /** Lines that can be read, the unfinished last one included. */
  get length(): number {
    return this.#lines.length + (this.#open === '' ? 0 : 1);
  }

  /** Lines that were there once and have given way to newer ones. */
  get dropped(): number {
    return this.#dropped;
  }

  /** The last lines, oldest first. */
  tail(count: number): readonly string[] {
    return this.slice(Math.max(0, this.length - count), this.length);
  }

  slice(from: number, to: number): readonly string[] {
    const lines: string[] = [];
    for (let index = Math.max(0, from); index < Math.min(to, this.#lines.length); index += 1) {
      lines.push(clean(this.#lines[(this.#start + index) % this.#lines.length] ?? ''));
    }
    if (this.#open !== '' && to > this.#lines.length && from <= this.#lines.length) lines.push(clean(this.#open));
    return lines;
  }

  #add(text: string): void {
    if (this.#lines.length < capacity) {
      this.#lines.push(text);
      return;
    }
    this.#lines[this.#start] = text;
    this.#start = (this.#start + 1) % capacity;
    this.#dropped += 1;
  }
}

function clean(text: string): string {
  return cleanOutput(lastOverwrite(text)).slice(0, longest);
}
