import type { ActingPolicy } from './events.ts';
import { RunningMoments, type RunningStatistics } from './runningMoments.ts';

/** Normalised observations are clipped to ± this many standard deviations. */
export const OBSERVATION_CLIP = 10;

/**
 * Normalises one member's observations by their running statistics: (o − mean)/deviation, clipped. It sees raw
 * observations only, each exactly once, before that observation is normalised. See docs/mathematics.md §8.3.
 */
export class ObservationNormaliser {
  readonly #moments: RunningMoments;
  readonly #size: number;
  /** false: observations pass unchanged. */
  readonly enabled: boolean;

  /** @param enabled false: observations pass unchanged and no statistics are kept. */
  constructor(size: number, enabled: boolean) {
    this.#moments = new RunningMoments(size);
    this.#size = size;
    this.enabled = enabled;
  }

  /** Takes `count` raw observations from `offset` (in numbers) of `observation` into the statistics. */
  update(observation: Float64Array, offset: number, count: number): void {
    if (this.enabled) this.#moments.update(observation, offset, count);
  }

  /** Writes `count` observations, normalised and clipped, from `source` to `target` at their own offsets. */
  normalise(
    source: Float64Array,
    sourceOffset: number,
    target: Float32Array,
    targetOffset: number,
    count: number,
  ): void {
    const size = this.#size;
    if (!this.enabled) {
      for (let i = 0; i < count * size; i++) target[targetOffset + i] = source[sourceOffset + i]!;
      return;
    }
    for (let j = 0; j < size; j++) {
      const mean = this.#moments.mean[j]!;
      const deviation = this.#moments.deviation(j);
      for (let i = j; i < count * size; i += size) {
        const scaled = (source[sourceOffset + i]! - mean) / deviation;
        target[targetOffset + i] = Math.max(-OBSERVATION_CLIP, Math.min(OBSERVATION_CLIP, scaled));
      }
    }
  }

  /** What is subtracted from observations; 0 when normalisation is off. */
  get mean(): Float64Array {
    return this.#moments.mean;
  }

  /** What observations are divided by: √(variance + 1e-8); 1 when normalisation is off. */
  deviation(): Float64Array {
    return this.mean.map((_, j) => (this.enabled ? this.#moments.deviation(j) : 1));
  }

  statistics(): RunningStatistics {
    return this.#moments.statistics();
  }

  restore(statistics: RunningStatistics): void {
    this.#moments.restore(statistics);
  }
}

/** What an acting policy's network is given of an observation's entry `j`. */
export function normalisedEntry(
  { normalised, observationMean, observationDeviation }: Omit<ActingPolicy, 'parameters'>,
  value: number,
  j: number,
): number {
  if (!normalised) return value;
  const scaled = (value - observationMean[j]!) / observationDeviation[j]!;
  return Math.max(-OBSERVATION_CLIP, Math.min(OBSERVATION_CLIP, scaled));
}
