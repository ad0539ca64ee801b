/** Entry (i, j) of a matrix function whose entries each follow from entries of its arguments. */
const entrywise = (signature: string, entry: string) => /* wgsl */ `
fn ${signature} -> Matrix {
  var out: Matrix;
  for (var i = 0; i < K; i++) {
    for (var j = 0; j < K; j++) { out[i * K + j] = ${entry}; }
  }
  return out;
}
`;

/** `name(lower, x)`: x ← L⁻¹x, or L⁻ᵀx, for a vector or for every column c of a matrix. */
function substitution(name: string, type: 'Vector' | 'Matrix', transposed: boolean): string {
  const at = (row: string) => (type === 'Vector' ? row : `${row} * K + c`);
  const [rows, known, entry] = transposed
    ? ['var i = K - 1; i >= 0; i--', 'var l = i + 1; l < K; l++', 'l * K + i']
    : ['var i = 0; i < K; i++', 'var l = 0; l < i; l++', 'i * K + l'];
  return /* wgsl */ `
fn ${name}(lower: ptr<function, Matrix>, x: ptr<function, ${type}>) {
  ${type === 'Vector' ? '{' : 'for (var c = 0; c < K; c++) {'}
    for (${rows}) {
      var sum = (*x)[${at('i')}];
      for (${known}) { sum -= (*lower)[${entry}] * (*x)[${at('l')}]; }
      (*x)[${at('i')}] = sum / (*lower)[i * K + i];
    }
  }
}
`;
}

/**
 * Dense linear algebra for one thread (docs/mathematics.md §11): k×k matrices (k ≤ 8), row-major in `Matrix`, passed by
 * pointer. Needs the constant `K`, the alias `Vector` and `inner`. Loops are not unrolled: code size, not arithmetic, is
 * what costs here, because a shader is compiled on the visitor's machine. No two pointers of one call may name the same
 * variable where one of them is written.
 */
