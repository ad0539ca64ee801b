import { RunningMoments, type RunningStatistics } from './runningMoments.ts';

/** Running statistics of one member's discounted returns, as they are stored in a checkpoint. */
export interface RewardStatistics extends RunningStatistics {
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
  readonly #moments = new RunningMoments(1);

  constructor(environments: number, discount: number) {
    this.#discount = discount;
    this.#running = new Float64Array(environments);
  }

  /**
   * Takes one step's rewards of all the member's environments into the statistics.
   * @param reward from `offset` on, one number an environment
   * @param ended whether the episode of an environment ended with this step
   */
  update(reward: Float64Array, ended: (environment: number) => boolean, offset: number): void {
    const running = this.#running;
    for (let i = 0; i < running.length; i++) running[i] = this.#discount * running[i]! + reward[offset + i]!;
    this.#moments.update(running, 0, running.length);
    for (let i = 0; i < running.length; i++) if (ended(i)) running[i] = 0;
  }

  /** What rewards are divided by. */
  deviation(): number {
    return this.#moments.deviation(0);
  }

  statistics(): RewardStatistics {
    return { ...this.#moments.statistics(), running: [...this.#running] };
  }

  restore(statistics: RewardStatistics): void {
    this.#moments.restore(statistics);
    this.#running.set(statistics.running);
  }
}
