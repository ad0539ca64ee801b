/**
 * Two-dimensional Gaussians as the eye sees them: the contour (a − μ)ᵀΣ⁻¹(a − μ) = r² is an ellipse with half-axes
 * rσ₁ and rσ₂, the first turned by `angle` from a₁. Σ = Rot(angle) diag(σ₁², σ₂²) Rot(angle)ᵀ.
 */
export interface EllipseAxes {
  /** Standard deviations along the two axes. */
  readonly sigma1: number;
  readonly sigma2: number;
  /** Radians, counter-clockwise from a₁, in (−π/2, π/2]. */
  readonly angle: number;
}

/** The 2×2 covariance [Σ₁₁, Σ₁₂, Σ₂₁, Σ₂₂] of these axes. */
export function axesToCovariance(axes: EllipseAxes): [number, number, number, number] {
  const c = Math.cos(axes.angle);
  const s = Math.sin(axes.angle);
  const v1 = axes.sigma1 * axes.sigma1;
  const v2 = axes.sigma2 * axes.sigma2;
  const off = (v1 - v2) * c * s;
  return [v1 * c * c + v2 * s * s, off, off, v1 * s * s + v2 * c * c];
}

/**
 * Axes of a positive definite 2×2 covariance, the longer one first; a circle has angle 0.
 * The small eigenvalue is taken as |Σ|/λ₁, which keeps its digits for thin ellipses.
 * @throws {RangeError} where the matrix is not positive definite.
 */
export function covarianceToAxes(covariance: ArrayLike<number>): EllipseAxes {
  const a = covariance[0]!;
  const b = 0.5 * (covariance[1]! + covariance[2]!);
  const d = covariance[3]!;
  const determinant = a * d - b * b;
  if (!(a > 0 && determinant > 0)) {
    throw new RangeError(`the covariance [[${a}, ${b}], [${b}, ${d}]] is not positive definite`);
  }
  const radius = Math.hypot(0.5 * (a - d), b);
  const large = 0.5 * (a + d) + radius;
  const angle = b === 0 && a >= d ? 0 : normaliseAngle(0.5 * Math.atan2(2 * b, a - d));
  return { sigma1: Math.sqrt(large), sigma2: Math.sqrt(determinant / large), angle };
}

/** The same axis direction with an angle in (−π/2, π/2]. */
function normaliseAngle(angle: number): number {
  const turned = angle - Math.PI * Math.floor(angle / Math.PI + 0.5);
  return turned <= -Math.PI / 2 ? turned + Math.PI : turned;
}

/**
 * Symmetric root [S₁₁, S₁₂, S₂₂] of the 2×2 covariance [a b; b d]: (Σ + √|Σ| I)/√(tr Σ + 2√|Σ|). It maps the unit
 * circle onto the 1σ contour and varies smoothly where the axes of a near-circle would jump.
 */
export function planarRoot(a: number, b: number, d: number): [number, number, number] {
  const rootDeterminant = Math.sqrt(Math.max(0, a * d - b * b));
  const scale = 1 / Math.sqrt(a + d + 2 * rootDeterminant);
  return [(a + rootDeterminant) * scale, b * scale, (d + rootDeterminant) * scale];
}
