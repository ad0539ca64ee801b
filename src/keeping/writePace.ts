/** Milliseconds between the end of one write and the next. */
const INTERVAL = 3000;
/** Writing takes at most this share of the time. */
const MOST_SHARE = 1 / 20;
/** Milliseconds before it is tried again where it went wrong. */
const AFTER_TROUBLE = 30_000;

/** When a run may be written again: every few seconds, less often where writing takes long. Milliseconds, monotonic. */
export class WritePace {
  #next = -Infinity;

  isDue(now: number): boolean {
    return now >= this.#next;
  }

  written(from: number, until: number): void {
    this.#next = until + Math.max(INTERVAL, (until - from) / MOST_SHARE);
  }

  failed(now: number): void {
    this.#next = now + AFTER_TROUBLE;
  }
}