export const matrixWgsl = /* wgsl */ `
alias Matrix = array<f32, K * K>;

fn identity() -> Matrix {
  var m: Matrix;
  for (var i = 0; i < K; i++) { m[i * K + i] = 1.0; }
  return m;
}

// A B
fn multiply(a: ptr<function, Matrix>, b: ptr<function, Matrix>) -> Matrix {
  var out: Matrix;
  for (var i = 0; i < K; i++) {
    for (var j = 0; j < K; j++) {
      var sum = 0.0;
      for (var m = 0; m < K; m++) { sum += (*a)[i * K + m] * (*b)[m * K + j]; }
      out[i * K + j] = sum;
    }
  }
  return out;
}

// A Bᵀ where that is known to be symmetric, which the result is to the bit.
fn symmetricProduct(a: ptr<function, Matrix>, b: ptr<function, Matrix>) -> Matrix {
  var out: Matrix;
  for (var i = 0; i < K; i++) {
    for (var j = 0; j <= i; j++) {
      var sum = 0.0;
      for (var l = 0; l < K; l++) { sum += (*a)[i * K + l] * (*b)[j * K + l]; }
      out[i * K + j] = sum;
      out[j * K + i] = sum;
    }
  }
  return out;
}
${entrywise('transposed(a: ptr<function, Matrix>)', '(*a)[j * K + i]')}
// M + Mᵀ
${entrywise('plusTransposed(m: ptr<function, Matrix>)', '(*m)[i * K + j] + (*m)[j * K + i]')}
// (M + Mᵀ)/2
${entrywise('symmetrised(m: ptr<function, Matrix>)', '0.5 * ((*m)[i * K + j] + (*m)[j * K + i])')}
// A M Aᵀ for symmetric M
fn congruent(a: ptr<function, Matrix>, m: ptr<function, Matrix>) -> Matrix {
  var half = multiply(a, m);
  return symmetricProduct(&half, a);
}

// Aᵀ M A for symmetric M
fn congruentTransposed(a: ptr<function, Matrix>, m: ptr<function, Matrix>) -> Matrix {
  var at = transposed(a);
  return congruent(&at, m);
}

// U diag(w) Uᵀ
fn fromEigen(u: ptr<function, Matrix>, w: ptr<function, Vector>) -> Matrix {
  var half = *u;
  for (var i = 0; i < K; i++) {
    for (var j = 0; j < K; j++) { half[i * K + j] *= (*w)[j]; }
  }
  return symmetricProduct(&half, u);
}

// Lower triangular L with L Lᵀ = M.
fn cholesky(m: ptr<function, Matrix>, lower: ptr<function, Matrix>) {
  for (var i = 0; i < K; i++) {
    for (var j = 0; j < K; j++) {
      var sum = 0.0;
      if (j <= i) {
        sum = (*m)[i * K + j];
        for (var l = 0; l < j; l++) { sum -= (*lower)[i * K + l] * (*lower)[j * K + l]; }
        if (i == j) { sum = sqrt(sum); } else { sum /= (*lower)[j * K + j]; }
      }
      (*lower)[i * K + j] = sum;
    }
  }
}

// Lower triangular E with (I + E)(I + E)ᵀ = I + M: keeps the relative accuracy of a small M.
fn choleskyMinusIdentity(m: ptr<function, Matrix>) -> Matrix {
  var e: Matrix;
  for (var i = 0; i < K; i++) {
    for (var j = 0; j <= i; j++) {
      var sum = (*m)[i * K + j];
      for (var l = 0; l < j; l++) { sum -= e[i * K + l] * e[j * K + l]; }
      if (i == j) { e[i * K + i] = sum / (1.0 + sqrt(1.0 + sum)); } else { e[i * K + j] = sum / (1.0 + e[j * K + j]); }
    }
  }
  return e;
}

${substitution('forwardSubstitute', 'Vector', false)}
${substitution('backSubstitute', 'Vector', true)}
${substitution('solveLower', 'Matrix', false)}
${substitution('solveLowerTransposed', 'Matrix', true)}
// (I + M)⁻¹M for symmetric M
fn overOnePlus(m: ptr<function, Matrix>) -> Matrix {
  var lower = choleskyMinusIdentity(m);
  for (var i = 0; i < K; i++) { lower[i * K + i] += 1.0; }
  var out = *m;
  solveLower(&lower, &out);
  solveLowerTransposed(&lower, &out);
  return out;
}

// From the gradient with respect to a Cholesky factor to the symmetric one with respect to L Lᵀ: L⁻ᵀ Ψ L⁻¹, Ψ the
// symmetric matrix whose lower triangle is half of that of Lᵀ·upstream.
fn choleskyGradient(lower: ptr<function, Matrix>, upstream: ptr<function, Matrix>) -> Matrix {
  var lowerTransposed = transposed(lower);
  var psi = multiply(&lowerTransposed, upstream);
  for (var i = 0; i < K; i++) {
    for (var j = 0; j <= i; j++) {
      psi[i * K + j] *= 0.5;
      psi[j * K + i] = psi[i * K + j];
    }
  }
  solveLowerTransposed(lower, &psi);
  var out = transposed(&psi);
  solveLowerTransposed(lower, &out);
  return out;
}

// The rotation of Jacobi's method for cot 2φ = theta: (tan φ, sin φ, tan φ/2). Adding small corrections (x - sin φ (y +
// tan φ/2 x)) instead of multiplying by the cosine keeps rotations orthogonal in float32.
fn jacobiRotation(theta: f32) -> vec3<f32> {
  let t = select(-1.0, 1.0, theta >= 0.0) / (abs(theta) + sqrt(theta * theta + 1.0));
  let c = 1.0 / sqrt(t * t + 1.0);
  return vec3(t, t * c, t * c / (1.0 + c));
}

struct Eigen {
  vectors: Matrix,
  values: Vector,
}

// Symmetric M = U diag(w) Uᵀ, eigenvectors in the columns: cyclic Jacobi, a bounded number of sweeps.
fn symmetricEigen(m: ptr<function, Matrix>) -> Eigen {
  var a = *m;
  var u = identity();
  let threshold = 1e-9 * sqrt(inner(&a, &a));
  for (var sweep = 0; sweep < 10; sweep++) {
    var rotated = false;
    for (var p = 0; p < K - 1; p++) {
      for (var q = p + 1; q < K; q++) {
        let off = a[p * K + q];
        if (abs(off) > threshold) {
          rotated = true;
          let rotation = jacobiRotation((a[q * K + q] - a[p * K + p]) / (2.0 * off));
          let s = rotation.y;
          let r = rotation.z;
          for (var i = 0; i < K; i++) {
            if (i != p && i != q) {
              let x = a[i * K + p];
              let y = a[i * K + q];
              let newX = x - s * (y + r * x);
              let newY = y + s * (x - r * y);
              a[i * K + p] = newX;
              a[p * K + i] = newX;
              a[i * K + q] = newY;
              a[q * K + i] = newY;
            }
            let v = u[i * K + p];
            let w = u[i * K + q];
            u[i * K + p] = v - s * (w + r * v);
            u[i * K + q] = w + s * (v - r * w);
          }
          a[p * K + p] -= rotation.x * off;
          a[q * K + q] += rotation.x * off;
          a[p * K + q] = 0.0;
          a[q * K + p] = 0.0;
        }
      }
    }
    if (!rotated) { break; }
  }
  var eigen: Eigen;
  eigen.vectors = u;
  for (var i = 0; i < K; i++) { eigen.values[i] = a[i * K + i]; }
  return eigen;
}

// The symmetric X with X R + R X = M, R = U diag(w) Uᵀ: the derivative of a square root, and its own adjoint.
fn lyapunov(u: ptr<function, Matrix>, w: ptr<function, Vector>, m: ptr<function, Matrix>) -> Matrix {
  var x = congruentTransposed(u, m);
  for (var i = 0; i < K; i++) {
    for (var j = 0; j < K; j++) { x[i * K + j] /= (*w)[i] + (*w)[j]; }
  }
  return congruent(u, &x);
}

// The same for a root R itself.
fn throughRoot(r: ptr<function, Matrix>, m: ptr<function, Matrix>) -> Matrix {
  var eigen = symmetricEigen(r);
  var vectors = eigen.vectors;
  var values = eigen.values;
  return lyapunov(&vectors, &values, m);
}

// The root of a number that rounding may have put below 0. Not max(): that would turn a NaN into a plausible 0.
fn rootOrZero(x: f32) -> f32 { return sqrt(select(x, 0.0, x < 0.0)); }

// The symmetric D with (R + D)² = R² + N, R = U diag(w) Uᵀ and R + D positive definite. A small D keeps its relative
// accuracy (fixed point of D = lyapunov(N - D²)); a large one comes from the eigenvalues of R² + N.
fn rootDifference(u: ptr<function, Matrix>, w: ptr<function, Vector>, n: ptr<function, Matrix>) -> Matrix {
  var right = congruentTransposed(u, n);
  var size = 0.0;
  for (var i = 0; i < K; i++) {
    for (var j = 0; j < K; j++) {
      let relative = right[i * K + j] / ((*w)[i] * (*w)[j]);
      size += relative * relative;
    }
  }
  var d: Matrix;
  if (size < 0.2) {
    for (var iteration = 0; iteration < 14; iteration++) {
      let square = multiply(&d, &d);
      for (var i = 0; i < K; i++) {
        for (var j = 0; j < K; j++) {
          d[i * K + j] = (right[i * K + j] - square[i * K + j]) / ((*w)[i] + (*w)[j]);
        }
      }
    }
  } else {
    for (var i = 0; i < K; i++) { right[i * K + i] += (*w)[i] * (*w)[i]; }
    var eigen = symmetricEigen(&right);
    var vectors = eigen.vectors;
    var roots: Vector;
    for (var i = 0; i < K; i++) { roots[i] = rootOrZero(eigen.values[i]); }
    d = fromEigen(&vectors, &roots);
    for (var i = 0; i < K; i++) { d[i * K + i] -= (*w)[i]; }
  }
  return congruent(u, &d);
}
`;
