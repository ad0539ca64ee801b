import { exp } from '../elementary/exponential.ts';
import { log, log1p } from '../elementary/logarithm.ts';

/**
 * x − ln(1 + x) for x > −1, twice the Kullback–Leibler divergence of a variance ratio 1 + x. Small bounds are the
 * normal case, where x and ln(1 + x) agree in most of their digits, so near 0 it is summed as a series without
 * cancellation: with z = x/(2 + x), ln(1 + x) = 2 artanh z and x − 2z = xz. See docs/mathematics.md §2.6.
 * @param onePlusX 1 + x, given apart because it may be known to more digits than x near −1.
 */
export function logExcess(x: number, onePlusX: number): number {
  if (x > -0.15 && x < 0.2) return logExcessSeries(x, x / (2 + x));
  return x < -0.5 ? x - log(onePlusX) : x - log1p(x);
}

/** x − ln(1 + x) for −0.15 < x < 0.2 and z = x/(2 + x), for those who have z from a division they need anyway. */
function logExcessSeries(x: number, z: number): number {
  const w = z * z;
  // Two chains side by side: neither waits for the other's products.
  const v = w * w;
  const odd = 1 / 3 + v * (1 / 7 + v * (1 / 11 + v * (1 / 15 + v * (1 / 19))));
  const even = 1 / 5 + v * (1 / 9 + v * (1 / 13 + v * (1 / 17)));
  return z * (x - 2 * w * (odd + w * even));
}

const MAX_ITERATIONS = 100;
/** Below this step the next error, of third order in it, is far below what a bound is held to. */
const LAST_STEP = 1e-4;
/** Steps up to this size are taken by Halley's rule, larger ones by Newton's on the logarithm. */
const SMALL_STEP = 0.1;

/**
 * The KL multiplier: the η > 0 at which ½ Σ (λ̃ᵢ − 1 − ln λ̃ᵢ) = bound, for λ̃ᵢ = (1 + η)λᵢ/(1 + ηλᵢ), in
 * t = ln(1 + η). It starts where the first terms of a series in e⁻ᵗ meet the bound, which for the usual small bounds
 * leaves one look at the divergence. Far away Newton's method on the logarithm of the divergence, in which the problem
 * is nearly a straight line at both ends, kept inside a bracket; near by Halley's method, which triples the digits of
 * every step. See docs/mathematics.md §3.7.
 * @param lambda Whitened variances λᵢ > 0.
 * @param x λᵢ − 1, computed without cancellation.
 */
export function solveKlMultiplier(
  lambda: Float64Array,
  x: Float64Array,
  k: number,
  distance: number,
  bound: number,
): number {
  const wanted = 2 * bound;
  let low = 1;
  let high = Infinity;
  let shifted = startOf(lambda, x, k, distance, bound);
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const eta = shifted - 1;
    // With y = λ̃ − 1: value = Σ y − ln(1 + y), its derivatives in t are −Σ y² and 2 Σ y²(1 + y).
    let value = 0;
    let squares = 0;
    let cubes = 0;
    for (let i = 0; i < k; i++) {
      const xi = x[i]!;
      const denominator = 1 + eta * lambda[i]!;
      if (xi > -0.15 * denominator && xi < 0.2 * denominator) {
        // y = x/d and z = y/(2 + y) = x/(2d + x) from one division.
        const double = 2 * denominator + xi;
        const share = xi / (denominator * double);
        const y = share * double;
        value += logExcessSeries(y, share * denominator);
        squares += y * y;
        cubes += y * y * y;
      } else {
        const share = 1 / denominator;
        const y = xi * share;
        value += logExcess(y, shifted * lambda[i]! * share);
        squares += y * y;
        cubes += y * y * y;
      }
    }
    const excess = value - wanted;
    if (excess > 0) low = shifted;
    else high = shifted;
    const newton = excess / squares;
    const curvature = 1 + cubes / squares;
    const halley = newton / (1 - newton * curvature);
    const near = halley < SMALL_STEP && halley > -SMALL_STEP;
    let next = shifted * (near ? smallExp(halley) : exp((log(value / wanted) * value) / squares));
    if (!(next > low && next < high)) {
      if (excess === 0 || high - low <= 2e-16 * low) break;
      next = high === Infinity ? 4 * low : Math.sqrt(low) * Math.sqrt(high);
      if (!(next > low && next < high)) break;
      shifted = next;
      continue;
    }
    shifted = next;
    if (near && Math.abs(halley) * Math.max(curvature, 1) < LAST_STEP) break;
  }
  return Math.max(shifted - 1, 2 ** -53);
}

/**
 * A first 1 + η. With u = x/λ and a = u e⁻ᵗ, y = a/(1 − a) and y − ln(1 + y) = Σ (1 − 1/n) aⁿ, n ≥ 2; so that the
 * condition is a power series in e⁻ᵗ whose coefficients are the power sums of u. Its root as the reverted series
 * √(4ε/Σu²) = z + b₁z² + b₂z³ + b₃z⁴ + …; where that is of no use, the root of the first term alone.
 */
function startOf(lambda: Float64Array, x: Float64Array, k: number, distance: number, bound: number): number {
  let p2 = 0;
  let p3 = 0;
  let p4 = 0;
  let p5 = 0;
  for (let i = 0; i < k; i++) {
    const u = x[i]! / lambda[i]!;
    const u2 = u * u;
    const u3 = u2 * u;
    p2 += u2;
    p3 += u3;
    p4 += u2 * u2;
    p5 += u2 * u3;
  }
  const w = 2 * Math.sqrt(bound / p2);
  const scale = 1 / p2;
  // √(1 + c₃z + c₄z² + c₅z³) = 1 + b₁z + b₂z² + b₃z³ + …
  const b1 = (2 / 3) * p3 * scale;
  const c4 = 0.75 * p4 * scale;
  const b2 = c4 - 0.5 * b1 * b1;
  const b3 = 0.8 * p5 * scale - b1 * b2;
  const correction = w * (-b1 + w * (2 * b1 * b1 - b2 + w * (5 * b1 * (b2 - b1 * b1) - b3)));
  const start = 1 / (w * (1 + correction));
  return correction > -0.5 && correction < 0.5 && start > 1 ? start : Math.sqrt(distance / bound);
}

/** e^t for |t| < 0.1, to the digits that the next iteration corrects or the last step has. */
function smallExp(t: number): number {
  return 1 + t * (1 + t * (1 / 2 + t * (1 / 6 + t * (1 / 24 + t * (1 / 120)))));
}
