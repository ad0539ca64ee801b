import type { ProjectionId } from '../metrics.ts';
import type { GaussianLayout } from './gaussianWgsl.ts';

/** What selects the code of a trust-region loss. */
export interface TrustRegionLossLayout extends GaussianLayout {
  readonly projection: ProjectionId;
  /** Precision-scaled metric, as in the projection. */
  readonly scaled: boolean;
  /** Whether the covariance part counts: only where the standard deviation depends on the state. */
  readonly covariancePart: boolean;
}

/**
 * WGSL of the trust-region loss d(p, t) of DESIGN §1.5, t the (constant) projected policy, to stand beside
 * `gaussianWgsl` (or `projectionWgsl`) of the same layout:
 *
 * - `fn trustRegionLoss(p: Gaussian, t: Gaussian) -> f32`;
 * - `fn trustRegionLossGradient(p: Gaussian, t: Gaussian) -> Gaussian`, with respect to p.
 *
 * The distance is the projection's own, measured from t; the covariance part of `frobenius` is the squared error of the
 * factors (of the Cholesky factors where the layout has them).
 */
export function trustRegionLossWgsl(layout: TrustRegionLossLayout): string {
  const { projection, factor, covariancePart } = layout;
  const scaled = projection === 'kl' || layout.scaled;
  const half = projection === 'kl' ? '0.5 * ' : '';
  const twice = projection === 'kl' ? '' : '2.0 * ';
  return /* wgsl */ `
${covariancePart ? (factor === 'diagonal' ? diagonalPart(layout) : fullPart(layout)) : ''}
fn trustRegionLoss(p: Gaussian, t: Gaussian) -> f32 {
  var pFactor = p.factor;
  var tFactor = t.factor;
  var scale = scaleOf(&tFactor);
  var offset: Vector;
  for (var i = 0; i < K; i++) { offset[i] = p.mean[i] - t.mean[i]; }
  ${scaled ? 'whiten(&scale, &offset);' : ''}
  var square = 0.0;
  for (var i = 0; i < K; i++) { square += offset[i] * offset[i]; }
  return ${half}square${covariancePart ? ' + covarianceLoss(&pFactor, &tFactor, &scale)' : ''};
}

fn trustRegionLossGradient(p: Gaussian, t: Gaussian) -> Gaussian {
  var pFactor = p.factor;
  var tFactor = t.factor;
  var scale = scaleOf(&tFactor);
  var gradient: Gaussian;
  var offset: Vector;
  for (var i = 0; i < K; i++) { offset[i] = p.mean[i] - t.mean[i]; }
  ${scaled ? 'whiten(&scale, &offset);\n  whitenTransposed(&scale, &offset);' : ''}
  for (var i = 0; i < K; i++) { gradient.mean[i] = ${twice}offset[i]; }
  ${covariancePart ? 'gradient.factor = covarianceLossGradient(&pFactor, &tFactor, &scale);' : ''}
  return gradient;
}
`;
}

const signature = '(p: ptr<function, Factor>, t: ptr<function, Factor>, scale: ptr<function, Factor>)';

function diagonalPart({ projection, scaled }: TrustRegionLossLayout): string {
  if (projection === 'kl') {
    return /* wgsl */ `
fn covarianceLoss${signature} -> f32 {
  var loss = 0.0;
  for (var i = 0; i < K; i++) {
    let ratio = (*p)[i] / (*t)[i];
    loss += 0.5 * excess(((*p)[i] - (*t)[i]) / (*t)[i] * (1.0 + ratio), ratio * ratio);
  }
  return loss;
}

fn covarianceLossGradient${signature} -> Factor {
  var gradient: Factor;
  for (var i = 0; i < K; i++) {
    gradient[i] = ((*p)[i] - (*t)[i]) / (*t)[i] * (1.0 + (*p)[i] / (*t)[i]) / (*p)[i];
  }
  return gradient;
}
`;
  }
  const unit = projection !== 'frobenius' && scaled ? '(*t)[i]' : '1.0';
  return /* wgsl */ `
fn covarianceLoss${signature} -> f32 {
  var loss = 0.0;
  for (var i = 0; i < K; i++) {
    let e = ((*p)[i] - (*t)[i]) / ${unit};
    loss += e * e;
  }
  return loss;
}

fn covarianceLossGradient${signature} -> Factor {
  var gradient: Factor;
  for (var i = 0; i < K; i++) { gradient[i] = 2.0 * ((*p)[i] - (*t)[i]) / (${unit} * ${unit}); }
  return gradient;
}
`;
}

