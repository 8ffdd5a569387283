/**
 * The one place where drawing is slowed down: the first request after a pause is answered at once,
 * the following ones together after `interval` milliseconds.
 */
export class Throttle {
  readonly #interval: number;
  readonly #act: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wanted = false;
  #closed = false;

  constructor(interval: number, act: () => void) {
    this.#interval = interval;
    this.#act = act;
  }

  request(): void {
    if (this.#closed) return;
    if (this.#timer !== undefined) {
      this.#wanted = true;
      return;
    }
    this.#timer = setTimeout(() => this.#due(), this.#interval);
    this.#act();
  }

  /** Acts now, whatever was asked before: for the learner's own keys. */
  flush(): void {
    if (this.#closed) return;
    this.#wanted = false;
    this.#act();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #due(): void {
    this.#timer = undefined;
    if (!this.#wanted) return;
    this.#wanted = false;
    this.request();
  }
}
