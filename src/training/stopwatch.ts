/** Seconds of training: starts at zero, stands still while paused. */
export class Stopwatch {
  readonly #now: () => number;
  #elapsed = 0;
  /** Milliseconds at which it was last set going; `null` while it stands still. */
  #since: number | null = null;

  /** @param now milliseconds, monotonic */
  constructor(now: () => number) {
    this.#now = now;
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
