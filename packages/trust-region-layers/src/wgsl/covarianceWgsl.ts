import type { FactorKind } from '../gaussian/types.ts';

/**
 * Full covariances in the layout of their factor, for the families of projections and losses that think in Σ. q is the
 * reference (old policy or target), `scale` its `scaleOf`. Differences are formed between factors before
 * anything is squared, so that two close policies keep a relatively accurate distance in float32.
 *
 * - `covarianceOffset(p, q)` = Σ_p − Σ_q;
 * - `relativeOffset(p, q, scale)` = A⁻¹Σ_pA⁻ᵀ − I with A Aᵀ = Σ_q;
 * - `transport(p, q, scale)`: how the mass of q moves to p: with T = I + Z the transport map, `moved` = ZA, and the
 *   eigenvectors and eigenvalues of AᵀTA;
 * - `rootOf(q)` = the symmetric root of Σ_q with its eigen-decomposition, `rootOffset` = S_p − S_q;
 * - `factorFromRelative(q, scale, Δ)`: the factor of A(I + Δ)Aᵀ; `factorFromOffset(q, scale, N)`: of Σ_q + N;
 * - `covarianceGradient(f, upstream)`: from ∂L/∂factor to the symmetric ∂L/∂Σ; `factorGradient(f, g)`: back;
 * - `ownCoordinates(upstream)`: a gradient with respect to all k² entries, restricted to the factor's freedom.
 */
export function covarianceWgsl(factor: Exclude<FactorKind, 'diagonal'>): string {
  return sharedWgsl(factor === 'covariance' ? 'scale' : 'q') + byFactor[factor];
}

const sharedWgsl = (base: 'scale' | 'q') => /* wgsl */ `
// A itself, for products: \`scale\` is what its solves need.
fn baseOf(q: ptr<function, Factor>, scale: ptr<function, Matrix>) -> Matrix { return *${base}; }

struct Transport {
  moved: Matrix,
  vectors: Matrix,
  values: Vector,
}

// TA = B Qᵀ, where Σ_p = B Bᵀ and Q is the rotation nearest to AᵀB = (AᵀTA) Q.
fn transport(p: ptr<function, Factor>, q: ptr<function, Factor>, scale: ptr<function, Matrix>) -> Transport {
  var pScale = scaleOf(p);
  var destination = baseOf(p, &pScale);
  var base = baseOf(q, scale);
  var baseTransposed = transposed(&base);
  var crossed = multiply(&baseTransposed, &destination);
  let aligned = polar(&crossed);
  var rotation = aligned.rotation;
  var back = transposed(&rotation);
  var reached = multiply(&destination, &back);
  var out: Transport;
  out.moved = minus(&reached, &base);
  out.vectors = aligned.left;
  out.values = aligned.values;
  return out;
}

// A⁻¹ N A⁻ᵀ for symmetric N
fn relative(scale: ptr<function, Matrix>, n: ptr<function, Matrix>) -> Matrix {
  var half = *n;
  whitenMatrix(scale, &half);
  var out = transposed(&half);
  whitenMatrix(scale, &out);
  return out;
}

// M + Mᵀ with M = H (Q + H/2)ᵀ: what (Q + H)(Q + H)ᵀ has more than Q Qᵀ.
fn squareOffset(q: ptr<function, Matrix>, h: ptr<function, Matrix>) -> Matrix {
  var middle: Matrix;
  for (var i = 0; i < K; i++) {
    for (var j = 0; j < K; j++) { middle[i * K + j] = (*q)[j * K + i] + 0.5 * (*h)[j * K + i]; }
  }
  var m = multiply(h, &middle);
  return plusTransposed(&m);
}

fn minus(p: ptr<function, Matrix>, q: ptr<function, Matrix>) -> Matrix {
  var out: Matrix;
  for (var i = 0; i < F; i++) { out[i] = (*p)[i] - (*q)[i]; }
  return out;
}

fn plus(p: ptr<function, Matrix>, q: ptr<function, Matrix>) -> Matrix {
  var out: Matrix;
  for (var i = 0; i < F; i++) { out[i] = (*p)[i] + (*q)[i]; }
  return out;
}

fn scaledBy(number: f32, m: ptr<function, Matrix>) -> Matrix {
  var out: Matrix;
  for (var i = 0; i < F; i++) { out[i] = number * (*m)[i]; }
  return out;
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

/** The root by eigenvalues of Σ, where the factor is not the root itself. */
const rootByEigenWgsl = (covariance: string) => /* wgsl */ `
struct Root {
  matrix: Matrix,
  vectors: Matrix,
  values: Vector,
}

