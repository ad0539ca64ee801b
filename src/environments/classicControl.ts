/** Settings from which the classic tasks with discrete actions learn: small networks, short rollouts, few passes over them. */
export const CLASSIC_CONTROL = {
  hiddenSizes: [32, 32],
  stepsPerIteration: 32,
  policyEpochs: 4,
  valueEpochs: 4,
  minibatchSize: 128,
  learningRate: 2e-3,
  valueLearningRate: 4e-3,
  learningRateDecay: true,
  maximalGradientNorm: 1,
  discount: 0.99,
  steps: 131_072,
} as const;
