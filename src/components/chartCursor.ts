/** Where the reader points on a horizontal axis that several charts share; `null` when nowhere. */
export class ChartCursor {
  #position: number | null = null;
  readonly #listeners = new Set<() => void>();

  get position(): number | null {
    return this.#position;
  }

  set position(next: number | null) {
    if (next === this.#position) return;
    this.#position = next;
    for (const listener of this.#listeners) listener();
  }

  /** @returns the way to stop listening */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
