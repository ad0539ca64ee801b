import type { TermId } from './terms.ts';

/** What the name of a setting answers with, where it is a word of the trade. By the field's name. */
const FIELD_TERMS: Readonly<Record<string, TermId>> = {
  projection: 'projection',
  categoricalProjection: 'projection',
  scaled: 'scaled-metric',
  meanBound: 'mean-bound',
  covarianceBound: 'covariance-bound',
  categoricalBound: 'bound',
  trustRegionCoefficient: 'trust-region-loss',
  averageKlBound: 'kl',
  entropyCoefficient: 'entropy',
  entropySchedule: 'entropy-floor',
  targetEntropy: 'entropy',
  head: 'covariance',
  initialStandardDeviation: 'standard-deviation',
  stepsPerIteration: 'rollout',
  discount: 'discount',
  gaeLambda: 'advantage',
  rewardScale: 'reward',
  policyEpochs: 'epoch',
  minibatchSize: 'minibatch',
  maximalGradientNorm: 'gradient',
  valueLearningRate: 'critic',
  clipRatio: 'clip',
  stopAtReturn: 'return',
  seeds: 'seed',
};

export function termOfField(name: string): TermId | undefined {
  return Object.hasOwn(FIELD_TERMS, name) ? FIELD_TERMS[name] : undefined;
}
