import type { IterationEvent, IterationSummary } from '../algorithms/events.ts';

/** At most ten reports a second. */
export const REPORT_INTERVAL = 100;

/**
 * Thins out iteration events. What comes too fast is held back; the newest is always delivered in the end,
 * and carries the numbers of those before it in `skipped`.
 */
export class Reporter {
  readonly #post: (event: IterationEvent) => void;
  readonly #now: () => number;
  #last = -Infinity;
  #held: IterationEvent | null = null;
  #skipped: IterationSummary[] = [];

  /** @param now milliseconds, monotonic */
  constructor(post: (event: IterationEvent) => void, now: () => number) {
    this.#post = post;
    this.#now = now;
  }

  add(event: IterationEvent): void {
    if (this.#held) this.#skipped.push(summarise(this.#held));
    this.#held = event;
    this.poll();
  }

  /** Delivers what is held if enough time has passed since the last report. */
  poll(): void {
    if (this.#held && this.#now() - this.#last >= REPORT_INTERVAL) this.flush();
  }

  /** Delivers what is held at once: the run pauses or ends. */
  flush(): void {
    if (!this.#held) return;
    this.#post(this.#skipped.length > 0 ? { ...this.#held, skipped: this.#skipped } : this.#held);
    this.#held = null;
    this.#skipped = [];
    this.#last = this.#now();
  }
}

function summarise({ iteration, steps, seconds, members }: IterationEvent): IterationSummary {
  return {
    iteration,
    steps,
    seconds,
    members: members.map(({ seed, metrics }) => ({ seed, metrics })),
  };
}
