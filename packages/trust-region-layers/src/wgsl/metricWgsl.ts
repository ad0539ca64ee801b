import type { FactorKind } from '../gaussian/types.ts';

/** A metric in float32 (docs/mathematics.md §3.10); its mean part is the same numbers as in its row of `metrics.ts`. */
export interface MetricWgsl {
  /** The factor before the squared distance of the means. */
  readonly meanWeight: number;
  /** Whether the old precision scales the mean part whatever `scaled` says. */
  readonly alwaysScaled: boolean;
  /**
   * The covariance part for one layout. p is the policy that is measured, q the reference (old policy or target),
   * A Aᵀ = Σ_q, `scale` what solves with A need (`scaleOf`).
   */
  covariancePart(factor: FactorKind, scaled: boolean): CovariancePartWgsl;
}

export interface CovariancePartWgsl {
  /**
   * The way from q to p in the coordinate in which the metric interpolates, with its length:
   * `struct Path { distance: f32, … }` and
   * `fn pathBetween(p: ptr<function, Factor>, q: ptr<function, Factor>, scale: ptr<function, Factor>) -> Path`.
   */
  readonly distance: string;
  /**
   * For a proposal beyond its bound: `fn stopAtBound` ({@link STOP_AT_BOUND}), which sets `factor` and `multiplier` of
   * the step and in its `path` what backward needs; and `fn boundCovarianceGradient` ({@link BOUND_GRADIENT}), from ∂L/∂step.factor to
   * ∂L/∂proposed.
   */
  readonly step: string;
  /** `fn covarianceLoss` ({@link LOSS}) and `fn covarianceLossGradient` ({@link LOSS_GRADIENT}), with respect to p. */
  readonly loss: string;
}

/** Signatures that all metrics share. */
export const STOP_AT_BOUND =
  'fn stopAtBound(old: ptr<function, Factor>, scale: ptr<function, Factor>, bound: f32, ' +
  'step: ptr<function, CovarianceStep>)';
export const BOUND_GRADIENT =
  'fn boundCovarianceGradient(proposed: ptr<function, Factor>, old: ptr<function, Factor>, ' +
  'scale: ptr<function, Factor>, step: ptr<function, CovarianceStep>, upstream: ptr<function, Factor>) -> Factor';
const LOSS_ARGUMENTS = '(p: ptr<function, Factor>, t: ptr<function, Factor>, scale: ptr<function, Factor>)';
export const LOSS = `fn covarianceLoss${LOSS_ARGUMENTS} -> f32`;
export const LOSS_GRADIENT = `fn covarianceLossGradient${LOSS_ARGUMENTS} -> Factor`;

/** The loss where it is the metric's own distance. */
export const distanceLossWgsl = /* wgsl */ `
${LOSS} { return pathBetween(p, t, scale).distance; }
`;

/**
 * The step of metrics whose path is shortened by 1/(1 + η), η = √(d/ε) − 1 (docs/mathematics.md §3.2). The metric adds
 * `fn factorOnPath(old, scale, step, share: f32) -> Factor`, the share of the path that is kept.
 */
export const radialStepWgsl = /* wgsl */ `
${STOP_AT_BOUND} {
  (*step).multiplier = radialMultiplier((*step).path.distance, bound);
  (*step).factor = factorOnPath(old, scale, step, 1.0 / (1.0 + (*step).multiplier));
}

// c (G - <G, D>/d · normal), the pull-back through D -> sqrt(bound/d(D)) D where d(D) = <normal, D> (docs/mathematics.md §4.2).
fn radialGradient(
  offset: ptr<function, Factor>, normal: ptr<function, Factor>, step: ptr<function, CovarianceStep>,
  upstream: ptr<function, Factor>,
) -> Factor {
  let along = inner(offset, upstream) / (*step).path.distance;
  let shrink = 1.0 / (1.0 + (*step).multiplier);
  var out: Factor;
  for (var i = 0; i < F; i++) { out[i] = shrink * ((*upstream)[i] - along * (*normal)[i]); }
  return out;
}
`;

/** For metrics that move along the eigenvectors U of C = A⁻¹ΣA⁻ᵀ: gradients there and back. */
export const spectralGradientWgsl = /* wgsl */ `
// Uᵀ Aᵀ G A U, G the gradient with respect to Σ
fn spectralUpstream(
  factor: ptr<function, Factor>, old: ptr<function, Factor>, scale: ptr<function, Matrix>,
  vectors: ptr<function, Matrix>, upstream: ptr<function, Factor>,
) -> Matrix {
  var g = covarianceGradient(factor, upstream);
  var base = baseOf(old, scale);
  var basis = multiply(&base, vectors);
  return congruentTransposed(&basis, &g);
}

fn fromSpectral(
  proposed: ptr<function, Factor>, scale: ptr<function, Matrix>, vectors: ptr<function, Matrix>,
  g: ptr<function, Matrix>,
) -> Factor {
  var basis = *vectors;
  whitenMatrixTransposed(scale, &basis);
  var sigma = congruent(&basis, g);
  return factorGradient(proposed, &sigma);
}
`;