function fullPart({ projection, scaled, factor }: TrustRegionLossLayout): string {
  switch (projection) {
    case 'kl':
      return klLoss;
    case 'frobenius':
      return factor === 'cholesky' ? factorErrorLoss : choleskyErrorLoss(factor === 'root');
    case 'w2':
      return factor === 'root' ? rootErrorLoss(scaled) : rootDifferenceLoss(scaled);
    case 'bures':
      return scaled ? buresLoss : transportLoss;
  }
}

/** C = A⁻¹ΣA⁻ᵀ = (I + E)(I + E)ᵀ: half of |E|² + 2 Σ(E_ii − ln(1 + E_ii)); gradient ½(Σ_t⁻¹ − Σ⁻¹) = ½A⁻ᵀ(C − I)C⁻¹A⁻¹. */
const klLoss = /* wgsl */ `
fn covarianceLoss${signature} -> f32 {
  var x = relativeOffset(p, t, scale);
  var e = choleskyMinusIdentity(&x);
  var loss = 0.5 * inner(&e, &e);
  for (var i = 0; i < K; i++) { loss += excess(e[i * K + i], 1.0 + e[i * K + i]); }
  return loss;
}

fn covarianceLossGradient${signature} -> Factor {
  var x = relativeOffset(p, t, scale);
  var lower = choleskyMinusIdentity(&x);
  for (var i = 0; i < K; i++) { lower[i * K + i] += 1.0; }
  solveLower(&lower, &x);
  solveLowerTransposed(&lower, &x);
  whitenMatrixTransposed(scale, &x);
  var half = transposed(&x);
  whitenMatrixTransposed(scale, &half);
  half = scaledBy(0.25, &half);
  var sigma = plusTransposed(&half);
  return factorGradient(p, &sigma);
}
`;

const factorErrorLoss = /* wgsl */ `
fn covarianceLoss${signature} -> f32 {
  var h = minus(p, t);
  return inner(&h, &h);
}

fn covarianceLossGradient${signature} -> Factor {
  var h = minus(p, t);
  return scaledBy(2.0, &h);
}
`;

/** Squared error of Cholesky factors where the layout has none: L_p = L_t(I + E), so the error is L_tE. */
const choleskyErrorLoss = (root: boolean) => /* wgsl */ `
fn lowerOf(f: ptr<function, Factor>) -> Matrix {
  ${root ? 'var sigma = multiply(f, f);' : 'var sigma = *f;'}
  var lower: Matrix;
  cholesky(&sigma, &lower);
  return lower;
}

fn lowerOffset(p: ptr<function, Factor>, t: ptr<function, Factor>, lower: ptr<function, Matrix>) -> Matrix {
  var half = covarianceOffset(p, t);
  solveLower(lower, &half);
  var x = transposed(&half);
  solveLower(lower, &x);
  var e = choleskyMinusIdentity(&x);
  return multiply(lower, &e);
}

fn covarianceLoss${signature} -> f32 {
  var lower = lowerOf(t);
  var h = lowerOffset(p, t, &lower);
  return inner(&h, &h);
}

fn covarianceLossGradient${signature} -> Factor {
  var tLower = lowerOf(t);
  var h = lowerOffset(p, t, &tLower);
  var lower = plus(&tLower, &h);
  var lowerTransposed = transposed(&lower);
  // With respect to Σ: L⁻ᵀ Ψ L⁻¹, Ψ symmetric with the lower triangle of LᵀH.
  var psi = multiply(&lowerTransposed, &h);
  for (var i = 0; i < K; i++) {
    for (var j = 0; j < i; j++) { psi[j * K + i] = psi[i * K + j]; }
  }
  solveLowerTransposed(&lower, &psi);
  var sigma = transposed(&psi);
  solveLowerTransposed(&lower, &sigma);
  return factorGradient(p, &sigma);
}
`;

