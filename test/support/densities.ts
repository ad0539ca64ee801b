import { DensityHistory } from '../../src/store/densityHistory.ts';
import { DENSITY_BINS, type DistanceDensities, densitiesOf } from '../../src/trainer/densities.ts';

export const BOUNDS = { mean: 0.03, covariance: 1e-3 };

/** Densities of states all of whose parts are these distances. */
export function densities(distances: readonly number[], projected?: readonly number[]): DistanceDensities {
  const of = (values: readonly number[]) => {
    const all = new Float32Array(values);
    return { mean: all, covariance: all, klMean: all, klCovariance: new Float32Array(values.length) };
  };
  return densitiesOf(of(distances), projected ? of(projected) : null, BOUNDS);
}

/** A history of iterations, each the distances of its states as proposed and as projected. */
export function historyOf(
  ...iterations: readonly (readonly [readonly number[], (readonly number[])?])[]
): DensityHistory {
  const history = new DensityHistory();
  for (const [i, [proposed, projected]] of iterations.entries()) {
    history.add(i + 1, densities(proposed, projected));
  }
  return history;
}

/** The counts of one policy and part in all bins. */
export function allCounts({ first, bins, counts }: DistanceDensities, slice: number): number[] {
  const all = new Array<number>(DENSITY_BINS).fill(0);
  const start = bins.subarray(0, slice).reduce((sum, one) => sum + one, 0);
  for (let i = 0; i < bins[slice]!; i++) all[first[slice]! + i] = counts[start + i]!;
  return all;
}
