import type { CategoricalMetricId } from 'trust-region-layers/categorical';

/** Three probabilities. */
export type Point3 = readonly [number, number, number];

const DIRECTIONS = 180;

/** Directions that change no sum, of length one in probabilities, once around. */
function directions(): Point3[] {
  return Array.from({ length: DIRECTIONS }, (_, i) => {
    const angle = (2 * Math.PI * i) / DIRECTIONS;
    const along = Math.cos(angle) / Math.SQRT2;
    const up = Math.sin(angle) / Math.sqrt(6);
    return [-along - up, along - up, 2 * up];
  });
}

/** How far one can go from q before a probability is zero. */
function reachOfEdge(q: ArrayLike<number>, d: Point3): number {
  let reach = Infinity;
  for (let i = 0; i < 3; i++) if (d[i]! < 0) reach = Math.min(reach, -q[i]! / d[i]!);
  return reach;
}

function outline(q: ArrayLike<number>, reach: (d: Point3, edge: number) => number): Point3[] {
  return directions().map((d) => {
    const s = reach(d, reachOfEdge(q, d));
    return [q[0]! + s * d[0], q[1]! + s * d[1], q[2]! + s * d[2]];
  });
}

/** KL(q + s d ‖ q), by ln(1 + x) of the relative change x. */
function klAlong(q: ArrayLike<number>, d: Point3, s: number): number {
  let sum = 0;
  for (let i = 0; i < 3; i++) {
    const x = (s * d[i]!) / q[i]!;
    sum += q[i]! * (x <= -1 ? 1 : (1 + x) * Math.log1p(x) - x);
  }
  return sum;
}

/**
 * The edge of the region d(π, q) ≤ ε among three actions, point by point around q, cut where it meets the triangle's edge
 * (docs/mathematics.md §15.9). KL grows along every ray from q, so that a ray meets it once: bisection.
 */
export function regionOutline(metric: CategoricalMetricId, q: ArrayLike<number>, bound: number): Point3[] {
  if (metric === 'euclidean') return outline(q, (_, edge) => Math.min(edge, Math.sqrt(bound)));
  return outline(q, (d, edge) => {
    if (klAlong(q, d, edge) <= bound) return edge;
    let low = 0;
    let high = edge;
    for (let step = 0; step < 50; step++) {
      const middle = (low + high) / 2;
      if (klAlong(q, d, middle) <= bound) low = middle;
      else high = middle;
    }
    return low;
  });
}

/**
 * TRPO's picture of the KL region: ½ Σ (π − q)²/q ≤ ε, the second order of the divergence (docs/mathematics.md §15.9).
 * An ellipse; it may lie outside the triangle, where there is no policy.
 */
export function quadraticOutline(q: ArrayLike<number>, bound: number): Point3[] {
  return outline(q, (d) => {
    let curvature = 0;
    for (let i = 0; i < 3; i++) curvature += d[i]! ** 2 / q[i]!;
    return Math.sqrt((2 * bound) / curvature);
  });
}

/**
 * Where PPO's clip has no effect: every ratio π/q within 1 ± c. The triangle cut by six lines, corner by corner
 * (docs/mathematics.md §15.9).
 */
export function clipOutline(q: ArrayLike<number>, clip: number): Point3[] {
  let polygon: Point3[] = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  for (let i = 0; i < 3; i++) {
    polygon = cut(polygon, (point) => (1 + clip) * q[i]! - point[i]!);
    polygon = cut(polygon, (point) => point[i]! - (1 - clip) * q[i]!);
  }
  return polygon;
}

/** The part of a convex polygon where a linear function is not negative. */
function cut(polygon: readonly Point3[], value: (point: Point3) => number): Point3[] {
  return polygon.flatMap((point, i) => {
    const next = polygon[(i + 1) % polygon.length]!;
    const [here, there] = [value(point), value(next)];
    const kept = here >= 0 ? [point] : [];
    if (here >= 0 === there >= 0) return kept;
    const share = here / (here - there);
    const mix = (j: 0 | 1 | 2) => point[j] + share * (next[j] - point[j]);
    return [...kept, [mix(0), mix(1), mix(2)] as const];
  });
}

/** The way from the old policy to the proposal on which the projection lies: geometric for KL, straight else. */
export function projectionWay(
  metric: CategoricalMetricId,
  q: ArrayLike<number>,
  p: ArrayLike<number>,
): Point3[] {
  const steps = 48;
  return Array.from({ length: steps + 1 }, (_, k) => {
    const t = k / steps;
    if (metric === 'euclidean') {
      return [0, 1, 2].map((i) => (1 - t) * q[i]! + t * p[i]!) as unknown as Point3;
    }
    const weights = [0, 1, 2].map((i) => q[i]! ** (1 - t) * p[i]! ** t);
    const sum = weights.reduce((total, one) => total + one, 0);
    return weights.map((one) => one / sum) as unknown as Point3;
  });
}
