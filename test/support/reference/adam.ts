import { integerPower } from 'trust-region-layers/elementary';
import type { FloatArray } from 'trust-region-layers/gaussian';
import type { AdamSettings } from '../../../src/engines/tfjs/kernels.ts';

/**
 * One update of Adam (Kingma & Ba 2015), in place, over the first `gradient.length` entries.
 * See docs/mathematics.md §10.4.
 *
 * @param moment1 running mean of the gradient, not bias-corrected
 * @param moment2 running mean of its square, not bias-corrected
 * @param step number of this update, 1 for the first
 */
export function adamStep(
  parameters: FloatArray,
  moment1: FloatArray,
  moment2: FloatArray,
  gradient: FloatArray,
  step: number,
  settings: AdamSettings,
): void {
  const { learningRate, beta1, beta2, epsilon } = settings;
  const correction1 = 1 - integerPower(beta1, step);
  const correction2 = 1 - integerPower(beta2, step);
  for (let i = 0; i < gradient.length; i++) {
    const g = gradient[i]!;
    const m = beta1 * moment1[i]! + (1 - beta1) * g;
    const v = beta2 * moment2[i]! + (1 - beta2) * g * g;
    moment1[i] = m;
    moment2[i] = v;
    parameters[i]! -= (learningRate * (m / correction1)) / (Math.sqrt(v / correction2) + epsilon);
  }
}
