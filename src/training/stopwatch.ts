/** Seconds of training; stands still while paused. */
export class Stopwatch {
  readonly #now: () => number;
  #elapsed: number;
  /** Milliseconds at which it was last set going; `null` while it stands still. */
  #since: number | null = null;

  /**
   * @param now milliseconds, monotonic
   * @param seconds what it shows at first
   */
  constructor(now: () => number, seconds = 0) {
    this.#now = now;
    this.#elapsed = 1000 * seconds;
  }

  go(): void {
    this.#since ??= this.#now();
  }

  halt(): void {
    if (this.#since !== null) this.#elapsed += this.#now() - this.#since;
    this.#since = null;
  }

  seconds(): number {
    const running = this.#since === null ? 0 : this.#now() - this.#since;
    return (this.#elapsed + running) / 1000;
  }
}
