/** ln(1 + eˣ), without overflow for large and without loss for very negative arguments. */
export function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}

/** Derivative of {@link softplus}: 1 / (1 + e⁻ˣ). */
export function softplusDerivative(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** The x with softplus(x) = y, for y > 0: y + ln(1 − e⁻ʸ). */
export function inverseSoftplus(y: number): number {
  return y + Math.log(-Math.expm1(-y));
}
