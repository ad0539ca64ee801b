/**
 * Dense linear algebra for one thread: k×k matrices (k ≤ 8), row-major in `Matrix`, passed by pointer. Needs the
 * constant `K` and the alias `Vector`. Loops are not unrolled: code size, not arithmetic, is what costs here,
 * because a shader is compiled on the visitor's machine. No two pointers of one call may name the same
 * variable where one of them is written.
 */
export const matrixWgsl = /* wgsl */ `
alias Matrix = array<f32, K * K>;

fn identity() -> Matrix {
  var m: Matrix;
  for (var i = 0; i < K; i++) { m[i * K + i] = 1.0; }
  return m;
}

// out = A B
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

fn transposed(a: ptr<function, Matrix>) -> Matrix {
  var out: Matrix;
  for (var i = 0; i < K; i++) {
    for (var j = 0; j < K; j++) { out[i * K + j] = (*a)[j * K + i]; }
  }
  return out;
}

// M + Mᵀ
fn plusTransposed(m: ptr<function, Matrix>) -> Matrix {
  var out: Matrix;
  for (var i = 0; i < K; i++) {
    for (var j = 0; j < K; j++) { out[i * K + j] = (*m)[i * K + j] + (*m)[j * K + i]; }
  }
  return out;
}

// A M Aᵀ for symmetric M; the result is symmetric to the bit.
fn congruent(a: ptr<function, Matrix>, m: ptr<function, Matrix>) -> Matrix {
  var half = multiply(a, m);
  var out: Matrix;
  for (var i = 0; i < K; i++) {
    for (var j = 0; j <= i; j++) {
      var sum = 0.0;
      for (var l = 0; l < K; l++) { sum += half[i * K + l] * (*a)[j * K + l]; }
      out[i * K + j] = sum;
      out[j * K + i] = sum;
    }
  }
  return out;
}

// Aᵀ M A for symmetric M.
fn congruentTransposed(a: ptr<function, Matrix>, m: ptr<function, Matrix>) -> Matrix {
  var at = transposed(a);
  return congruent(&at, m);
}

// sum over all entries of A ∘ B
fn inner(a: ptr<function, Matrix>, b: ptr<function, Matrix>) -> f32 {
  var sum = 0.0;
  for (var i = 0; i < K * K; i++) { sum += (*a)[i] * (*b)[i]; }
  return sum;
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

// v = L⁻¹ v
fn forwardSubstitute(lower: ptr<function, Matrix>, v: ptr<function, Vector>) {
  for (var i = 0; i < K; i++) {
    var sum = (*v)[i];
    for (var l = 0; l < i; l++) { sum -= (*lower)[i * K + l] * (*v)[l]; }
    (*v)[i] = sum / (*lower)[i * K + i];
  }
}

// v = L⁻ᵀ v
fn backSubstitute(lower: ptr<function, Matrix>, v: ptr<function, Vector>) {
  for (var i = K - 1; i >= 0; i--) {
    var sum = (*v)[i];
    for (var l = i + 1; l < K; l++) { sum -= (*lower)[l * K + i] * (*v)[l]; }
    (*v)[i] = sum / (*lower)[i * K + i];
  }
}

// M = L⁻¹ M
fn solveLower(lower: ptr<function, Matrix>, m: ptr<function, Matrix>) {
  for (var c = 0; c < K; c++) {
    for (var i = 0; i < K; i++) {
      var sum = (*m)[i * K + c];
      for (var l = 0; l < i; l++) { sum -= (*lower)[i * K + l] * (*m)[l * K + c]; }
      (*m)[i * K + c] = sum / (*lower)[i * K + i];
    }
  }
}

// M = L⁻ᵀ M
fn solveLowerTransposed(lower: ptr<function, Matrix>, m: ptr<function, Matrix>) {
  for (var c = 0; c < K; c++) {
    for (var i = K - 1; i >= 0; i--) {
      var sum = (*m)[i * K + c];
      for (var l = i + 1; l < K; l++) { sum -= (*lower)[l * K + i] * (*m)[l * K + c]; }
      (*m)[i * K + c] = sum / (*lower)[i * K + i];
    }
  }
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
          let theta = (a[q * K + q] - a[p * K + p]) / (2.0 * off);
          let t = select(-1.0, 1.0, theta >= 0.0) / (abs(theta) + sqrt(theta * theta + 1.0));
          let c = 1.0 / sqrt(t * t + 1.0);
          let s = t * c;
          // Adding small corrections instead of multiplying by c keeps the rotations orthogonal in float32.
          let r = s / (1.0 + c);
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
          a[p * K + p] -= t * off;
          a[q * K + q] += t * off;
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

struct Polar {
  left: Matrix,
  values: Vector,
  rotation: Matrix,
}

// M = U diag(w) Vᵀ = (U diag(w) Uᵀ) Q, Q = U Vᵀ the rotation nearest to M: one-sided Jacobi, which never squares M.
fn polar(m: ptr<function, Matrix>) -> Polar {
  var a = *m;
  var v = identity();
  for (var sweep = 0; sweep < 10; sweep++) {
    var rotated = false;
    for (var p = 0; p < K - 1; p++) {
      for (var q = p + 1; q < K; q++) {
        var pp = 0.0;
        var qq = 0.0;
        var pq = 0.0;
        for (var i = 0; i < K; i++) {
          pp += a[i * K + p] * a[i * K + p];
          qq += a[i * K + q] * a[i * K + q];
          pq += a[i * K + p] * a[i * K + q];
        }
        if (abs(pq) > 1e-7 * sqrt(pp * qq)) {
          rotated = true;
          let theta = (qq - pp) / (2.0 * pq);
          let t = select(-1.0, 1.0, theta >= 0.0) / (abs(theta) + sqrt(theta * theta + 1.0));
          let c = 1.0 / sqrt(t * t + 1.0);
          let s = t * c;
          let r = s / (1.0 + c);
          for (var i = 0; i < K; i++) {
            let x = a[i * K + p];
            let y = a[i * K + q];
            a[i * K + p] = x - s * (y + r * x);
            a[i * K + q] = y + s * (x - r * y);
            let z = v[i * K + p];
            let w = v[i * K + q];
            v[i * K + p] = z - s * (w + r * z);
            v[i * K + q] = w + s * (z - r * w);
          }
        }
      }
    }
    if (!rotated) { break; }
  }
  var out: Polar;
  for (var j = 0; j < K; j++) {
    var square = 0.0;
    for (var i = 0; i < K; i++) { square += a[i * K + j] * a[i * K + j]; }
    out.values[j] = sqrt(square);
    for (var i = 0; i < K; i++) { out.left[i * K + j] = a[i * K + j] / out.values[j]; }
  }
  for (var i = 0; i < K; i++) {
    for (var j = 0; j < K; j++) {
      for (var l = 0; l < K; l++) { out.rotation[i * K + j] += out.left[i * K + l] * v[j * K + l]; }
    }
  }
  return out;
}

// U diag(w) Uᵀ
fn fromEigen(u: ptr<function, Matrix>, w: ptr<function, Vector>) -> Matrix {
  var m: Matrix;
  for (var i = 0; i < K; i++) {
    for (var j = 0; j <= i; j++) {
      var sum = 0.0;
      for (var l = 0; l < K; l++) { sum += (*u)[i * K + l] * (*w)[l] * (*u)[j * K + l]; }
      m[i * K + j] = sum;
      m[j * K + i] = sum;
    }
  }
  return m;
}

// The symmetric X with X R + R X = M, R = U diag(w) Uᵀ: the derivative of a square root, and its own adjoint.
fn lyapunov(u: ptr<function, Matrix>, w: ptr<function, Vector>, m: ptr<function, Matrix>) -> Matrix {
  var x = congruentTransposed(u, m);
  for (var i = 0; i < K; i++) {
    for (var j = 0; j < K; j++) { x[i * K + j] /= (*w)[i] + (*w)[j]; }
  }
  return congruent(u, &x);
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
