import { klMultiplierWgsl } from '../kl/multiplierWgsl.ts';
import type { ProjectionSpecification } from '../metrics.ts';

/**
 * The covariance part of a projection for full covariances. Defines `struct CovarianceStep`, `boundCovariance` and, for
 * a step that was active, `boundCovarianceGradient`. Each projection moves on a line in its own coordinate:
 * the precision or the geodesic in units of the old policy (a function of the eigenvalues of A⁻¹ΣA⁻ᵀ), the
 * covariance, the symmetric root, or the transport map.
 */
export function fullCovarianceWgsl(specification: ProjectionSpecification): string {
  const { projection, scaled } = specification;
  switch (projection) {
    case 'kl':
      return klWgsl;
    case 'frobenius':
      return frobeniusWgsl;
    case 'w2':
      return specification.factor === 'root' ? rootLineWgsl(scaled) : standardDeviationWgsl(scaled);
    case 'bures':
      return scaled ? buresWgsl : transportWgsl;
  }
}

/** Signatures and the part every straight line shares; `offset` is what the line runs along. */
const lineFrameWgsl = /* wgsl */ `
struct CovarianceStep {
  factor: Factor,
  multiplier: f32,
  before: f32,
  binds: bool,
  offset: Matrix,
}

fn startStep(proposed: ptr<function, Factor>, before: f32, bound: f32) -> CovarianceStep {
  var step: CovarianceStep;
  step.factor = *proposed;
  step.before = before;
  step.binds = before > bound;
  if (step.binds) { step.multiplier = sqrt(before / bound) - 1.0; }
  return step;
}

// c (G - <G, D>/d · normal), the pull-back through D -> sqrt(bound/d(D)) D where d(D) = <normal, D>.
fn lineGradient(
  offset: ptr<function, Matrix>, normal: ptr<function, Matrix>, before: f32, multiplier: f32,
  upstream: ptr<function, Matrix>,
) -> Matrix {
  let along = inner(offset, upstream) / before;
  let shrink = 1.0 / (1.0 + multiplier);
  var out: Matrix;
  for (var i = 0; i < F; i++) { out[i] = shrink * ((*upstream)[i] - along * (*normal)[i]); }
  return out;
}
`;

const frobeniusWgsl = /* wgsl */ `
${lineFrameWgsl}
fn boundCovariance(
  proposed: ptr<function, Factor>, old: ptr<function, Factor>, scale: ptr<function, Matrix>, bound: f32,
) -> CovarianceStep {
  var offset = covarianceOffset(proposed, old);
  var step = startStep(proposed, inner(&offset, &offset), bound);
  step.offset = offset;
  if (step.binds) {
    var kept = scaledBy(1.0 / (1.0 + step.multiplier), &offset);
    step.factor = factorFromOffset(old, scale, &kept);
  }
  return step;
}

fn boundCovarianceGradient(
  proposed: ptr<function, Factor>, old: ptr<function, Factor>, scale: ptr<function, Matrix>,
  step: ptr<function, CovarianceStep>, upstream: ptr<function, Factor>,
) -> Factor {
  var factor = (*step).factor;
  var offset = (*step).offset;
  var g = covarianceGradient(&factor, upstream);
  var sigma = lineGradient(&offset, &offset, (*step).before, (*step).multiplier, &g);
  return factorGradient(proposed, &sigma);
}
`;

/** d(D) = ‖A⁻¹D‖²_F, half its gradient Σ_o⁻¹D made symmetric; or ‖D‖²_F and D. */
const rootDistanceWgsl = (scaled: boolean) => /* wgsl */ `
fn rootDistance(scale: ptr<function, Matrix>, offset: ptr<function, Matrix>) -> f32 {
  var white = *offset;
  ${scaled ? 'whitenMatrix(scale, &white);' : ''}
  return inner(&white, &white);
}

fn rootNormal(scale: ptr<function, Matrix>, offset: ptr<function, Matrix>) -> Matrix {
  ${
    scaled
      ? `var half = scaledBy(0.5, offset);
  whitenMatrix(scale, &half);
  whitenMatrixTransposed(scale, &half);
  return plusTransposed(&half);`
      : 'return *offset;'
  }
}
`;

