/** Episodes that count for the final return. */
export const RECENT_EPISODES = 64;

/** Books of one member's finished episodes: undiscounted, unscaled returns. */
export class EpisodeLog {
  readonly #recent: number[];
  #returns: number[] = [];
  #lengths: number[] = [];

  /** @param recent returns of its last episodes so far, oldest first */
  constructor(recent: readonly number[] = []) {
    this.#recent = [...recent];
  }

  finish(episodeReturn: number, length: number): void {
    this.#returns.push(episodeReturn);
    this.#lengths.push(length);
    this.#recent.push(episodeReturn);
    if (this.#recent.length > RECENT_EPISODES) this.#recent.shift();
  }

  /** Means over the episodes since the last call; `null` if there were none. */
  take(): {
    readonly episodes: number;
    readonly meanReturn: number | null;
    readonly meanLength: number | null;
  } {
    const taken = {
      episodes: this.#returns.length,
      meanReturn: mean(this.#returns),
      meanLength: mean(this.#lengths),
    };
    this.#returns = [];
    this.#lengths = [];
    return taken;
  }

  /** Returns of the last 64 episodes, oldest first. */
  recent(): readonly number[] {
    return [...this.#recent];
  }
}

/** `null` for an empty list. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