fn rootOf(q: ptr<function, Factor>) -> Root {
  var sigma = ${covariance};
  var eigen = symmetricEigen(&sigma);
  var root: Root;
  var vectors = eigen.vectors;
  var values: Vector;
  for (var i = 0; i < K; i++) { values[i] = rootOrZero(eigen.values[i]); }
  root.vectors = vectors;
  root.values = values;
  root.matrix = fromEigen(&vectors, &values);
  return root;
}

fn rootOffset(p: ptr<function, Factor>, q: ptr<function, Factor>, root: ptr<function, Root>) -> Matrix {
  var n = covarianceOffset(p, q);
  var vectors = (*root).vectors;
  var values = (*root).values;
  return rootDifference(&vectors, &values, &n);
}
`;

const byFactor = {
  cholesky: /* wgsl */ `
${squareWgsl}
${rootByEigenWgsl('outerSquare(q)')}
fn outerSquare(a: ptr<function, Matrix>) -> Matrix {
  var one = identity();
  return congruent(a, &one);
}

fn factorFromRelative(q: ptr<function, Factor>, scale: ptr<function, Matrix>, delta: ptr<function, Matrix>) -> Factor {
  var e = choleskyMinusIdentity(delta);
  var gain = multiply(q, &e);
  return plus(q, &gain);
}

fn factorFromOffset(q: ptr<function, Factor>, scale: ptr<function, Matrix>, n: ptr<function, Matrix>) -> Factor {
  var delta = relative(scale, n);
  return factorFromRelative(q, scale, &delta);
}

// G = L⁻ᵀ Ψ L⁻¹, Ψ the symmetric matrix whose lower triangle is half of that of Lᵀ·upstream.
fn covarianceGradient(f: ptr<function, Factor>, upstream: ptr<function, Factor>) -> Matrix {
  var ft = transposed(f);
  var psi = multiply(&ft, upstream);
  for (var i = 0; i < K; i++) {
    for (var j = 0; j <= i; j++) {
      psi[i * K + j] *= 0.5;
      psi[j * K + i] = psi[i * K + j];
    }
  }
  solveLowerTransposed(f, &psi);
  var out = transposed(&psi);
  solveLowerTransposed(f, &out);
  return out;
}

fn factorGradient(f: ptr<function, Factor>, g: ptr<function, Matrix>) -> Factor {
  var out = multiply(g, f);
  for (var i = 0; i < K; i++) {
    for (var j = 0; j < K; j++) { out[i * K + j] = select(0.0, 2.0 * out[i * K + j], j <= i); }
  }
  return out;
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
  var eigen = symmetricEigen(f);
  var vectors = eigen.vectors;
  var values = eigen.values;
  var symmetric = ownCoordinates(upstream);
  return lyapunov(&vectors, &values, &symmetric);
}

fn factorGradient(f: ptr<function, Factor>, g: ptr<function, Matrix>) -> Factor {
  var m = multiply(g, f);
  return plusTransposed(&m);
}

fn ownCoordinates(upstream: ptr<function, Factor>) -> Factor {
  var doubled = plusTransposed(upstream);
  return scaledBy(0.5, &doubled);
}
`,
  covariance: /* wgsl */ `
${rootByEigenWgsl('*q')}
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

fn ownCoordinates(upstream: ptr<function, Factor>) -> Factor {
  var doubled = plusTransposed(upstream);
  return scaledBy(0.5, &doubled);
}
`,
} as const;
