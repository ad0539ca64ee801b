/** Normalised observations are clipped to ± this many standard deviations. */
export const OBSERVATION_CLIP = 10;
/** Added to the variance, so that a component that never moves does not divide by zero. */
const VARIANCE_FLOOR = 1e-8;
/** Weight of the initial guess (mean 0, variance 1), in observations: gone after the first batch. */
const INITIAL_COUNT = 1e-4;

/** Running statistics of one member's observations, as they are stored in a checkpoint. */
export interface ObservationStatistics {
  readonly mean: readonly number[];
  readonly variance: readonly number[];
  readonly count: number;
}

/**
 * Running mean and variance of every observation component of one member (Chan et al. 1979, batches merged
 * into totals). It sees raw observations only, each exactly once, before that observation is normalised.
 * See docs/mathematics.md §8.3.
 */
export class ObservationNormaliser {
  readonly mean: Float64Array;
  readonly #variance: Float64Array;
  readonly #enabled: boolean;
  #count = INITIAL_COUNT;

  /** @param enabled false: observations pass unchanged and no statistics are kept. */
  constructor(size: number, enabled: boolean) {
    this.mean = new Float64Array(size);
    this.#variance = new Float64Array(size).fill(1);
    this.#enabled = enabled;
  }

  /** Takes `count` raw observations from `offset` (in numbers) of `observation` into the statistics. */
  update(observation: Float64Array, offset: number, count: number): void {
    if (!this.#enabled) return;
    const size = this.mean.length;
    const total = this.#count + count;
    for (let j = 0; j < size; j++) {
      let batchMean = 0;
      for (let i = 0; i < count; i++) batchMean += observation[offset + i * size + j]! / count;
      let batchSquares = 0;
      for (let i = 0; i < count; i++) {
        const difference = observation[offset + i * size + j]! - batchMean;
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

  /** Writes `count` observations, normalised and clipped, from `source` to `target` at their own offsets. */
  normalise(
    source: Float64Array,
    sourceOffset: number,
    target: Float32Array,
    targetOffset: number,
    count: number,
  ): void {
    const size = this.mean.length;
    if (!this.#enabled) {
      for (let i = 0; i < count * size; i++) target[targetOffset + i] = source[sourceOffset + i]!;
      return;
    }
    for (let j = 0; j < size; j++) {
      const mean = this.mean[j]!;
      const deviation = Math.sqrt(this.#variance[j]! + VARIANCE_FLOOR);
      for (let i = j; i < count * size; i += size) {
        const scaled = (source[sourceOffset + i]! - mean) / deviation;
        target[targetOffset + i] = Math.max(-OBSERVATION_CLIP, Math.min(OBSERVATION_CLIP, scaled));
      }
    }
  }

  /** What observations are divided by: √(variance + 1e-8); 1 when normalisation is off. */
  deviation(): Float64Array {
    return this.#enabled
      ? this.#variance.map((variance) => Math.sqrt(variance + VARIANCE_FLOOR))
      : this.#variance.slice();
  }

  statistics(): ObservationStatistics {
    return { mean: [...this.mean], variance: [...this.#variance], count: this.#count };
  }

  restore(statistics: ObservationStatistics): void {
    this.mean.set(statistics.mean);
    this.#variance.set(statistics.variance);
    this.#count = statistics.count;
  }
}
