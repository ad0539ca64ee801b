/** Added to the variance, so that rewards that never change do not divide by zero. */
const VARIANCE_FLOOR = 1e-8;
/** Weight of the initial guess (variance 1), in rewards: gone after the first batch. */
const INITIAL_COUNT = 1e-4;

/** Running statistics of one member's discounted returns, as they are stored in a checkpoint. */
export interface RewardStatistics {
  readonly mean: number;
  readonly variance: number;
  readonly count: number;
  /** The discounted sum of rewards so far, one number an environment. */
  readonly running: readonly number[];
}

/**
 * Divides rewards by the running standard deviation of their discounted sum (Engstrom et al. 2020, as PPO's
 * implementations scale them): the sum R ← γR + r runs on within an episode, and every step adds one to its statistics.
 * Rewards keep their sign and their mean. See docs/mathematics.md §8.4.
 */
export class RewardNormaliser {
  readonly #discount: number;
  readonly #running: Float64Array;
  #mean = 0;
  #variance = 1;
  #count = INITIAL_COUNT;

  constructor(environments: number, discount: number) {
    this.#discount = discount;
    this.#running = new Float64Array(environments);
  }

  /**
   * Takes one step's rewards of all the member's environments into the statistics.
   * @param reward from `offset` on, one number an environment
   * @param ended 1 where the episode ended with this step, from `offset` on
   */
  update(reward: Float64Array, ended: (environment: number) => boolean, offset: number): void {
    const n = this.#running.length;
    let batchMean = 0;
    for (let i = 0; i < n; i++) {
      this.#running[i] = this.#discount * this.#running[i]! + reward[offset + i]!;
      batchMean += this.#running[i]! / n;
    }
    let squares = 0;
    for (let i = 0; i < n; i++) {
      const difference = this.#running[i]! - batchMean;
      squares += difference * difference;
      if (ended(i)) this.#running[i] = 0;
    }
    const total = this.#count + n;
    const shift = batchMean - this.#mean;
    this.#variance =
      (this.#variance * this.#count + squares + (shift * shift * this.#count * n) / total) / total;
    this.#mean += (shift * n) / total;
    this.#count = total;
  }

  /** What rewards are divided by. */
  deviation(): number {
    return Math.sqrt(this.#variance + VARIANCE_FLOOR);
  }

  statistics(): RewardStatistics {
    return { mean: this.#mean, variance: this.#variance, count: this.#count, running: [...this.#running] };
  }

  restore(statistics: RewardStatistics): void {
    this.#mean = statistics.mean;
    this.#variance = statistics.variance;
    this.#count = statistics.count;
    this.#running.set(statistics.running);
  }
}
