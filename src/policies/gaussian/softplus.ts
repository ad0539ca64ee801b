import { exp, expm1, log, log1p } from 'trust-region-layers/elementary';

/**
 * ln(1 + eˣ), without overflow for large and without loss for very negative arguments.
 * See docs/mathematics.md §10.3.
 */
export function softplus(x: number): number {
  return softplusFrom(x, exp(-Math.abs(x)));
}

/** Derivative of {@link softplus}: 1 / (1 + e⁻ˣ). */
export function softplusDerivative(x: number): number {
  return softplusDerivativeFrom(x, exp(-Math.abs(x)));
}

/** {@link softplus} where e^(−|x|), most of its work, is known. */
export function softplusFrom(x: number, decay: number): number {
  return x > 0 ? x + log1p(decay) : log1p(decay);
}

/** {@link softplusDerivative} from the same e^(−|x|). */
export function softplusDerivativeFrom(x: number, decay: number): number {
  return (x > 0 ? 1 : decay) / (1 + decay);
}

/** The x with softplus(x) = y, for y > 0: y + ln(1 − e⁻ʸ). */
export function inverseSoftplus(y: number): number {
  return y + log(-expm1(-y));
}
