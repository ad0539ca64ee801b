import type { IterationEvent, IterationSummary, MemberSummary } from '../trainer/events.ts';

/** Milliseconds between two reports: at most ten a second. */
export const REPORT_INTERVAL = 100;

/**
 * Thins out iteration events. What comes too fast is held back; the newest is always delivered in the end,
 * and carries the numbers of those before it in `skipped`.
 */
export class Reporter {
  /** Delivers the iterations that this divides; `undefined`: ten a second. */
  every: number | undefined;
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
    if (this.#held) this.#skipped.push(summaryOf(this.#held));
    this.#held = event;
    this.poll();
  }

  /** Delivers what is held if it is due. */
  poll(): void {
    if (!this.#held) return;
    const due =
      this.every === undefined
        ? this.#now() - this.#last >= REPORT_INTERVAL
        : this.#held.iteration % this.every === 0;
    if (due) this.flush();
  }

  /** Delivers what is held at once: the run waits or ends. */
  flush(): void {
    if (!this.#held) return;
    this.#post(this.#skipped.length > 0 ? { ...this.#held, skipped: this.#skipped } : this.#held);
    this.#held = null;
    this.#skipped = [];
    this.#last = this.#now();
  }
}

/** What of a report every iteration tells. */
export function memberSummary({ seed, iteration, metrics, densities }: MemberSummary): MemberSummary {
  return { seed, iteration, metrics, ...(densities && { densities }) };
}

export function summaryOf({ iteration, steps, seconds, members }: IterationEvent): IterationSummary {
  return {
    iteration,
    steps,
    seconds,
    members: members.map(memberSummary),
  };
}
