import type { IterationEvent, IterationSummary } from '../trainer/events.ts';

/** At most ten reports a second. */
export const REPORT_INTERVAL = 100;

/**
 * Thins out iteration events. What comes too fast is held back; the newest is always delivered in the end,
 * and carries the numbers of those before it in `skipped`.
 */
export class Reporter {
  readonly #post: (event: IterationEvent) => void;
  readonly #now: () => number;
  readonly #interval: number;
  #last = -Infinity;
  #held: IterationEvent | null = null;
  #skipped: IterationSummary[] = [];

  /**
   * @param now milliseconds, monotonic
   * @param interval milliseconds between two reports; Infinity: only when they are asked for
   */
  constructor(post: (event: IterationEvent) => void, now: () => number, interval = REPORT_INTERVAL) {
    this.#post = post;
    this.#now = now;
    this.#interval = interval;
  }

  add(event: IterationEvent): void {
    if (this.#held) this.#skipped.push(summaryOf(this.#held));
    this.#held = event;
    this.poll();
  }

  /** Delivers what is held if enough time has passed since the last report. */
  poll(): void {
    if (!this.#held || this.#interval === Infinity) return;
    if (this.#now() - this.#last >= this.#interval) this.flush();
  }

  /** Delivers what is held at once: the run pauses or ends, or its pool asked for it. */
  flush(): void {
    if (!this.#held) return;
    this.#post(this.#skipped.length > 0 ? { ...this.#held, skipped: this.#skipped } : this.#held);
    this.#held = null;
    this.#skipped = [];
    this.#last = this.#now();
  }
}

export function summaryOf({ iteration, steps, seconds, members }: IterationEvent): IterationSummary {
  return {
    iteration,
    steps,
    seconds,
    members: members.map(({ seed, iteration: measured, metrics }) => ({
      seed,
      iteration: measured,
      metrics,
    })),
  };
}
