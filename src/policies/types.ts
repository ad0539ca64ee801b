import type { FactorKind } from 'trust-region-layers/gaussian';

/** Covariance heads (docs/mathematics.md §10.3): diagonal; full as Cholesky factor; full as symmetric root R = C Cᵀ. */
export const HEAD_IDS = ['diagonal', 'full', 'root'] as const;
export type HeadId = (typeof HEAD_IDS)[number];

export const ACTIVATION_IDS = ['tanh', 'relu', 'elu'] as const;
export type ActivationId = (typeof ACTIVATION_IDS)[number];

/** Layout of the factor a head produces. */
export const HEAD_FACTOR: Readonly<Record<HeadId, FactorKind>> = {
  diagonal: 'diagonal',
  full: 'cholesky',
  root: 'root',
};

/** Shape of a multi-layer perceptron. */
export interface NetworkShape {
  readonly inputSize: number;
  readonly hiddenSizes: readonly number[];
  readonly outputSize: number;
  readonly activation: ActivationId;
}

/** Shape of a Gaussian policy: everything that decides how many parameters there are and what they mean. */
export interface PolicyShape {
  readonly observationSize: number;
  /** k. */
  readonly actionSize: number;
  readonly hiddenSizes: readonly number[];
  readonly activation: ActivationId;
  readonly head: HeadId;
  /**
   * true: the network's last layer outputs [mean (k), raw factor (r)]. false: it outputs the mean and the raw
   * factor is a free vector of r parameters at the end of the flat parameter vector.
   * r = k for `diagonal`, k(k+1)/2 (lower triangle, row by row) otherwise.
   */
  readonly stateDependent: boolean;
  /** Standard deviation at initialisation, > minimalStandardDeviation. */
  readonly initialStandardDeviation: number;
  /** Added after softplus on the diagonal, 1e-5 in the paper. */
  readonly minimalStandardDeviation: number;
}
