import { exp } from '../elementary/exponential.ts';
import { log, log1p } from '../elementary/logarithm.ts';

/**
 * x − ln(1 + x) for x > −1, twice the Kullback–Leibler divergence of a variance ratio 1 + x. Small bounds are the
 * normal case, where x and ln(1 + x) agree in most of their digits, so near 0 it is summed as a series without
 * cancellation: with z = x/(2 + x), ln(1 + x) = 2 artanh z and x − 2z = xz.
 * @param onePlusX 1 + x, given apart because it may be known to more digits than x near −1.
 */
export function logExcess(x: number, onePlusX: number): number {
  if (x > -0.15 && x < 0.2) {
    const z = x / (2 + x);
    const w = z * z;
    // Two chains side by side: neither waits for the other's products.
    const v = w * w;
    const odd = 1 / 3 + v * (1 / 7 + v * (1 / 11 + v * (1 / 15 + v * (1 / 19))));
    const even = 1 / 5 + v * (1 / 9 + v * (1 / 13 + v * (1 / 17)));
    const series = odd + w * even;
    return z * (x - 2 * w * series);
  }
  return x < -0.5 ? x - log(onePlusX) : x - log1p(x);
}

const MAX_ITERATIONS = 100;
/** Below this step the next error, of third order in it, is lost in rounding. */
const LAST_STEP = 2e-5;
/** Steps up to this size are taken by Halley's rule, larger ones by Newton's on the logarithm. */
const SMALL_STEP = 0.1;

/**
 * The KL multiplier: the η > 0 at which ½ Σ (λ̃ᵢ − 1 − ln λ̃ᵢ) = bound, for λ̃ᵢ = (1 + η)λᵢ/(1 + ηλᵢ) (DESIGN §1.2), in
 * t = ln(1 + η). Far away Newton's method on the logarithm of the divergence, in which the problem is nearly a straight
 * line at both ends, kept inside a bracket; near by Halley's method, which triples the digits of every step. Two or
 * three looks at the divergence as a rule.
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
  let shifted = Math.sqrt(distance / bound);
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const eta = shifted - 1;
    // With y = λ̃ − 1: value = Σ y − ln(1 + y), its derivatives in t are −Σ y² and 2 Σ y²(1 + y).
    let value = 0;
    let squares = 0;
    let cubes = 0;
    for (let i = 0; i < k; i++) {
      const share = 1 / (1 + eta * lambda[i]!);
      const y = x[i]! * share;
      value += logExcess(y, shifted * lambda[i]! * share);
      squares += y * y;
      cubes += y * y * y;
    }
    const excess = value - wanted;
    if (excess > 0) low = shifted;
    else high = shifted;
    const newton = excess / squares;
    const halley = newton / (1 - (newton * (squares + cubes)) / squares);
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
    if (near && halley < LAST_STEP && halley > -LAST_STEP) break;
  }
  return Math.max(shifted - 1, 2 ** -53);
}

/** e^t for |t| < 0.1, to the digits that the next iteration corrects or the last step has. */
function smallExp(t: number): number {
  return 1 + t * (1 + t * (1 / 2 + t * (1 / 6 + t * (1 / 24 + t * (1 / 120)))));
}
