import { type FloatArray, factorSize, type GaussianBatch } from 'trust-region-layers/gaussian';
import type { Random } from '../../random/random.ts';
import { factorKindOf, type GaussianHeadId } from '../types.ts';

/**
 * Draws one action per state, a = μ + F ξ with ξ standard normal and F the factor as the head gives it (diagonal
 * standard deviations, Cholesky factor or symmetric root: all have F Fᵀ = Σ). Not clipped.
 * See docs/mathematics.md §6.2.
 *
 * @param action receives [count, actionSize]
 */
export function sampleGaussianActions(
  head: GaussianHeadId,
  actionSize: number,
  { mean, factor }: GaussianBatch,
  count: number,
  random: Random,
  action: FloatArray,
): void {
  const k = actionSize;
  if (head === 'diagonal') {
    for (let i = 0; i < count * k; i++) action[i] = mean[i]! + factor[i]! * random.normal();
    return;
  }
  const size = factorSize(factorKindOf(head), k);
  for (let row = 0; row < count; row++) {
    for (let j = 0; j < k; j++) action[row * k + j] = mean[row * k + j]!;
    for (let j = 0; j < k; j++) {
      const noise = random.normal();
      // Column j of F; a Cholesky factor has nothing above its diagonal.
      for (let i = head === 'full' ? j : 0; i < k; i++) {
        action[row * k + i]! += factor[row * size + i * k + j]! * noise;
      }
    }
  }
}
