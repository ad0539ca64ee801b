import {
  BOUND_GRADIENT,
  distanceLossWgsl,
  LOSS_GRADIENT,
  type MetricWgsl,
  STOP_AT_BOUND,
  spectralGradientWgsl,
} from '../wgsl/metricWgsl.ts';
import { alwaysScaled, meanWeight } from './meanPart.ts';
import { klMultiplierWgsl } from './multiplierWgsl.ts';

/** KL in float32: a straight line between precisions (docs/mathematics.md §2.2, §3.3, §4.3). */
export const klWgsl: MetricWgsl = {
  meanWeight,
  alwaysScaled,
  covariancePart: (factor) =>
    factor === 'diagonal'
      ? {
          distance: diagonalDistance,
          step: klMultiplierWgsl + diagonalStep,
          loss: distanceLossWgsl + diagonalLoss,
        }
      : { distance: fullDistance, step: klMultiplierWgsl + fullStep, loss: distanceLossWgsl + fullLoss },
};

/** λ = s²/o² and x = λ − 1, which is formed without subtracting 1. */
const diagonalDistance = /* wgsl */ `
struct Path {
  distance: f32,
  x: Vector,
  lambda: Vector,
}

fn pathBetween(p: ptr<function, Factor>, q: ptr<function, Factor>, scale: ptr<function, Factor>) -> Path {
  var path: Path;
  for (var i = 0; i < K; i++) {
    let ratio = (*p)[i] / (*q)[i];
    path.lambda[i] = ratio * ratio;
    path.x[i] = ((*p)[i] - (*q)[i]) / (*q)[i] * (1.0 + ratio);
    path.distance += 0.5 * excess(path.x[i], path.lambda[i]);
  }
  return path;
}
`;

/** λ̃ = (1 + η)λ/(1 + ηλ). */
const diagonalStep = /* wgsl */ `
${STOP_AT_BOUND} {
  var x = (*step).path.x;
  var lambda = (*step).path.lambda;
  let eta = klMultiplier(&x, &lambda, bound);
  (*step).multiplier = eta;
  for (var i = 0; i < K; i++) {
    let shrink = 1.0 / (1.0 + eta * lambda[i]);
    (*step).factor[i] = (*old)[i] + (*old)[i] * (x[i] * shrink / (1.0 + sqrt(lambda[i] * (1.0 + eta) * shrink)));
  }
}

// With y = λ̃ - 1: dL/dλᵢ = λ̃ᵢ²/(λᵢ²(1 + η)) (gᵢ - yᵢ/λ̃ᵢ Σⱼ gⱼyⱼλ̃ⱼ / Σⱼ yⱼ²), g = dL/dλ̃, and λ̃/λ = (1 + η)/(1 + ηλ).
${BOUND_GRADIENT} {
  let eta = (*step).multiplier;
  var along = 0.0;
  var squares = 0.0;
  for (var i = 0; i < K; i++) {
    let y = (*step).path.x[i] / (1.0 + eta * (*step).path.lambda[i]);
    along += 0.5 * (*upstream)[i] * (*step).factor[i] * y;
    squares += y * y;
  }
  along /= squares;
  var gradient: Factor;
  for (var i = 0; i < K; i++) {
    let shrink = 1.0 / (1.0 + eta * (*step).path.lambda[i]);
    let tangent = 0.5 * (*upstream)[i] * (*step).factor[i] - (*step).path.x[i] * shrink * along;
    gradient[i] = shrink * tangent * 2.0 / (*proposed)[i];
  }
  return gradient;
}
`;

const diagonalLoss = /* wgsl */ `
${LOSS_GRADIENT} {
  var path = pathBetween(p, t, scale);
  var gradient: Factor;
  for (var i = 0; i < K; i++) { gradient[i] = path.x[i] / (*p)[i]; }
  return gradient;
}
`;

/** C = A⁻¹ΣA⁻ᵀ = I + X = (I + E)(I + E)ᵀ: tr X − ln|C| = |E|² + 2 Σ(E_ii − ln(1 + E_ii)). */
const fullDistance = /* wgsl */ `
struct Path {
  distance: f32,
  offset: Matrix,
  // Eigenvectors and eigenvalues of X, and the eigenvalues of the projection
  vectors: Matrix,
  x: Vector,
  y: Vector,
}

fn pathBetween(p: ptr<function, Factor>, q: ptr<function, Factor>, scale: ptr<function, Matrix>) -> Path {
  var path: Path;
  var x = relativeOffset(p, q, scale);
  path.offset = x;
  var e = choleskyMinusIdentity(&x);
  path.distance = 0.5 * inner(&e, &e);
  for (var i = 0; i < K; i++) { path.distance += excess(e[i * K + i], 1.0 + e[i * K + i]); }
  return path;
}
`;

const fullStep = /* wgsl */ `
${spectralGradientWgsl}
${STOP_AT_BOUND} {
  var offset = (*step).path.offset;
  var eigen = symmetricEigen(&offset);
  var vectors = eigen.vectors;
  var x = eigen.values;
  var lambda: Vector;
  for (var i = 0; i < K; i++) { lambda[i] = max(1.0 + x[i], 1e-30); }
  let eta = klMultiplier(&x, &lambda, bound);
  var y: Vector;
  for (var i = 0; i < K; i++) { y[i] = x[i] / (1.0 + eta * lambda[i]); }
  var delta = fromEigen(&vectors, &y);
  (*step).multiplier = eta;
  (*step).path.vectors = vectors;
  (*step).path.x = x;
  (*step).path.y = y;
  (*step).factor = factorFromRelative(old, scale, &delta);
}

// In the eigenbasis: (1 + y_i)(1 + y_j)/((1 + x_i)(1 + x_j)(1 + eta)) (G_ij - [i = j] T y_i/(1 + y_i)),
// T = sum G_jj y_j (1 + y_j) / sum y_j². (1 + y)/(1 + x) = (1 + eta)/(1 + eta (1 + x)).
${BOUND_GRADIENT} {
  let eta = (*step).multiplier;
  var factor = (*step).factor;
  var vectors = (*step).path.vectors;
  var g = spectralUpstream(&factor, old, scale, &vectors, upstream);
  var along = 0.0;
  var squares = 0.0;
  var ratio: Vector;
  for (var i = 0; i < K; i++) {
    let y = (*step).path.y[i];
    along += g[i * K + i] * y * (1.0 + y);
    squares += y * y;
    ratio[i] = (1.0 + eta) / (1.0 + eta * max(1.0 + (*step).path.x[i], 1e-30));
  }
  along /= squares;
  for (var i = 0; i < K; i++) {
    let y = (*step).path.y[i];
    g[i * K + i] -= along * y / (1.0 + y);
    for (var j = 0; j < K; j++) { g[i * K + j] *= ratio[i] * ratio[j] / (1.0 + eta); }
  }
  return fromSpectral(proposed, scale, &vectors, &g);
}
`;

/** ½(Σ_t⁻¹ − Σ⁻¹) = ½ A⁻ᵀ (C − I)C⁻¹ A⁻¹. */
const fullLoss = /* wgsl */ `
${LOSS_GRADIENT} {
  var x = relativeOffset(p, t, scale);
  x = overOnePlus(&x);
  whitenMatrixTransposed(scale, &x);
  x = transposed(&x);
  whitenMatrixTransposed(scale, &x);
  x = symmetrised(&x);
  x = scaledBy(0.5, &x);
  return factorGradient(p, &x);
}
`;
