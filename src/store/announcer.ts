/** Tells listeners that something changed outside React; they read what they need when they next draw. */
export class Announcer {
  readonly #listeners = new Set<() => void>();

  /** @returns the way to stop listening */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  announce(): void {
    for (const listener of this.#listeners) listener();
  }
}
