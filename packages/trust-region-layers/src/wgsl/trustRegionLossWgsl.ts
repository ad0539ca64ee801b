import type { TrustRegionLossSpecification } from '../metrics.ts';
import { METRICS_WGSL } from './metrics.ts';

/**
 * WGSL of the trust-region loss d(p, t) (docs/mathematics.md §7.3), t the (constant) projected policy, to stand beside
 * `projectionWgsl` or `distanceWgsl` of the same metric and layout:
 *
 * - `fn trustRegionLoss(p: Gaussian, t: Gaussian) -> f32`;
 * - `fn trustRegionLossGradient(p: Gaussian, t: Gaussian) -> Gaussian`, with respect to p.
 *
 * The distance is the projection's own, measured from t; the covariance part of `frobenius` is the squared error of the
 * factors (of the Cholesky factors where the layout has them).
 */
export function trustRegionLossWgsl(specification: TrustRegionLossSpecification): string {
  const { projection, factor, scaled, covariancePart } = specification;
  return /* wgsl */ `
${covariancePart ? METRICS_WGSL[projection].covariancePart(factor, scaled).loss : ''}
fn trustRegionLoss(p: Gaussian, t: Gaussian) -> f32 {
  var pFactor = p.factor;
  var tFactor = t.factor;
  var scale = scaleOf(&tFactor);
  var offset = meanOffset(p, t);
  return meanDistance(&offset, &scale)${covariancePart ? ' + covarianceLoss(&pFactor, &tFactor, &scale)' : ''};
}

fn trustRegionLossGradient(p: Gaussian, t: Gaussian) -> Gaussian {
  var pFactor = p.factor;
  var tFactor = t.factor;
  var scale = scaleOf(&tFactor);
  var gradient: Gaussian;
  var offset = meanOffset(p, t);
  gradient.mean = meanNormal(&offset, &scale);
  for (var i = 0; i < K; i++) { gradient.mean[i] *= 2.0; }
  ${covariancePart ? 'gradient.factor = covarianceLossGradient(&pFactor, &tFactor, &scale);' : ''}
  return gradient;
}
`;
}
