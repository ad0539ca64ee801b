import type { Pace } from './interruptions.ts';

/** Counts the rows of one iteration's work, so that the pace hook learns how far the iteration is. */
export class Progress {
  readonly #pace: Pace;
  readonly #total: number;
  #done = 0;

  /** @param total rows of work in the iteration, in units of one row through one network forwards */
  constructor(pace: Pace, total: number) {
    this.#pace = pace;
    this.#total = total;
  }

  /** Counts `rows` more as done and lets the pace hook have its turn. */
  advance(rows: number): Promise<void> {
    this.#done += rows;
    return this.#pace(Math.min(1, this.#done / this.#total));
  }
}
