import type { FactorKind } from '../gaussian/types.ts';
import { BOUND_GRADIENT, LOSS, LOSS_GRADIENT, type MetricWgsl, radialStepWgsl } from '../wgsl/metricWgsl.ts';
import { alwaysScaled, meanWeight } from './meanPart.ts';

/** Frobenius in float32: a straight line between covariances (docs/mathematics.md §2.4, §3.5, §4.2). */
export const frobeniusWgsl: MetricWgsl = {
  meanWeight,
  alwaysScaled,
  covariancePart: (factor) => ({ distance, step, loss: lossWgsl(factor) }),
};

const distance = /* wgsl */ `
struct Path {
  distance: f32,
  // Σ_p - Σ_q
  offset: Factor,
}

fn pathBetween(p: ptr<function, Factor>, q: ptr<function, Factor>, scale: ptr<function, Factor>) -> Path {
  var offset = covarianceOffset(p, q);
  return Path(inner(&offset, &offset), offset);
}
`;

const step = /* wgsl */ `
${radialStepWgsl}
fn factorOnPath(
  old: ptr<function, Factor>, scale: ptr<function, Factor>, step: ptr<function, CovarianceStep>, share: f32,
) -> Factor {
  var offset = (*step).path.offset;
  var gain = scaledBy(share, &offset);
  return factorFromOffset(old, scale, &gain);
}

${BOUND_GRADIENT} {
  var factor = (*step).factor;
  var offset = (*step).path.offset;
  var g = covarianceGradient(&factor, upstream);
  g = radialGradient(&offset, &offset, step, &g);
  return factorGradient(proposed, &g);
}
`;

/** Squared error of the Cholesky factors (of deviations where Σ is diagonal), docs/mathematics.md §7.3. */
function lossWgsl(factor: FactorKind): string {
  return factor === 'diagonal' || factor === 'cholesky'
    ? factorErrorWgsl
    : choleskyErrorWgsl(factor === 'root');
}

const factorErrorWgsl = /* wgsl */ `
${LOSS} {
  var h = minus(p, t);
  return inner(&h, &h);
}

${LOSS_GRADIENT} {
  var h = minus(p, t);
  return scaledBy(2.0, &h);
}
`;

/** Where the layout has no Cholesky factors: L_p = L_t(I + E), so the error is L_tE. */
const choleskyErrorWgsl = (root: boolean) => /* wgsl */ `
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

${LOSS} {
  var lower = lowerOf(t);
  var h = lowerOffset(p, t, &lower);
  return inner(&h, &h);
}

${LOSS_GRADIENT} {
  var lower = lowerOf(t);
  var h = lowerOffset(p, t, &lower);
  lower = plus(&lower, &h);
  h = scaledBy(2.0, &h);
  var sigma = choleskyGradient(&lower, &h);
  return factorGradient(p, &sigma);
}
`;
