/** Added to the variance, so that what never changes does not divide by zero. */
const VARIANCE_FLOOR = 1e-8;
/** Weight of the initial guess (mean 0, variance 1), in rows: gone after the first batch. */
const INITIAL_COUNT = 1e-4;

/** Running moments as they are stored in a checkpoint. */
export interface RunningStatistics {
  readonly mean: readonly number[];
  readonly variance: readonly number[];
  readonly count: number;
}

/**
 * Running mean and variance of every component of rows of numbers (Chan et al. 1979, batches merged into totals).
 * See docs/mathematics.md §8.3, §8.4.
 */
export class RunningMoments {
  readonly mean: Float64Array;
  readonly #variance: Float64Array;
  #count = INITIAL_COUNT;

  /** @param size components of a row */
  constructor(size: number) {
    this.mean = new Float64Array(size);
    this.#variance = new Float64Array(size).fill(1);
  }

  /** Takes in `count` rows of `values`, from `offset` (in numbers) on. */
  update(values: Float64Array, offset: number, count: number): void {
    const size = this.mean.length;
    const total = this.#count + count;
    for (let j = 0; j < size; j++) {
      let batchMean = 0;
      for (let i = 0; i < count; i++) batchMean += values[offset + i * size + j]! / count;
      let batchSquares = 0;
      for (let i = 0; i < count; i++) {
        const difference = values[offset + i * size + j]! - batchMean;
        batchSquares += difference * difference;
      }
      const shift = batchMean - this.mean[j]!;
      const squares =
        this.#variance[j]! * this.#count + batchSquares + (shift * shift * this.#count * count) / total;
      this.mean[j] = this.mean[j]! + (shift * count) / total;
      this.#variance[j] = squares / total;
    }
    this.#count = total;
  }

  /** √(variance + 1e-8) of component j. */
  deviation(j: number): number {
    return Math.sqrt(this.#variance[j]! + VARIANCE_FLOOR);
  }

  statistics(): RunningStatistics {
    return { mean: [...this.mean], variance: [...this.#variance], count: this.#count };
  }

  restore({ mean, variance, count }: RunningStatistics): void {
    this.mean.set(mean);
    this.#variance.set(variance);
    this.#count = count;
  }
}
