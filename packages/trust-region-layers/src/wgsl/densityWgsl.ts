import type { FactorKind } from '../gaussian/types.ts';
import { f32, type GaussianLayout } from './gaussianWgsl.ts';

/**
 * WGSL of the log-density of an action (docs/mathematics.md §6.1), to stand beside `gaussianWgsl` (or `projectionWgsl`) of the same layout:
 *
 * - `fn logDensity(g: Gaussian, a: Vector) -> f32`, ln N(a | μ, Σ);
 * - `fn logDensityGradient(g: Gaussian, a: Vector) -> Gaussian`, its gradient with respect to mean and factor, in the
 *   factor's own coordinates (lower triangle of a Cholesky factor, symmetric matrix of a root or a covariance).
 */
export function densityWgsl({ factor, dimension }: GaussianLayout): string {
  return /* wgsl */ `
fn logDensity(g: Gaussian, a: Vector) -> f32 {
  var factor = g.factor;
  var z: Vector;
  for (var i = 0; i < K; i++) { z[i] = a[i] - g.mean[i]; }
  var scale = scaleOf(&factor);
  whiten(&scale, &z);
  var square = 0.0;
  for (var i = 0; i < K; i++) { square += z[i] * z[i]; }
  return -0.5 * square - logVolume(&factor) - ${f32((dimension / 2) * Math.log(2 * Math.PI))};
}

fn logDensityGradient(g: Gaussian, a: Vector) -> Gaussian {
  var factor = g.factor;
  var scale = scaleOf(&factor);
  var z: Vector;
  for (var i = 0; i < K; i++) { z[i] = a[i] - g.mean[i]; }
  whiten(&scale, &z);
  var gradient: Gaussian;
  var w = z;
  whitenTransposed(&scale, &w);
  gradient.mean = w;
  gradient.factor = logVolumeGradient(&factor);
  ${factorGradient[factor]}
  return gradient;
}
`;
}

/** z = A⁻¹(a − μ) and w = Σ⁻¹(a − μ) are given; −½ zᵀz is differentiated with respect to the factor. */
const factorGradient: Readonly<Record<FactorKind, string>> = {
  diagonal: 'for (var i = 0; i < K; i++) { gradient.factor[i] = w[i] * z[i] - gradient.factor[i]; }',
  cholesky: `for (var i = 0; i < K; i++) {
    for (var j = 0; j < K; j++) {
      gradient.factor[i * K + j] = select(0.0, w[i] * z[j] - gradient.factor[i * K + j], j <= i);
    }
  }`,
  root: `for (var i = 0; i < K; i++) {
    for (var j = 0; j < K; j++) {
      gradient.factor[i * K + j] = 0.5 * (w[i] * z[j] + z[i] * w[j]) - gradient.factor[i * K + j];
    }
  }`,
  covariance: `for (var i = 0; i < K; i++) {
    for (var j = 0; j < K; j++) { gradient.factor[i * K + j] = 0.5 * w[i] * w[j] - gradient.factor[i * K + j]; }
  }`,
};
