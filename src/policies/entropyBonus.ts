import { createCategoricalEntropyBonus } from './categorical/entropyBonus.ts';
import type { EntropyBonus } from './entropyBonusTypes.ts';
import { createGaussianEntropyBonus } from './gaussian/entropyBonus.ts';
import { factorKindOf, type PolicyShape } from './types.ts';

/** The entropy bonus of a kind of policies. @param coefficient > 0 */
export function createEntropyBonus(
  { head, actionSize }: Pick<PolicyShape, 'head' | 'actionSize'>,
  coefficient: number,
): EntropyBonus {
  return head === 'categorical'
    ? createCategoricalEntropyBonus(actionSize, coefficient)
    : createGaussianEntropyBonus(factorKindOf(head), actionSize, coefficient);
}
