/** Squared residual, relative to the right-hand side's, at which the solution is good enough. */
const TOLERANCE = 1e-10;

/**
 * Solves A x = b for a symmetric positive definite A that is known by its products alone (Hestenes & Stiefel 1952).
 * See docs/mathematics.md §9.4.
 *
 * @param product A v
 * @param iterations at most so many products
 */
export function conjugateGradient(
  product: (vector: Float64Array) => Float64Array,
  b: Float64Array,
  iterations: number,
): Float64Array {
  const x = new Float64Array(b.length);
  const residual = b.slice();
  const direction = b.slice();
  let squares = dot(residual, residual);
  const enough = TOLERANCE * squares;
  for (let iteration = 0; iteration < iterations && squares > enough; iteration++) {
    const image = product(direction);
    const curvature = dot(direction, image);
    // Rounding or a singular matrix: what is known so far is the best there is.
    if (!(curvature > 0)) break;
    const length = squares / curvature;
    for (let i = 0; i < x.length; i++) {
      x[i]! += length * direction[i]!;
      residual[i]! -= length * image[i]!;
    }
    const next = dot(residual, residual);
    const keep = next / squares;
    for (let i = 0; i < x.length; i++) direction[i] = residual[i]! + keep * direction[i]!;
    squares = next;
  }
  return x;
}

/** Σ aᵢbᵢ. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
