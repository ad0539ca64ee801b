/**
 * The optimal-transport map T = I + Z from q to p in float32 (docs/mathematics.md §2.5, §11.4): `pathBetween` gives `moved` = ZA with
 * ‖ZA‖²_F, and the eigenvectors and eigenvalues of AᵀTA; `transportMinusIdentity` is Z.
 */
export const transportWgsl = /* wgsl */ `
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
          let rotation = jacobiRotation((qq - pp) / (2.0 * pq));
          let s = rotation.y;
          let r = rotation.z;
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

struct Path {
  distance: f32,
  moved: Matrix,
  vectors: Matrix,
  values: Vector,
}

// TA = B Qᵀ, where Σ_p = B Bᵀ and Q is the rotation nearest to AᵀB = (AᵀTA) Q.
fn pathBetween(p: ptr<function, Factor>, q: ptr<function, Factor>, scale: ptr<function, Matrix>) -> Path {
  var pScale = scaleOf(p);
  var destination = baseOf(p, &pScale);
  var base = baseOf(q, scale);
  var baseTransposed = transposed(&base);
  var crossed = multiply(&baseTransposed, &destination);
  let aligned = polar(&crossed);
  var rotation = aligned.rotation;
  var back = transposed(&rotation);
  var moved = multiply(&destination, &back);
  moved = minus(&moved, &base);
  return Path(inner(&moved, &moved), moved, aligned.left, aligned.values);
}

fn transportMinusIdentity(scale: ptr<function, Matrix>, moved: ptr<function, Matrix>) -> Matrix {
  var z = transposed(moved);
  whitenMatrixTransposed(scale, &z);
  return z;
}
`;
