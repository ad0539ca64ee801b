import * as m from '#words/quantities';

/** What may stop being finite, by the name that the trainer gives it. */
// not words: the names are the trainer's
const WORDS = {
  observations: m.observations,
  rewards: m.rewards,
  values: m.values,
  'policy outputs': m.policyOutputs,
  'policy covariance': m.policyCovariance,
  'value loss': m.valueLoss,
  'policy loss': m.policyLoss,
  'trust-region loss': m.trustRegionLoss,
  'entropy loss': m.entropyLoss,
  'policy parameters': m.policyParameters,
  'value parameters': m.valueParameters,
  'policy gradient': m.policyGradient,
  'natural gradient': m.naturalGradient,
} as const;

/** A quantity of a divergence in the reader's language; one without a word as it is. */
export function quantityWords(quantity: string): string {
  return Object.hasOwn(WORDS, quantity) ? WORDS[quantity as keyof typeof WORDS]() : quantity;
}
