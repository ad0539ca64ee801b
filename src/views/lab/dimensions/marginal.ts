import type { PlaneOutline } from '../planeView.ts';
import type { ActionPair, Gaussian } from './gaussianPair.ts';

/** The policy over two of its actions, whatever the others are: their means and their block of Σ (docs/mathematics.md §14.1). */
export function marginalOf({ mean, covariance }: Gaussian, dimension: number, [i, j]: ActionPair): Gaussian {
  const entry = (row: number, column: number) => covariance[row * dimension + column]!;
  return {
    mean: [mean[i]!, mean[j]!],
    covariance: [entry(i, i), entry(i, j), entry(j, i), entry(j, j)],
  };
}

/** A policy over two actions as pictures take it. */
export function outlineOf({ mean, covariance }: Gaussian): PlaneOutline {
  return {
    mean: [mean[0]!, mean[1]!],
    covariance: { xx: covariance[0]!, xy: covariance[1]!, yy: covariance[3]! },
  };
}

/** All pairs of k actions, row by row of the lower triangle. */
export function pairsOf(dimension: number): ActionPair[] {
  const pairs: ActionPair[] = [];
  for (let j = 1; j < dimension; j++) for (let i = 0; i < j; i++) pairs.push([i, j]);
  return pairs;
}