/** 2 × half the gradient of ‖A⁻¹D‖² with respect to D, i.e. Σ_t⁻¹D + DΣ_t⁻¹; 2D unscaled. */
const rootLossGradientWgsl = (scaled: boolean) => /* wgsl */ `
fn rootLossGradient(scale: ptr<function, Matrix>, d: ptr<function, Matrix>) -> Matrix {
  ${
    scaled
      ? `var y = *d;
  whitenMatrix(scale, &y);
  whitenMatrixTransposed(scale, &y);
  return plusTransposed(&y);`
      : 'return scaledBy(2.0, d);'
  }
}
`;

const rootErrorLoss = (scaled: boolean) => /* wgsl */ `
${rootLossGradientWgsl(scaled)}
fn covarianceLoss${signature} -> f32 {
  var d = minus(p, t);
  ${scaled ? 'whitenMatrix(scale, &d);' : ''}
  return inner(&d, &d);
}

fn covarianceLossGradient${signature} -> Factor {
  var d = minus(p, t);
  return rootLossGradient(scale, &d);
}
`;

const rootDifferenceLoss = (scaled: boolean) => /* wgsl */ `
${rootLossGradientWgsl(scaled)}
fn covarianceLoss${signature} -> f32 {
  var root = rootOf(t);
  var d = rootOffset(p, t, &root);
  ${scaled ? 'whitenMatrix(scale, &d);' : ''}
  return inner(&d, &d);
}

fn covarianceLossGradient${signature} -> Factor {
  var root = rootOf(t);
  var d = rootOffset(p, t, &root);
  var matrix = root.matrix;
  var pRoot = plus(&matrix, &d);
  var g = rootLossGradient(scale, &d);
  var eigen = symmetricEigen(&pRoot);
  var vectors = eigen.vectors;
  var values = eigen.values;
  var sigma = lyapunov(&vectors, &values, &g);
  return factorGradient(p, &sigma);
}
`;

/** Σ (√λ − 1)² over the eigenvalues λ of A⁻¹ΣA⁻ᵀ. */
const buresLoss = /* wgsl */ `
fn covarianceLoss${signature} -> f32 {
  var x = relativeOffset(p, t, scale);
  let eigen = symmetricEigen(&x);
  var loss = 0.0;
  for (var i = 0; i < K; i++) {
    let r = eigen.values[i] / (1.0 + rootOrZero(1.0 + eigen.values[i]));
    loss += r * r;
  }
  return loss;
}

fn covarianceLossGradient${signature} -> Factor {
  var x = relativeOffset(p, t, scale);
  var eigen = symmetricEigen(&x);
  var slopes: Vector;
  for (var i = 0; i < K; i++) {
    let root = sqrt(max(1.0 + eigen.values[i], 1e-30));
    slopes[i] = eigen.values[i] / (root * (1.0 + root));
  }
  var basis = eigen.vectors;
  whitenMatrixTransposed(scale, &basis);
  var sigma = fromEigen(&basis, &slopes);
  return factorGradient(p, &sigma);
}
`;

/** Exact Wasserstein: with T = I + Z the transport map from t to p, the gradient of ‖ZA‖² is I − T⁻¹ = T⁻¹Z. */
const transportLoss = /* wgsl */ `
fn covarianceLoss${signature} -> f32 {
  var moved = transport(p, t, scale).moved;
  return inner(&moved, &moved);
}

fn covarianceLossGradient${signature} -> Factor {
  var moved = transport(p, t, scale).moved;
  var z = transposed(&moved);
  whitenMatrixTransposed(scale, &z);
  // Both triangles agree up to rounding; their mean is symmetric to the bit.
  var half = scaledBy(0.5, &z);
  z = plusTransposed(&half);
  var lower = choleskyMinusIdentity(&z);
  for (var i = 0; i < K; i++) { lower[i * K + i] += 1.0; }
  solveLower(&lower, &z);
  solveLowerTransposed(&lower, &z);
  half = scaledBy(0.5, &z);
  var sigma = plusTransposed(&half);
  return factorGradient(p, &sigma);
}
`;
