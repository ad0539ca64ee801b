import type { FactorKind } from '../gaussian/types.ts';

/**
 * Covariances in the layout of their factor, for the metrics that think in Σ (docs/mathematics.md §1.2, §4.6, §3.10). q is
 * the reference (old policy or target), `scale` its `scaleOf`. Differences are formed between factors before anything is
 * squared, so that two close policies keep a relatively accurate distance in float32. In every layout:
 *
 * - `covarianceOffset(p, q)` = Σ_p − Σ_q; `factorFromOffset(q, scale, N)`: the factor of Σ_q + N;
 * - `covarianceGradient(f, upstream)`: from ∂L/∂factor to the symmetric ∂L/∂Σ; `factorGradient(f, g)`: back;
 * - `ownCoordinates(upstream)`: a gradient with respect to all entries, restricted to the factor's freedom;
 * - `whitenMatrix(scale, m)`: m ← A⁻¹m with A Aᵀ = Σ_q, and `whitenMatrixTransposed`: m ← A⁻ᵀm;
 *
 * and for full covariances
 *
 * - `baseOf(q, scale)` = A itself, for products: `scale` is what its solves need;
 * - `relativeOffset(p, q, scale)` = A⁻¹Σ_pA⁻ᵀ − I; `factorFromRelative(q, scale, Δ)`: the factor of A(I + Δ)Aᵀ;
 * - `relative(scale, N)` = A⁻¹NA⁻ᵀ for symmetric N;
 * - `squareOffset(Q, H)` = (Q + H)(Q + H)ᵀ − QQᵀ.
 */
export function covarianceWgsl(factor: FactorKind): string {
  return factor === 'diagonal'
    ? diagonalWgsl
    : solvesWgsl(factor === 'root') + fullWgsl(factor === 'covariance' ? 'scale' : 'q') + byFactor[factor];
}

/** Σ − Σ_q is formed as (s − o)(s + o), and a deviation as o plus what it gains. */
const diagonalWgsl = /* wgsl */ `
fn whitenMatrix(scale: ptr<function, Factor>, m: ptr<function, Factor>) { whiten(scale, m); }

fn whitenMatrixTransposed(scale: ptr<function, Factor>, m: ptr<function, Factor>) { whiten(scale, m); }

fn covarianceOffset(p: ptr<function, Factor>, q: ptr<function, Factor>) -> Factor {
  var out: Factor;
  for (var i = 0; i < K; i++) { out[i] = ((*p)[i] - (*q)[i]) * ((*p)[i] + (*q)[i]); }
  return out;
}

fn factorFromOffset(q: ptr<function, Factor>, scale: ptr<function, Factor>, n: ptr<function, Factor>) -> Factor {
  var out = *q;
  for (var i = 0; i < K; i++) { out[i] += (*n)[i] / ((*q)[i] + sqrt((*q)[i] * (*q)[i] + (*n)[i])); }
  return out;
}

fn covarianceGradient(f: ptr<function, Factor>, upstream: ptr<function, Factor>) -> Factor {
  var out: Factor;
  for (var i = 0; i < K; i++) { out[i] = (*upstream)[i] / (2.0 * (*f)[i]); }
  return out;
}

fn factorGradient(f: ptr<function, Factor>, g: ptr<function, Factor>) -> Factor {
  var out: Factor;
  for (var i = 0; i < K; i++) { out[i] = (*g)[i] * 2.0 * (*f)[i]; }
  return out;
}

fn symmetrised(m: ptr<function, Factor>) -> Factor { return *m; }

fn ownCoordinates(upstream: ptr<function, Factor>) -> Factor { return *upstream; }
`;

/** A root R is solved through chol(R), twice. */
const solvesWgsl = (root: boolean) => /* wgsl */ `
fn whitenMatrix(scale: ptr<function, Matrix>, m: ptr<function, Matrix>) {
  solveLower(scale, m);
  ${root ? 'solveLowerTransposed(scale, m);' : ''}
}

fn whitenMatrixTransposed(scale: ptr<function, Matrix>, m: ptr<function, Matrix>) {
  ${root ? 'solveLower(scale, m);' : ''}
  solveLowerTransposed(scale, m);
}
`;

const fullWgsl = (base: 'scale' | 'q') => /* wgsl */ `
fn baseOf(q: ptr<function, Factor>, scale: ptr<function, Matrix>) -> Matrix { return *${base}; }

fn relative(scale: ptr<function, Matrix>, n: ptr<function, Matrix>) -> Matrix {
  var half = *n;
  whitenMatrix(scale, &half);
  var out = transposed(&half);
  whitenMatrix(scale, &out);
  return out;
}

// M + Mᵀ with M = H (Q + H/2)ᵀ
fn squareOffset(q: ptr<function, Matrix>, h: ptr<function, Matrix>) -> Matrix {
  var middle: Matrix;
  for (var i = 0; i < K; i++) {
    for (var j = 0; j < K; j++) { middle[i * K + j] = (*q)[j * K + i] + 0.5 * (*h)[j * K + i]; }
  }
  var m = multiply(h, &middle);
  return plusTransposed(&m);
}
`;