/** W2 where the factor is the symmetric root itself. */
const rootLineWgsl = (scaled: boolean) => /* wgsl */ `
${lineFrameWgsl}
${rootDistanceWgsl(scaled)}
fn boundCovariance(
  proposed: ptr<function, Factor>, old: ptr<function, Factor>, scale: ptr<function, Matrix>, bound: f32,
) -> CovarianceStep {
  var offset = minus(proposed, old);
  var step = startStep(proposed, rootDistance(scale, &offset), bound);
  step.offset = offset;
  if (step.binds) {
    var kept = scaledBy(1.0 / (1.0 + step.multiplier), &offset);
    step.factor = plus(old, &kept);
  }
  return step;
}

fn boundCovarianceGradient(
  proposed: ptr<function, Factor>, old: ptr<function, Factor>, scale: ptr<function, Matrix>,
  step: ptr<function, CovarianceStep>, upstream: ptr<function, Factor>,
) -> Factor {
  var offset = (*step).offset;
  var normal = rootNormal(scale, &offset);
  var g = ownCoordinates(upstream);
  return lineGradient(&offset, &normal, (*step).before, (*step).multiplier, &g);
}
`;

/** W2 where the roots have to be found first. */
const standardDeviationWgsl = (scaled: boolean) => /* wgsl */ `
${lineFrameWgsl}
${rootDistanceWgsl(scaled)}
fn boundCovariance(
  proposed: ptr<function, Factor>, old: ptr<function, Factor>, scale: ptr<function, Matrix>, bound: f32,
) -> CovarianceStep {
  var root = rootOf(old);
  var offset = rootOffset(proposed, old, &root);
  var step = startStep(proposed, rootDistance(scale, &offset), bound);
  step.offset = offset;
  if (step.binds) {
    var kept = scaledBy(1.0 / (1.0 + step.multiplier), &offset);
    var matrix = root.matrix;
    var gain = squareOffset(&matrix, &kept);
    step.factor = factorFromOffset(old, scale, &gain);
  }
  return step;
}

fn boundCovarianceGradient(
  proposed: ptr<function, Factor>, old: ptr<function, Factor>, scale: ptr<function, Matrix>,
  step: ptr<function, CovarianceStep>, upstream: ptr<function, Factor>,
) -> Factor {
  var root = rootOf(old);
  var oldRoot = root.matrix;
  var offset = (*step).offset;
  var kept = scaledBy(1.0 / (1.0 + (*step).multiplier), &offset);
  var projectedRoot = plus(&oldRoot, &kept);
  var factor = (*step).factor;
  var g = covarianceGradient(&factor, upstream);
  var half = multiply(&g, &projectedRoot);
  var rootGradient = plusTransposed(&half);
  var normal = rootNormal(scale, &offset);
  var pulled = lineGradient(&offset, &normal, (*step).before, (*step).multiplier, &rootGradient);
  var proposedRoot = plus(&oldRoot, &offset);
  var eigen = symmetricEigen(&proposedRoot);
  var vectors = eigen.vectors;
  var values = eigen.values;
  var sigma = lyapunov(&vectors, &values, &pulled);
  return factorGradient(proposed, &sigma);
}
`;

/** What moves along the eigenvectors U of C = A⁻¹ΣA⁻ᵀ: x are the eigenvalues of C − I, y those of the projection. */
const spectralFrameWgsl = /* wgsl */ `
struct CovarianceStep {
  factor: Factor,
  multiplier: f32,
  before: f32,
  binds: bool,
  vectors: Matrix,
  x: Vector,
  y: Vector,
}

// A⁻ᵀ U into the columns of the result: turns gradients in the eigenbasis of C into gradients with respect to Σ.
fn dualBasis(scale: ptr<function, Matrix>, vectors: ptr<function, Matrix>) -> Matrix {
  var basis = *vectors;
  whitenMatrixTransposed(scale, &basis);
  return basis;
}

// Uᵀ Aᵀ G A U
fn spectralUpstream(
  old: ptr<function, Factor>, scale: ptr<function, Matrix>,
  step: ptr<function, CovarianceStep>, upstream: ptr<function, Factor>,
) -> Matrix {
  var factor = (*step).factor;
  var vectors = (*step).vectors;
  var g = covarianceGradient(&factor, upstream);
  var base = baseOf(old, scale);
  var basis = multiply(&base, &vectors);
  return congruentTransposed(&basis, &g);
}
`;

