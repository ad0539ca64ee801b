import { exp, expm1 } from '../elementary/exponential.ts';
import { log, log1p } from '../elementary/logarithm.ts';

/** ln(1 + eˣ), without overflow for large and without loss for very negative arguments. */
export function softplus(x: number): number {
  return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x));
}

/** Derivative of {@link softplus}: 1 / (1 + e⁻ˣ). */
export function softplusDerivative(x: number): number {
  return 1 / (1 + exp(-x));
}

/** The x with softplus(x) = y, for y > 0: y + ln(1 − e⁻ʸ). */
export function inverseSoftplus(y: number): number {
  return y + log(-expm1(-y));
}
