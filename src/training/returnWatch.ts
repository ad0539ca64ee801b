/** Episodes that make a mean. */
const EPISODES = 32;
/** Learned is what exceeds the beginning by so many times the noise. */
const LEARNED = 4;
/** Iterations from which the noise is taken. */
const NOISE_MEMORY = 20;

/** The mean return of a seed's last 32 episodes: where it began, where it was best, and what of that is left (docs/mathematics.md §8.12). */
export class ReturnWatch {
  #window: { readonly mean: number; readonly episodes: number }[] = [];
  #last: number | null = null;
  #steps: number[] = [];
  #first: number | null = null;
  #mean: number | null = null;
  #best = Number.NEGATIVE_INFINITY;
  #bestAt = 0;
  #learned = false;

  /** @param mean of the episodes that ended in this iteration; `null` if none did */
  add(iteration: number, mean: number | null, episodes: number): void {
    if (mean === null || episodes === 0) return;
    if (this.#last !== null) this.#steps = [...this.#steps, Math.abs(mean - this.#last)].slice(-NOISE_MEMORY);
    this.#last = mean;
    this.#window.push({ mean, episodes });
    let total = this.#window.reduce((sum, one) => sum + one.episodes, 0);
    while (total - this.#window[0]!.episodes >= EPISODES) total -= this.#window.shift()!.episodes;
    if (total < EPISODES) return;
    this.#mean = this.#window.reduce((sum, one) => sum + one.mean * one.episodes, 0) / total;
    this.#first ??= this.#mean;
    if (this.#mean <= this.#best) return;
    this.#best = this.#mean;
    this.#bestAt = iteration;
    const noise = this.#noise;
    if (noise > 0 && this.#best - this.#first > LEARNED * noise) this.#learned = true;
  }

  /** `null` before so many episodes have ended. */
  get mean(): number | null {
    return this.#mean;
  }

  get best(): number {
    return this.#best;
  }

  /** The iteration after which it was best. */
  get bestAt(): number {
    return this.#bestAt;
  }

  /** Whether it is at its best, or as near as the noise tells. */
  get isAtItsBest(): boolean {
    return this.#mean !== null && this.#mean >= this.#best - this.#noise;
  }

  /** The share of what had been learned that is gone; 0 as long as nothing has been. */
  get shareLost(): number {
    if (this.#mean === null || !this.#learned) return 0;
    return (this.#best - this.#mean) / (this.#best - this.#first!);
  }

  /** The median change from one iteration's mean to the next one's. */
  get #noise(): number {
    const sorted = this.#steps.toSorted((a, b) => a - b);
    return sorted[sorted.length >> 1] ?? 0;
  }
}
