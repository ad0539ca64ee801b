import type { ProjectionSpecification } from '../metrics.ts';
import { distanceWgsl } from './distanceWgsl.ts';
import { METRICS_WGSL } from './metrics.ts';

/**
 * WGSL of one projection, forward and backward, for one state in float32: the twin of the float64 steps
 * (docs/mathematics.md §3.10; the mean step §3.1 and §4.1). Contains {@link distanceWgsl} of its metric and layout, and defines
 *
 * - `struct Projected`: `gaussian` (p̃), `meanMultiplier` ω, `covarianceMultiplier` η, `meanBefore` and
 *   `covarianceBefore` (distances of the policy that enters the trust region: the proposal, or with the entropy
 *   step `before` the proposal after that step), `meanActive`, `covarianceActive`, and what backward needs;
 * - `fn projectForward(p: Gaussian, q: Gaussian, meanBound: f32, covarianceBound: f32, entropyFloor: f32) -> Projected`;
 * - `fn projectBackward(p, q, meanBound, covarianceBound, entropyFloor, projected: Projected, upstream: Gaussian) -> Gaussian`,
 *   the vector-Jacobian product with respect to p, conventions of `Projector.backward`.
 *
 * p is the proposed, q the old policy. `entropyFloor` is read only if the specification has an entropy step;
 * below −1e30 (so also at −Infinity) there is no floor. Nothing can be thrown on a GPU: NaN in, NaN out; every loop is bounded.
 */
export function projectionWgsl(specification: ProjectionSpecification): string {
  const { projection, factor, scaled, entropy } = specification;
  return /* wgsl */ `
${distanceWgsl(specification)}
${METRICS_WGSL[projection].covariancePart(factor, scaled).step}

fn radialMultiplier(distance: f32, bound: f32) -> f32 { return sqrt(distance / bound) - 1.0; }

struct CovarianceStep {
  factor: Factor,
  multiplier: f32,
  binds: bool,
  path: Path,
}

fn boundCovariance(
  proposed: ptr<function, Factor>, old: ptr<function, Factor>, scale: ptr<function, Factor>, bound: f32,
) -> CovarianceStep {
  var step: CovarianceStep;
  step.factor = *proposed;
  step.path = pathBetween(proposed, old, scale);
  step.binds = step.path.distance > bound;
  if (step.binds) { stopAtBound(old, scale, bound, &step); }
  return step;
}

struct Projected {
  gaussian: Gaussian,
  meanMultiplier: f32,
  covarianceMultiplier: f32,
  meanBefore: f32,
  covarianceBefore: f32,
  meanActive: bool,
  covarianceActive: bool,
  // The factor on its way: into the trust region and out of it.
  entering: Factor,
  step: CovarianceStep,
}

fn projectForward(p: Gaussian, q: Gaussian, meanBound: f32, covarianceBound: f32, entropyFloor: f32) -> Projected {
  var projected: Projected;
  var proposed = p;
  var old = q;
  var scale = scaleOf(&old.factor);

  var offset = meanOffset(p, q);
  projected.meanBefore = meanDistance(&offset, &scale);
  projected.meanActive = projected.meanBefore > meanBound;
  projected.gaussian.mean = proposed.mean;
  if (projected.meanActive) {
    projected.meanMultiplier = radialMultiplier(projected.meanBefore, meanBound);
    let shrink = 1.0 / (1.0 + projected.meanMultiplier);
    for (var i = 0; i < K; i++) { projected.gaussian.mean[i] = old.mean[i] + shrink * offset[i]; }
  }

  var entering = proposed.factor;
  ${entropy?.order === 'before' ? 'raiseEntropy(&entering, entropyFloor);' : ''}
  projected.entering = entering;
  projected.step = boundCovariance(&entering, &old.factor, &scale, covarianceBound);
  projected.covarianceBefore = projected.step.path.distance;
  projected.covarianceActive = projected.step.binds;
  projected.covarianceMultiplier = projected.step.multiplier;
  var leaving = projected.step.factor;
  ${entropy?.order === 'after' ? 'raiseEntropy(&leaving, entropyFloor);' : ''}
  projected.gaussian.factor = leaving;
  return projected;
}

fn projectBackward(
  p: Gaussian, q: Gaussian, meanBound: f32, covarianceBound: f32, entropyFloor: f32,
  projected: Projected, upstream: Gaussian,
) -> Gaussian {
  var gradient = upstream;
  var old = q;
  var scale = scaleOf(&old.factor);

  if (projected.meanActive) {
    // The projected mean slides along the boundary: the part of the gradient along the offset is gone.
    var offset = meanOffset(p, q);
    let normal = meanNormal(&offset, &scale);
    var along = 0.0;
    for (var i = 0; i < K; i++) { along += offset[i] * gradient.mean[i]; }
    along /= projected.meanBefore;
    let shrink = 1.0 / (1.0 + projected.meanMultiplier);
    for (var i = 0; i < K; i++) { gradient.mean[i] = shrink * (gradient.mean[i] - along * normal[i]); }
  }

  var ownFactor = upstream.factor;
  var pulled = ownCoordinates(&ownFactor);
  var entering = projected.entering;
  var step = projected.step;
  ${entropy?.order === 'after' ? 'raiseEntropyGradient(&step.factor, entropyFloor, &pulled);' : ''}
  if (projected.covarianceActive) {
    pulled = boundCovarianceGradient(&entering, &old.factor, &scale, &step, &pulled);
  }
  ${
    entropy?.order === 'before'
      ? `var raw = p.factor;
  raiseEntropyGradient(&raw, entropyFloor, &pulled);`
      : ''
  }
  gradient.factor = pulled;
  return gradient;
}
${entropy ? entropyStepWgsl(specification) : ''}
`;
}

/** docs/mathematics.md §5.2: the factor is multiplied by exp((β − H)/k), a covariance by its square. */
function entropyStepWgsl({ factor, dimension, entropy }: ProjectionSpecification): string {
  const power = `(${factor === 'covariance' ? 2 : 1}.0 / ${dimension}.0)`;
  const needed =
    entropy?.mode === 'equality' ? 'entropyFloor > -1e30' : 'missing > 0.0 && entropyFloor > -1e30';
  return /* wgsl */ `
fn raiseEntropy(factor: ptr<function, Factor>, entropyFloor: f32) {
  let missing = entropyFloor - entropy(factor);
  if (${needed}) {
    let scale = exp(missing * ${power});
    for (var i = 0; i < F; i++) { (*factor)[i] *= scale; }
  }
}

// Turns the gradient with respect to the raised factor into the gradient with respect to \`factor\`.
fn raiseEntropyGradient(factor: ptr<function, Factor>, entropyFloor: f32, gradient: ptr<function, Factor>) {
  let missing = entropyFloor - entropy(factor);
  if (${needed}) {
    let scale = exp(missing * ${power});
    var along = 0.0;
    for (var i = 0; i < F; i++) { along += (*gradient)[i] * (*factor)[i]; }
    let direction = logVolumeGradient(factor);
    for (var i = 0; i < F; i++) { (*gradient)[i] = scale * ((*gradient)[i] - along * ${power} * direction[i]); }
  }
}
`;
}
