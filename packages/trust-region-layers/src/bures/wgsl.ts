import { alwaysScaled, meanWeight } from '../w2/meanPart.ts';
import { rootFactorsWgsl } from '../w2/wgsl.ts';
import {
  BOUND_GRADIENT,
  type CovariancePartWgsl,
  distanceLossWgsl,
  LOSS_GRADIENT,
  type MetricWgsl,
  radialStepWgsl,
  spectralGradientWgsl,
} from '../wgsl/metricWgsl.ts';
import { transportWgsl } from './transportWgsl.ts';

/**
 * Bures in float32: the optimal-transport geodesic (docs/mathematics.md §2.5, §3.6, §4.5). Diagonal covariances commute, so that
 * there it is the straight line of W2.
 */
export const buresWgsl: MetricWgsl = {
  meanWeight,
  alwaysScaled,
  covariancePart: (factor, scaled) =>
    factor === 'diagonal' ? rootFactorsWgsl(scaled) : scaled ? scaledPart : unscaledPart,
};

/** In units of the old policy: C^½ − I, C = A⁻¹ΣA⁻ᵀ, has the eigenvalues r = √(1 + x) − 1, and they shrink. */
const scaledPart: CovariancePartWgsl = {
  distance: /* wgsl */ `
struct Path {
  distance: f32,
  vectors: Matrix,
  // Eigenvalues of C - I and of its root less one
  x: Vector,
  r: Vector,
}

fn pathBetween(p: ptr<function, Factor>, q: ptr<function, Factor>, scale: ptr<function, Matrix>) -> Path {
  var path: Path;
  var offset = relativeOffset(p, q, scale);
  var eigen = symmetricEigen(&offset);
  path.vectors = eigen.vectors;
  path.x = eigen.values;
  for (var i = 0; i < K; i++) {
    let r = path.x[i] / (1.0 + rootOrZero(1.0 + path.x[i]));
    path.r[i] = r;
    path.distance += r * r;
  }
  return path;
}
`,
  step: /* wgsl */ `
${radialStepWgsl}
${spectralGradientWgsl}
fn factorOnPath(
  old: ptr<function, Factor>, scale: ptr<function, Matrix>, step: ptr<function, CovarianceStep>, share: f32,
) -> Factor {
  var y: Vector;
  for (var i = 0; i < K; i++) {
    let r = share * (*step).path.r[i];
    y[i] = r * (2.0 + r);
  }
  var vectors = (*step).path.vectors;
  var delta = fromEigen(&vectors, &y);
  return factorFromRelative(old, scale, &delta);
}

// B = C^½ - I, projected to tB: the gradient with respect to tB is GB̃ + B̃G with B̃ = I + tB, then the line,
// then the derivative of the root; all in the eigenbasis, where they are elementwise.
${BOUND_GRADIENT} {
  let t = 1.0 / (1.0 + (*step).multiplier);
  var factor = (*step).factor;
  var vectors = (*step).path.vectors;
  var r = (*step).path.r;
  var g = spectralUpstream(&factor, old, scale, &vectors, upstream);
  var along = 0.0;
  for (var i = 0; i < K; i++) {
    for (var j = 0; j < K; j++) { g[i * K + j] *= 2.0 + t * (r[i] + r[j]); }
    along += g[i * K + i] * r[i];
  }
  along /= (*step).path.distance;
  for (var i = 0; i < K; i++) {
    g[i * K + i] -= along * r[i];
    for (var j = 0; j < K; j++) { g[i * K + j] *= t / (2.0 + r[i] + r[j]); }
  }
  return fromSpectral(proposed, scale, &vectors, &g);
}
`,
  loss: /* wgsl */ `
${distanceLossWgsl}
${LOSS_GRADIENT} {
  var path = pathBetween(p, t, scale);
  var slopes: Vector;
  for (var i = 0; i < K; i++) {
    let root = sqrt(max(1.0 + path.x[i], 1e-30));
    slopes[i] = path.x[i] / (root * (1.0 + root));
  }
  var basis = path.vectors;
  whitenMatrixTransposed(scale, &basis);
  var sigma = fromEigen(&basis, &slopes);
  return factorGradient(p, &sigma);
}
`,
};

/** In plain units: the mass moves a share t of its way, A + tZA; the distance is ‖ZA‖²_F. */
const unscaledPart: CovariancePartWgsl = {
  distance: transportWgsl,
  step: /* wgsl */ `
${radialStepWgsl}
fn factorOnPath(
  old: ptr<function, Factor>, scale: ptr<function, Matrix>, step: ptr<function, CovarianceStep>, share: f32,
) -> Factor {
  var moved = (*step).path.moved;
  var base = baseOf(old, scale);
  var kept = scaledBy(share, &moved);
  var gain = squareOffset(&base, &kept);
  return factorFromOffset(old, scale, &gain);
}

${BOUND_GRADIENT} {
  var base = baseOf(old, scale);
  var baseTransposed = transposed(&base);
  var factor = (*step).factor;
  var moved = (*step).path.moved;
  var vectors = (*step).path.vectors;
  var values = (*step).path.values;

  // Gradient with respect to tZ: G(I + tZ)Σ_o and its transpose.
  var reached = scaledBy(1.0 / (1.0 + (*step).multiplier), &moved);
  reached = plus(&base, &reached);
  var g = covarianceGradient(&factor, upstream);
  g = multiply(&g, &reached);
  g = multiply(&g, &baseTransposed);
  g = plusTransposed(&g);

  // The line: half the gradient of the distance is the symmetric part of ZΣ_o.
  var z = transportMinusIdentity(scale, &moved);
  var normal = multiply(&moved, &baseTransposed);
  normal = symmetrised(&normal);
  g = radialGradient(&z, &normal, step, &g);

  // Back through AᵀTA, the root of AᵀΣA.
  g = relative(scale, &g);
  g = lyapunov(&vectors, &values, &g);
  g = congruent(&base, &g);
  return factorGradient(proposed, &g);
}
`,
  // With T = I + Z the transport map from t to p, the gradient of ‖ZA‖² is I − T⁻¹ = T⁻¹Z.
  loss: /* wgsl */ `
${distanceLossWgsl}
${LOSS_GRADIENT} {
  var moved = pathBetween(p, t, scale).moved;
  var z = transportMinusIdentity(scale, &moved);
  // Both triangles agree up to rounding; their mean is symmetric to the bit.
  z = symmetrised(&z);
  z = overOnePlus(&z);
  z = symmetrised(&z);
  return factorGradient(p, &z);
}
`,
};