const klWgsl = /* wgsl */ `
${klMultiplierWgsl}
${spectralFrameWgsl}
// With C = I + X = (I + E)(I + E)ᵀ: tr X - ln|C| = |E|² + 2 sum(E_ii - log(1 + E_ii)).
fn divergence(x: ptr<function, Matrix>) -> f32 {
  var e = choleskyMinusIdentity(x);
  var value = 0.5 * inner(&e, &e);
  for (var i = 0; i < K; i++) { value += excess(e[i * K + i], 1.0 + e[i * K + i]); }
  return value;
}

fn boundCovariance(
  proposed: ptr<function, Factor>, old: ptr<function, Factor>, scale: ptr<function, Matrix>, bound: f32,
) -> CovarianceStep {
  var step: CovarianceStep;
  var offset = relativeOffset(proposed, old, scale);
  step.factor = *proposed;
  step.before = divergence(&offset);
  step.binds = step.before > bound;
  if (step.binds) {
    var eigen = symmetricEigen(&offset);
    var vectors = eigen.vectors;
    var x = eigen.values;
    var lambda: Vector;
    for (var i = 0; i < K; i++) { lambda[i] = max(1.0 + x[i], 1e-30); }
    let eta = klMultiplier(&x, &lambda, bound);
    var y: Vector;
    for (var i = 0; i < K; i++) { y[i] = x[i] / (1.0 + eta * lambda[i]); }
    var delta = fromEigen(&vectors, &y);
    step.multiplier = eta;
    step.vectors = vectors;
    step.x = x;
    step.y = y;
    step.factor = factorFromRelative(old, scale, &delta);
  }
  return step;
}

// In the eigenbasis: (1 + y_i)(1 + y_j)/((1 + x_i)(1 + x_j)(1 + eta)) (G_ij - [i = j] T y_i/(1 + y_i)),
// T = sum G_jj y_j (1 + y_j) / sum y_j². (1 + y)/(1 + x) = (1 + eta)/(1 + eta (1 + x)).
fn boundCovarianceGradient(
  proposed: ptr<function, Factor>, old: ptr<function, Factor>, scale: ptr<function, Matrix>,
  step: ptr<function, CovarianceStep>, upstream: ptr<function, Factor>,
) -> Factor {
  let eta = (*step).multiplier;
  var g = spectralUpstream(old, scale, step, upstream);
  var along = 0.0;
  var squares = 0.0;
  var ratio: Vector;
  for (var i = 0; i < K; i++) {
    let y = (*step).y[i];
    along += g[i * K + i] * y * (1.0 + y);
    squares += y * y;
    ratio[i] = (1.0 + eta) / (1.0 + eta * max(1.0 + (*step).x[i], 1e-30));
  }
  along /= squares;
  for (var i = 0; i < K; i++) {
    let y = (*step).y[i];
    g[i * K + i] -= along * y / (1.0 + y);
    for (var j = 0; j < K; j++) { g[i * K + j] *= ratio[i] * ratio[j] / (1.0 + eta); }
  }
  var vectors = (*step).vectors;
  var basis = dualBasis(scale, &vectors);
  var sigma = congruent(&basis, &g);
  return factorGradient(proposed, &sigma);
}
`;

