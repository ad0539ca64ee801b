/** A Gaussian over k actions. */
export interface Gaussian {
  /** [k] */
  readonly mean: readonly number[];
  /** [k, k], row-major, exactly symmetric and positive definite. */
  readonly covariance: readonly number[];
}

/** What is projected: an old and a proposed policy over the same actions. */
export interface GaussianPair {
  /** k, within {@link DIMENSIONS}. */
  readonly dimension: number;
  readonly old: Gaussian;
  readonly proposed: Gaussian;
}

export type PairSide = 'old' | 'proposed';

/** Which actions span the plane on show, counted from 0. */
export type ActionPair = readonly [number, number];

/** How many actions can be shown side by side. */
export const DIMENSIONS = { minimum: 2, maximum: 6 } as const;

/** What fields and files may hold. */
export const PAIR_LIMITS = {
  mean: { minimum: -1e6, maximum: 1e6 },
  deviation: { minimum: 1e-4, maximum: 1e4 },
} as const;

/** Standard deviation of one action. */
export function deviationOf({ covariance }: Gaussian, dimension: number, index: number): number {
  return Math.sqrt(covariance[index * dimension + index]!);
}

/** The same policy with another mean of one action. */
export function withMeanOf(gaussian: Gaussian, index: number, value: number): Gaussian {
  return { ...gaussian, mean: gaussian.mean.with(index, value) };
}

/** The same policy with another standard deviation of one action; its correlations stay, so it stays positive definite. */
export function withDeviationOf(
  gaussian: Gaussian,
  dimension: number,
  index: number,
  value: number,
): Gaussian {
  const factor = value / deviationOf(gaussian, dimension, index);
  const covariance = gaussian.covariance.map((entry, at) => {
    const [row, column] = [Math.floor(at / dimension), at % dimension];
    if (row === index && column === index) return value * value;
    return row === index || column === index ? entry * factor : entry;
  });
  return { ...gaussian, covariance };
}
