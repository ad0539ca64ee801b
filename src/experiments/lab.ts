import type { EntropyMode, EntropyOrder, ProjectionId } from 'trust-region-layers';

/**
 * A 2-D Gaussian as the Lab edits it: two orthogonal axes and an angle, so that the covariance cannot leave
 * the positive definite cone. Σ = Rot(angle) diag(σ₁², σ₂²) Rot(angle)ᵀ.
 */
export interface LabGaussian {
  readonly mean: readonly [number, number];
  /** Standard deviations along the two axes, > 0. */
  readonly sigma1: number;
  readonly sigma2: number;
  /** Degrees, counter-clockwise from a₁, in (−90, 90]. */
  readonly angle: number;
}

/** Everything a Lab link restores. */
export interface LabConfiguration {
  readonly projection: ProjectionId;
  readonly scaled: boolean;
  readonly meanBound: number;
  readonly covarianceBound: number;
  /** Nats; `null` = no floor. */
  readonly entropyFloor: number | null;
  readonly entropyMode: EntropyMode;
  readonly entropyOrder: EntropyOrder;
  readonly old: LabGaussian;
  readonly proposed: LabGaussian;
}

/** What the editors and links allow; the plane shows about ±4. */
export const LAB_LIMITS = {
  mean: { minimum: -10, maximum: 10 },
  sigma: { minimum: 0.01, maximum: 10 },
  meanBound: { minimum: 1e-8, maximum: 10 },
  covarianceBound: { minimum: 1e-8, maximum: 10 },
  entropyFloor: { minimum: -10, maximum: 10 },
} as const;
