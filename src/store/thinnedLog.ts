/**
 * A row of every iteration, in bounded memory: when it is full, every second iteration is let go, and from then on only every
 * second (fourth, …) is taken.
 */
export class ThinnedLog<Row extends { readonly iteration: number }> {
  #rows: Row[] = [];
  #stride = 1;
  readonly #capacity: number;

  /** @param capacity rows kept, at least 2 */
  constructor(capacity: number) {
    this.#capacity = Math.max(2, Math.floor(capacity));
  }

  /** Oldest first. */
  get rows(): readonly Row[] {
    return this.#rows;
  }

  /** Every how many iterations one is kept. */
  get stride(): number {
    return this.#stride;
  }

  add(row: Row): void {
    if (row.iteration % this.#stride !== 0) return;
    this.#rows.push(row);
    if (this.#rows.length < this.#capacity) return;
    this.#stride *= 2;
    this.#rows = this.#rows.filter(({ iteration }) => iteration % this.#stride === 0);
  }
}
