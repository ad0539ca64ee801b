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
    const series =
      1 / 3 +
      w *
        (1 / 5 +
          w *
            (1 / 7 + w * (1 / 9 + w * (1 / 11 + w * (1 / 13 + w * (1 / 15 + w * (1 / 17 + w * (1 / 19))))))));
    return z * (x - 2 * w * series);
  }
  return x < -0.5 ? x - Math.log(onePlusX) : x - Math.log1p(x);
}

const MAX_ITERATIONS = 100;

/**
 * The KL multiplier: the η > 0 at which ½ Σ (λ̃ᵢ − 1 − ln λ̃ᵢ) = bound, for λ̃ᵢ = (1 + η)λᵢ/(1 + ηλᵢ) (DESIGN §1.2).
 * Newton's method in ln(1 + η) on the logarithm of the divergence, in which the problem is nearly a straight line
 * at both ends, kept inside a bracket; four or five steps as a rule.
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
  let low = 1;
  let high = Infinity;
  let shifted = Math.sqrt(distance / bound);
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const eta = shifted - 1;
    let value = 0;
    let squares = 0;
    for (let i = 0; i < k; i++) {
      const denominator = 1 + eta * lambda[i]!;
      const y = x[i]! / denominator;
      value += logExcess(y, (shifted * lambda[i]!) / denominator);
      squares += y * y;
    }
    // value is twice the divergence, squares = −d(value)/d ln(1 + η).
    const residual = Math.log(value / (2 * bound));
    if (residual > 0) low = shifted;
    else high = shifted;
    let next = shifted * Math.exp((residual * value) / squares);
    if (!(next > low && next < high)) {
      if (residual === 0 || high - low <= 2e-16 * low) break;
      next = high === Infinity ? 4 * low : Math.sqrt(low) * Math.sqrt(high);
      if (!(next > low && next < high)) break;
      shifted = next;
      continue;
    }
    const step = Math.abs(next - shifted);
    shifted = next;
    if (step <= 1e-9 * shifted) break;
  }
  return Math.max(shifted - 1, 2 ** -53);
}