/** Σ = X Xᵀ for X a Cholesky factor or a root. */
const squareWgsl = /* wgsl */ `
fn covarianceOffset(p: ptr<function, Factor>, q: ptr<function, Factor>) -> Matrix {
  var h = minus(p, q);
  return squareOffset(q, &h);
}

fn relativeOffset(p: ptr<function, Factor>, q: ptr<function, Factor>, scale: ptr<function, Matrix>) -> Matrix {
  var e = minus(p, q);
  whitenMatrix(scale, &e);
  var one = identity();
  return squareOffset(&one, &e);
}
`;

const symmetricCoordinatesWgsl = /* wgsl */ `
fn ownCoordinates(upstream: ptr<function, Factor>) -> Factor { return symmetrised(upstream); }
`;

const byFactor = {
  cholesky: /* wgsl */ `
${squareWgsl}
fn factorFromRelative(q: ptr<function, Factor>, scale: ptr<function, Matrix>, delta: ptr<function, Matrix>) -> Factor {
  var e = choleskyMinusIdentity(delta);
  var gain = multiply(q, &e);
  return plus(q, &gain);
}

fn factorFromOffset(q: ptr<function, Factor>, scale: ptr<function, Matrix>, n: ptr<function, Matrix>) -> Factor {
  var delta = relative(scale, n);
  return factorFromRelative(q, scale, &delta);
}

fn covarianceGradient(f: ptr<function, Factor>, upstream: ptr<function, Factor>) -> Matrix {
  return choleskyGradient(f, upstream);
}

fn factorGradient(f: ptr<function, Factor>, g: ptr<function, Matrix>) -> Factor {
  var out = multiply(g, f);
  out = ownCoordinates(&out);
  return scaledBy(2.0, &out);
}

fn ownCoordinates(upstream: ptr<function, Factor>) -> Factor {
  var out: Factor;
  for (var i = 0; i < K; i++) {
    for (var j = 0; j <= i; j++) { out[i * K + j] = (*upstream)[i * K + j]; }
  }
  return out;
}
`,
  root: /* wgsl */ `
${squareWgsl}
${symmetricCoordinatesWgsl}
fn factorFromRelative(q: ptr<function, Factor>, scale: ptr<function, Matrix>, delta: ptr<function, Matrix>) -> Factor {
  var n = congruent(q, delta);
  return factorFromOffset(q, scale, &n);
}

fn factorFromOffset(q: ptr<function, Factor>, scale: ptr<function, Matrix>, n: ptr<function, Matrix>) -> Factor {
  var eigen = symmetricEigen(q);
  var vectors = eigen.vectors;
  var values = eigen.values;
  var d = rootDifference(&vectors, &values, n);
  return plus(q, &d);
}

fn covarianceGradient(f: ptr<function, Factor>, upstream: ptr<function, Factor>) -> Matrix {
  var symmetric = ownCoordinates(upstream);
  return throughRoot(f, &symmetric);
}

fn factorGradient(f: ptr<function, Factor>, g: ptr<function, Matrix>) -> Factor {
  var m = multiply(g, f);
  return plusTransposed(&m);
}
`,
  covariance: /* wgsl */ `
${symmetricCoordinatesWgsl}
fn covarianceOffset(p: ptr<function, Factor>, q: ptr<function, Factor>) -> Matrix { return minus(p, q); }

fn relativeOffset(p: ptr<function, Factor>, q: ptr<function, Factor>, scale: ptr<function, Matrix>) -> Matrix {
  var n = minus(p, q);
  return relative(scale, &n);
}

fn factorFromRelative(q: ptr<function, Factor>, scale: ptr<function, Matrix>, delta: ptr<function, Matrix>) -> Factor {
  var n = congruent(scale, delta);
  return plus(q, &n);
}

fn factorFromOffset(q: ptr<function, Factor>, scale: ptr<function, Matrix>, n: ptr<function, Matrix>) -> Factor {
  return plus(q, n);
}

fn covarianceGradient(f: ptr<function, Factor>, upstream: ptr<function, Factor>) -> Matrix {
  return ownCoordinates(upstream);
}

fn factorGradient(f: ptr<function, Factor>, g: ptr<function, Matrix>) -> Factor { return *g; }
`,
} as const;
