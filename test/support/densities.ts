import { DensityHistory } from '../../src/store/densityHistory.ts';
import { type DistanceDensities, densitiesOf } from '../../src/trainer/densities.ts';

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
