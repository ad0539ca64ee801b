/** Half of tr over the two variances: the covariance part of KL(q‖p) of q = N(0, I). */
function shapeKl(one: number, two: number): number {
  return (1 / one - 1 + Math.log(one) + 1 / two - 1 + Math.log(two)) / 2;
}

const DIRECTIONS = 96;
const HALVINGS = 40;

/**
 * The outline of the variances (λ₁, λ₂) with KL(q‖p) at most a bound, the mean where it was, up to `most`.
 * See docs/mathematics.md §16.4.
 */
export function realShapes(bound: number, most: number): readonly (readonly [number, number])[] {
  return Array.from({ length: DIRECTIONS }, (_, i): readonly [number, number] => {
    const angle = (i / DIRECTIONS) * 2 * Math.PI;
    const [u, v] = [Math.cos(angle), Math.sin(angle)];
    const at = (t: number) => [1 + t * u, 1 + t * v] as const;
    // To the edge of the picture, or to where a variance is zero.
    const reach = Math.min(
      ...[u, v].map((x) => (x > 0 ? (most - 1) / x : x < 0 ? (1 - 1e-9) / -x : Number.POSITIVE_INFINITY)),
    );
    if (shapeKl(...at(reach)) <= bound) return at(reach);
    let [inside, outside] = [0, reach];
    for (let step = 0; step < HALVINGS; step++) {
      const middle = (inside + outside) / 2;
      if (shapeKl(...at(middle)) <= bound) inside = middle;
      else outside = middle;
    }
    return at(inside);
  });
}
