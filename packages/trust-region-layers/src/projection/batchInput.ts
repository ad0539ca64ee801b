import type { FactorKind, FloatArray, GaussianBatch } from '../gaussian/types.ts';
import { factorSize, MAX_DIMENSION } from '../gaussian/types.ts';

/** Largest asymmetry of a symmetric factor, relative to its diagonal: float32 products stay below it. */
const ASYMMETRY = 1e-5;

/** Throws where an array is too short for `count` states of `size` numbers. */
export function checkLength(array: FloatArray, count: number, size: number, quantity: string): void {
  if (array.length < count * size) {
    throw new RangeError(
      `${quantity} has length ${array.length}, expected ${count * size} = ${count} states × ${size}`,
    );
  }
}

/** Throws where rows are too few or name a state that is not among `states`. */
export function checkRows(rows: Int32Array, states: number, count: number): void {
  if (rows.length < count) throw new RangeError(`rows has length ${rows.length}, expected ${count}`);
  for (let row = 0; row < count; row++) {
    if (!(rows[row]! >= 0 && rows[row]! < states)) {
      throw new RangeError(`row ${row} is state ${rows[row]}, expected one of 0 … ${states - 1}`);
    }
  }
}

/** Throws where a batch is too short for `count` states. */
export function checkBatch(
  batch: GaussianBatch,
  kind: FactorKind,
  dimension: number,
  count: number,
  name: string,
): void {
  checkLength(batch.mean, count, dimension, `${name} mean`);
  checkLength(batch.factor, count, factorSize(kind, dimension), `${name} ${factorName(kind)}`);
}

/** What the factor of this kind is called in a message. */
function factorName(kind: FactorKind): string {
  switch (kind) {
    case 'diagonal':
      return 'standard deviation';
    case 'cholesky':
      return 'Cholesky factor';
    case 'root':
      return 'symmetric root';
    case 'covariance':
      return 'covariance';
  }
}

/** Copies one state's mean. @throws {RangeError} where a number is not finite. */
export function loadMean(
  batch: GaussianBatch,
  state: number,
  dimension: number,
  out: Float64Array,
  name: string,
): void {
  const offset = state * dimension;
  for (let i = 0; i < dimension; i++) {
    const value = batch.mean[offset + i]!;
    if (!Number.isFinite(value)) throw notFinite(`${name} mean`, state, value);
    out[i] = value;
  }
}

/**
 * Copies one state's factor, the upper triangle of a Cholesky factor as zeros and the symmetric kinds symmetrised.
 * See docs/mathematics.md §1.2.
 * @throws {RangeError} where a number is not finite or a symmetric kind is not symmetric.
 */
export function loadFactor(
  batch: GaussianBatch,
  kind: FactorKind,
  state: number,
  dimension: number,
  out: Float64Array,
  name: string,
): void {
  const size = factorSize(kind, dimension);
  const offset = state * size;
  const { factor } = batch;
  // 0 · x is 0 exactly where x is finite.
  let zero = 0;
  if (kind === 'cholesky') {
    for (let i = 0; i < dimension; i++) {
      const row = i * dimension;
      for (let at = row; at <= row + i; at++) {
        const value = factor[offset + at]!;
        zero += 0 * value;
        out[at] = value;
      }
      for (let at = row + i + 1; at < row + dimension; at++) {
        zero += 0 * factor[offset + at]!;
        out[at] = 0;
      }
    }
  } else {
    for (let i = 0; i < size; i++) {
      const value = factor[offset + i]!;
      zero += 0 * value;
      out[i] = value;
    }
  }
  if (zero !== 0) {
    const value = factor.subarray(offset, offset + size).find((entry) => !Number.isFinite(entry))!;
    throw notFinite(`${name} ${factorName(kind)}`, state, value);
  }
  if (kind === 'diagonal' || kind === 'cholesky') return;
  for (let i = 1; i < dimension; i++) {
    for (let j = 0; j < i; j++) {
      const below = i * dimension + j;
      const above = j * dimension + i;
      if (out[below] === out[above]) continue;
      const size2 = out[i * dimension + i]! * out[j * dimension + j]!;
      if (!(Math.abs(out[below]! - out[above]!) <= ASYMMETRY * Math.sqrt(Math.abs(size2)))) {
        throw new RangeError(
          `${name} ${factorName(kind)} of state ${state} is not symmetric: ${out[above]} above and ${out[below]} below the diagonal`,
        );
      }
      out[below] = 0.5 * (out[below]! + out[above]!);
      out[above] = out[below]!;
    }
  }
}

/**
 * Copies an upstream gradient of one factor: the part that can act on a factor of this kind.
 * See docs/mathematics.md §1.3.
 */
export function loadFactorGradient(
  batch: GaussianBatch,
  kind: FactorKind,
  state: number,
  dimension: number,
  out: Float64Array,
): void {
  const size = factorSize(kind, dimension);
  const offset = state * size;
  for (let i = 0; i < size; i++) out[i] = batch.factor[offset + i]!;
  if (kind === 'diagonal') return;
  for (let i = 1; i < dimension; i++) {
    for (let j = 0; j < i; j++) {
      const below = i * dimension + j;
      const above = j * dimension + i;
      if (kind === 'cholesky') {
        out[above] = 0;
      } else if (out[below] !== out[above]) {
        out[below] = 0.5 * (out[below]! + out[above]!);
        out[above] = out[below]!;
      }
    }
  }
}

export function notPositiveDefinite(name: string, state: number): RangeError {
  return new RangeError(`${name} covariance of state ${state} is not positive definite`);
}

export function notFinite(quantity: string, state: number, value: number): RangeError {
  return new RangeError(`${quantity} of state ${state} is ${value}, expected finite numbers`);
}

/** @throws {RangeError} where k is not an integer in 1 … MAX_DIMENSION. */
export function checkDimension(dimension: number): void {
  if (!(Number.isInteger(dimension) && dimension >= 1 && dimension <= MAX_DIMENSION)) {
    throw new RangeError(`dimension is ${dimension}, expected an integer from 1 to ${MAX_DIMENSION}`);
  }
}
