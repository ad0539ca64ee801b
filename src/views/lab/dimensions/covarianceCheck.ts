import { cholesky, symmetricEigen } from 'trust-region-layers/gaussian';
import { DIMENSIONS, type Gaussian, PAIR_LIMITS } from './gaussianPair.ts';
import { SENTENCES } from './sentences.ts';

export type Checked<Value> = { readonly value: Value } | { readonly problem: string };

/** Printed numbers are rounded: entries may differ by so much of what they could be at most. */
const ASYMMETRY = 1e-6;
/** Smallest eigenvalue over the largest with which all projections still have digits to work with. */
const SINGULAR = 1e-12;

/** Eigenvalues of a symmetric [k, k], the largest first (docs/mathematics.md §11.2). */
export function eigenvaluesOf(matrix: ArrayLike<number>, k: number): number[] {
  const values = new Float64Array(k);
  symmetricEigen(Float64Array.from(matrix), k, values, new Float64Array(k * k));
  return [...values].sort((a, b) => b - a);
}

/** A matrix somebody typed as a covariance, made exactly symmetric; or what is wrong with it. */
export function checkCovariance(rows: readonly (readonly number[])[]): Checked<readonly number[]> {
  const k = rows.length;
  const columns = rows[0]?.length ?? 0;
  if (rows.some((row) => row.length !== k)) return { problem: SENTENCES.notSquare(k, columns, false) };
  if (k < DIMENSIONS.minimum || k > DIMENSIONS.maximum) return { problem: SENTENCES.dimension(k) };
  const { minimum, maximum } = PAIR_LIMITS.deviation;
  for (const [i, row] of rows.entries()) {
    const variance = row[i]!;
    // A hair beyond the limit is a limit that was printed.
    if (!(variance >= minimum ** 2 * 0.999 && variance <= maximum ** 2 * 1.001)) {
      return { problem: SENTENCES.variance(i + 1, variance) };
    }
  }
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < i; j++) {
      const [one, other] = [rows[j]![i]!, rows[i]![j]!];
      const scale = Math.max(Math.abs(one), Math.abs(other), Math.sqrt(rows[i]![i]! * rows[j]![j]!));
      if (!(Math.abs(one - other) <= ASYMMETRY * scale)) {
        return { problem: SENTENCES.notSymmetric(j + 1, i + 1, one, other) };
      }
    }
  }
  const covariance = rows.flatMap((row, i) =>
    row.map((entry, j) => (entry === rows[j]![i] ? entry : (entry + rows[j]![i]!) / 2)),
  );
  const spectrum = eigenvaluesOf(covariance, k);
  const [largest, smallest] = [spectrum[0]!, spectrum[k - 1]!];
  if (!(smallest > 0)) return { problem: SENTENCES.notDefinite(smallest) };
  if (smallest < SINGULAR * largest || !cholesky(Float64Array.from(covariance), k, new Float64Array(k * k))) {
    return { problem: SENTENCES.nearlySingular(smallest, largest) };
  }
  return { value: covariance };
}

/** A policy of a mean and the rows of a covariance; or what is wrong with it. */
export function checkGaussian(
  mean: readonly number[],
  rows: readonly (readonly number[])[],
): Checked<Gaussian> {
  const far = mean.find((value) => !(Math.abs(value) <= PAIR_LIMITS.mean.maximum));
  if (far !== undefined) return { problem: SENTENCES.mean(far) };
  const checked = checkCovariance(rows);
  return 'problem' in checked ? checked : { value: { mean, covariance: checked.value } };
}
