import type { FactorKind } from 'trust-region-layers/gaussian';

/** Heads of Gaussian policies (docs/mathematics.md §10.3): diagonal; full as Cholesky factor; full as symmetric root R = C Cᵀ. */
export const GAUSSIAN_HEAD_IDS = ['diagonal', 'full', 'root'] as const;
export type GaussianHeadId = (typeof GAUSSIAN_HEAD_IDS)[number];
/** Of every policy; `categorical` gives each of n actions a probability (docs/mathematics.md §15). */
export type HeadId = GaussianHeadId | 'categorical';

export const ACTIVATION_IDS = ['tanh', 'relu', 'elu'] as const;
export type ActivationId = (typeof ACTIVATION_IDS)[number];

const HEAD_FACTOR: Readonly<Record<GaussianHeadId, FactorKind>> = {
  diagonal: 'diagonal',
  full: 'cholesky',
  root: 'root',
};

/**
 * Layout of the factor that a head of Gaussian policies produces.
 * @throws {RangeError} for `categorical`, which has no factor
 */
export function factorKindOf(head: HeadId): FactorKind {
  if (head === 'categorical')
    throw new RangeError('a categorical policy has no covariance, so no factor of one');
  return HEAD_FACTOR[head];
}

/** Shape of a multi-layer perceptron. */
export interface NetworkShape {
  readonly inputSize: number;
  readonly hiddenSizes: readonly number[];
  readonly outputSize: number;
  readonly activation: ActivationId;
}

/** Shape of a policy: everything that decides how many parameters there are and what they mean. */
export interface PolicyShape {
  readonly observationSize: number;
  /** k, dimensions of a Gaussian; n, how many actions a categorical policy chooses from. */
  readonly actionSize: number;
  readonly hiddenSizes: readonly number[];
  readonly activation: ActivationId;
  readonly head: HeadId;
  /**
   * true: the network's last layer outputs [mean (k), raw factor (r)]. false: it outputs the mean and the raw
   * factor is a free vector of r parameters at the end of the flat parameter vector.
   * r = k for `diagonal`, k(k+1)/2 (lower triangle, row by row) for `full` and `root`, 0 for `categorical`, whose network
   * outputs n logits whatever this says.
   */
  readonly stateDependent: boolean;
  /** Standard deviation at initialisation, > minimalStandardDeviation. */
  readonly initialStandardDeviation: number;
  /** Added after softplus on the diagonal, 1e-5 in the paper. */
  readonly minimalStandardDeviation: number;
}