/** Bures in units of the old policy: C^½ − I has the eigenvalues r = √(1 + x) − 1, and they shrink by t. */
const buresWgsl = /* wgsl */ `
${spectralFrameWgsl}
fn rootMinusOne(x: f32) -> f32 { return x / (1.0 + rootOrZero(1.0 + x)); }

fn boundCovariance(
  proposed: ptr<function, Factor>, old: ptr<function, Factor>, scale: ptr<function, Matrix>, bound: f32,
) -> CovarianceStep {
  var step: CovarianceStep;
  var offset = relativeOffset(proposed, old, scale);
  var eigen = symmetricEigen(&offset);
  for (var i = 0; i < K; i++) {
    let r = rootMinusOne(eigen.values[i]);
    step.before += r * r;
  }
  step.factor = *proposed;
  step.binds = step.before > bound;
  if (step.binds) {
    step.multiplier = sqrt(step.before / bound) - 1.0;
    let t = sqrt(bound / step.before);
    var y: Vector;
    for (var i = 0; i < K; i++) {
      let r = t * rootMinusOne(eigen.values[i]);
      y[i] = r * (2.0 + r);
    }
    var vectors = eigen.vectors;
    var delta = fromEigen(&vectors, &y);
    step.vectors = vectors;
    step.x = eigen.values;
    step.y = y;
    step.factor = factorFromRelative(old, scale, &delta);
  }
  return step;
}

// B = C^½ - I, projected to tB: the gradient with respect to tB is GB̃ + B̃G with B̃ = I + tB, then the line,
// then the derivative of the root; all in the eigenbasis, where they are elementwise.
fn boundCovarianceGradient(
  proposed: ptr<function, Factor>, old: ptr<function, Factor>, scale: ptr<function, Matrix>,
  step: ptr<function, CovarianceStep>, upstream: ptr<function, Factor>,
) -> Factor {
  let t = 1.0 / (1.0 + (*step).multiplier);
  var g = spectralUpstream(old, scale, step, upstream);
  var r: Vector;
  for (var i = 0; i < K; i++) { r[i] = rootMinusOne((*step).x[i]); }
  var along = 0.0;
  for (var i = 0; i < K; i++) {
    for (var j = 0; j < K; j++) { g[i * K + j] *= 2.0 + t * (r[i] + r[j]); }
    along += g[i * K + i] * r[i];
  }
  along /= (*step).before;
  for (var i = 0; i < K; i++) {
    g[i * K + i] -= along * r[i];
    for (var j = 0; j < K; j++) { g[i * K + j] *= t / (2.0 + r[i] + r[j]); }
  }
  var vectors = (*step).vectors;
  var basis = dualBasis(scale, &vectors);
  var sigma = congruent(&basis, &g);
  return factorGradient(proposed, &sigma);
}
`;

/** Bures in plain units: the mass moves a share t of its way, A + tZA; the distance is ‖ZA‖²_F. */
const transportWgsl = /* wgsl */ `
struct CovarianceStep {
  factor: Factor,
  multiplier: f32,
  before: f32,
  binds: bool,
  route: Transport,
}

fn boundCovariance(
  proposed: ptr<function, Factor>, old: ptr<function, Factor>, scale: ptr<function, Matrix>, bound: f32,
) -> CovarianceStep {
  var step: CovarianceStep;
  step.route = transport(proposed, old, scale);
  var moved = step.route.moved;
  step.factor = *proposed;
  step.before = inner(&moved, &moved);
  step.binds = step.before > bound;
  if (step.binds) {
    step.multiplier = sqrt(step.before / bound) - 1.0;
    var base = baseOf(old, scale);
    var kept = scaledBy(sqrt(bound / step.before), &moved);
    var gain = squareOffset(&base, &kept);
    step.factor = factorFromOffset(old, scale, &gain);
  }
  return step;
}

fn boundCovarianceGradient(
  proposed: ptr<function, Factor>, old: ptr<function, Factor>, scale: ptr<function, Matrix>,
  step: ptr<function, CovarianceStep>, upstream: ptr<function, Factor>,
) -> Factor {
  let t = 1.0 / (1.0 + (*step).multiplier);
  var base = baseOf(old, scale);
  var baseTransposed = transposed(&base);
  var factor = (*step).factor;
  var moved = (*step).route.moved;
  var vectors = (*step).route.vectors;
  var values = (*step).route.values;

  // Gradient with respect to tZ: G(I + tZ)Σ_o and its transpose.
  var g = covarianceGradient(&factor, upstream);
  var kept = scaledBy(t, &moved);
  var reached = plus(&base, &kept);
  var half = multiply(&g, &reached);
  var product = multiply(&half, &baseTransposed);
  var mapGradient = plusTransposed(&product);

  // The line: half the gradient of the distance is the symmetric part of ZΣ_o.
  var z = transposed(&moved);
  whitenMatrixTransposed(scale, &z);
  var halfNormal = multiply(&moved, &baseTransposed);
  halfNormal = scaledBy(0.5, &halfNormal);
  var normal = plusTransposed(&halfNormal);
  let along = inner(&z, &mapGradient) / (*step).before;
  for (var i = 0; i < F; i++) { mapGradient[i] = t * (mapGradient[i] - along * normal[i]); }

  // Back through AᵀTA, the root of AᵀΣA.
  var white = relative(scale, &mapGradient);
  var pulled = lyapunov(&vectors, &values, &white);
  var sigma = congruent(&base, &pulled);
  return factorGradient(proposed, &sigma);
}
`;
