import { klMultiplierWgsl } from '../kl/multiplierWgsl.ts';
import type { ProjectionSpecification } from '../metrics.ts';

/**
 * The covariance part of a projection for factors of standard deviations, everything elementwise. Defines
 * `struct CovarianceStep`, `boundCovariance` and, for a step that was active, `boundCovarianceGradient`.
 */
export function diagonalCovarianceWgsl({ projection, scaled }: ProjectionSpecification): string {
  const step = () => {
    switch (projection) {
      case 'kl':
        return klWgsl;
      case 'frobenius':
        return frobeniusWgsl;
      // Diagonal covariances commute, so the transport geodesic is the straight line between standard deviations.
      case 'w2':
      case 'bures':
        return standardDeviationWgsl(scaled);
    }
  };
  return frameWgsl + step();
}

const frameWgsl = /* wgsl */ `
struct CovarianceStep {
  factor: Factor,
  multiplier: f32,
  before: f32,
  binds: bool,
}
`;

/** Straight line between standard deviations, measured in units of the old ones if scaled. */
function standardDeviationWgsl(scaled: boolean): string {
  const unit = scaled ? '(*old)[i]' : '1.0';
  return /* wgsl */ `
fn boundCovariance(
  proposed: ptr<function, Factor>, old: ptr<function, Factor>, scale: ptr<function, Factor>, bound: f32,
) -> CovarianceStep {
  var step: CovarianceStep;
  for (var i = 0; i < K; i++) {
    let e = ((*proposed)[i] - (*old)[i]) / ${unit};
    step.before += e * e;
  }
  step.factor = *proposed;
  step.binds = step.before > bound;
  if (step.binds) {
    step.multiplier = sqrt(step.before / bound) - 1.0;
    let shrink = sqrt(bound / step.before);
    for (var i = 0; i < K; i++) { step.factor[i] = (*old)[i] + shrink * ((*proposed)[i] - (*old)[i]); }
  }
  return step;
}

fn boundCovarianceGradient(
  proposed: ptr<function, Factor>, old: ptr<function, Factor>, scale: ptr<function, Factor>,
  step: ptr<function, CovarianceStep>, upstream: ptr<function, Factor>,
) -> Factor {
  var along = 0.0;
  for (var i = 0; i < K; i++) { along += ((*proposed)[i] - (*old)[i]) * (*upstream)[i]; }
  along /= (*step).before;
  let shrink = 1.0 / (1.0 + (*step).multiplier);
  var gradient: Factor;
  for (var i = 0; i < K; i++) {
    let normal = ((*proposed)[i] - (*old)[i]) / (${unit} * ${unit});
    gradient[i] = shrink * ((*upstream)[i] - along * normal);
  }
  return gradient;
}
`;
}

/** Straight line between variances. s² − o² is formed as (s − o)(s + o), and s̃ as o plus what it gains. */
const frobeniusWgsl = /* wgsl */ `
fn varianceOffset(s: f32, o: f32) -> f32 { return (s - o) * (s + o); }

fn boundCovariance(
  proposed: ptr<function, Factor>, old: ptr<function, Factor>, scale: ptr<function, Factor>, bound: f32,
) -> CovarianceStep {
  var step: CovarianceStep;
  for (var i = 0; i < K; i++) {
    let e = varianceOffset((*proposed)[i], (*old)[i]);
    step.before += e * e;
  }
  step.factor = *proposed;
  step.binds = step.before > bound;
  if (step.binds) {
    step.multiplier = sqrt(step.before / bound) - 1.0;
    let shrink = sqrt(bound / step.before);
    for (var i = 0; i < K; i++) {
      let o = (*old)[i];
      let gain = shrink * varianceOffset((*proposed)[i], o);
      step.factor[i] = o + gain / (o + sqrt(o * o + gain));
    }
  }
  return step;
}

fn boundCovarianceGradient(
  proposed: ptr<function, Factor>, old: ptr<function, Factor>, scale: ptr<function, Factor>,
  step: ptr<function, CovarianceStep>, upstream: ptr<function, Factor>,
) -> Factor {
  var along = 0.0;
  for (var i = 0; i < K; i++) {
    along += varianceOffset((*proposed)[i], (*old)[i]) * (*upstream)[i] / (2.0 * (*step).factor[i]);
  }
  along /= (*step).before;
  let shrink = 1.0 / (1.0 + (*step).multiplier);
  var gradient: Factor;
  for (var i = 0; i < K; i++) {
    let variance = (*upstream)[i] / (2.0 * (*step).factor[i]);
    let normal = varianceOffset((*proposed)[i], (*old)[i]);
    gradient[i] = shrink * (variance - along * normal) * 2.0 * (*proposed)[i];
  }
  return gradient;
}
`;

/** Straight line between precisions: λ = s²/o², λ̃ = (1 + η)λ/(1 + ηλ). */
const klWgsl = /* wgsl */ `
${klMultiplierWgsl}
fn boundCovariance(
  proposed: ptr<function, Factor>, old: ptr<function, Factor>, scale: ptr<function, Factor>, bound: f32,
) -> CovarianceStep {
  var step: CovarianceStep;
  var x: Vector;
  var lambda: Vector;
  for (var i = 0; i < K; i++) {
    let ratio = (*proposed)[i] / (*old)[i];
    lambda[i] = ratio * ratio;
    x[i] = ((*proposed)[i] - (*old)[i]) / (*old)[i] * (1.0 + ratio);
    step.before += 0.5 * excess(x[i], lambda[i]);
  }
  step.factor = *proposed;
  step.binds = step.before > bound;
  if (step.binds) {
    let eta = klMultiplier(&x, &lambda, bound);
    step.multiplier = eta;
    for (var i = 0; i < K; i++) {
      let y = x[i] / (1.0 + eta * lambda[i]);
      step.factor[i] = (*old)[i] + (*old)[i] * (y / (1.0 + sqrt(lambda[i] * (1.0 + eta) / (1.0 + eta * lambda[i]))));
    }
  }
  return step;
}

// With x̃ = λ̃ - 1: dL/dλᵢ = λ̃ᵢ²/(λᵢ²(1 + η)) (gᵢ - x̃ᵢ/λ̃ᵢ Σⱼ gⱼx̃ⱼλ̃ⱼ / Σⱼ x̃ⱼ²), g = dL/dλ̃.
fn boundCovarianceGradient(
  proposed: ptr<function, Factor>, old: ptr<function, Factor>, scale: ptr<function, Factor>,
  step: ptr<function, CovarianceStep>, upstream: ptr<function, Factor>,
) -> Factor {
  let eta = (*step).multiplier;
  var along = 0.0;
  var squares = 0.0;
  for (var i = 0; i < K; i++) {
    let s = (*proposed)[i];
    let o = (*old)[i];
    let projected = (*step).factor[i];
    let y = (s - o) / o * (1.0 + s / o) / (1.0 + eta * (s / o) * (s / o));
    along += 0.5 * (*upstream)[i] * projected * y;
    squares += y * y;
  }
  along /= squares;
  var gradient: Factor;
  for (var i = 0; i < K; i++) {
    let s = (*proposed)[i];
    let o = (*old)[i];
    let projected = (*step).factor[i];
    let ratio = (projected / s) * (projected / s);
    let y = (s - o) / o * (1.0 + s / o) / (1.0 + eta * (s / o) * (s / o));
    let tangent = 0.5 * (*upstream)[i] * projected - y * along;
    gradient[i] = ratio / (1.0 + eta) * tangent * 2.0 / s;
  }
  return gradient;
}
`;
