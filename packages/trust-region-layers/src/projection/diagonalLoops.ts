import { limitOf, retreat } from './boundary.ts';
import type { DiagonalMetric } from './diagonalMetric.ts';

/**
 * One part, means or deviations, of a batch of diagonal Gaussians in float64 beside the old policies they are measured
 * against. All arrays are of one kind, so that the loops compile to plain loads and stores.
 */
export interface DiagonalPart {
  readonly count: number;
  /** What is proposed, [count, k]. */
  readonly proposed: Float64Array;
  /** The same of the old policies, and the inverses of their deviations, [N, k]. */
  readonly old: Float64Array;
  readonly oldInverse: Float64Array;
  /** Where the numbers of each state's old policy begin, [count]. */
  readonly oldAt: Int32Array;
}

/** Where the projection of one part goes, and what its backward pass reads. */
export interface PartResult {
  /** Projected means or deviations, [count, k]. */
  readonly projected: Float64Array;
  /** ω or η, [count]. */
  readonly multiplier: Float64Array;
  /** Distance of the proposals, [count]. */
  readonly before: Float64Array;
  /** Distance of what was projected, [count]; null where nobody reads it. */
  readonly after: Float64Array | null;
}

/** Projects a part of a batch within `bounds` [count]. */
export function projectPart(
  metric: DiagonalMetric,
  part: DiagonalPart,
  bounds: Float64Array,
  result: PartResult,
): void {
  const k = metric.dimension;
  const { count, proposed: s, old: o, oldInverse: v, oldAt: offsets } = part;
  const { projected, multiplier, before, after } = result;
  for (let state = 0; state < count; state++) {
    const at = state * k;
    const oldAt = offsets[state]!;
    const bound = bounds[state]!;
    const distance = metric.distanceAt(s, at, o, v, oldAt);
    before[state] = distance;
    if (distance <= bound) {
      for (let i = at; i < at + k; i++) projected[i] = s[i]!;
      multiplier[state] = 0;
      if (after) after[state] = distance;
      continue;
    }
    // A distance that overflows may also come as NaN; only the old policy is near enough then.
    const far = !(distance < Infinity);
    if (far) before[state] = Infinity;
    const eta = far ? Infinity : metric.multiplierAt(s, at, o, v, oldAt, distance, bound);
    multiplier[state] = eta;
    metric.interpolateAt(eta, s, at, o, v, oldAt, projected, at);
    let achieved = metric.distanceAt(projected, at, o, v, oldAt);
    if (far || !(achieved <= limitOf(bound, false))) {
      achieved = retreatAt(metric, part, state, distance, bound, projected, achieved);
    }
    if (after) after[state] = achieved;
  }
}

/** The rare case apart, so that the loop stays small. See docs/mathematics.md §3.9. */
function retreatAt(
  metric: DiagonalMetric,
  { proposed: s, old: o, oldInverse: v, oldAt: offsets }: DiagonalPart,
  state: number,
  distance: number,
  bound: number,
  projected: Float64Array,
  reached: number,
): number {
  const k = metric.dimension;
  const at = state * k;
  const oldAt = offsets[state]!;
  const aim = (target: number) => {
    if (target > 0) {
      const eta = metric.multiplierAt(s, at, o, v, oldAt, distance, target);
      metric.interpolateAt(eta, s, at, o, v, oldAt, projected, at);
      return metric.distanceAt(projected, at, o, v, oldAt);
    }
    for (let i = 0; i < k; i++) projected[at + i] = o[oldAt + i]!;
    return 0;
  };
  return retreat(aim, reached, bound, limitOf(bound, false));
}

/** ∂L/∂s from ∂L/∂s̃ for a part that `projectPart` has seen. Overwrites `gradient`. */
export function pullPart(
  metric: DiagonalMetric,
  part: DiagonalPart,
  result: PartResult,
  upstream: Float64Array,
  gradient: Float64Array,
): void {
  const k = metric.dimension;
  const { count, proposed: s, old: o, oldInverse: v, oldAt: offsets } = part;
  const { projected, multiplier, before } = result;
  for (let state = 0; state < count; state++) {
    const at = state * k;
    const eta = multiplier[state]!;
    if (!(eta > 0)) {
      for (let i = at; i < at + k; i++) gradient[i] = upstream[i]!;
    } else if (k === 1 || eta === Infinity) {
      // On the boundary of an interval, or infinitely far away, nothing moves with the proposal.
      for (let i = at; i < at + k; i++) gradient[i] = 0;
    } else {
      const oldAt = offsets[state]!;
      metric.pullbackAt(eta, before[state]!, s, at, o, v, oldAt, projected, upstream, gradient);
    }
  }
}

/** Adds the distances of a part of a batch to `out`; `gradient` becomes weights[i] · ∂distance/∂s. */
export function measurePart(
  metric: DiagonalMetric,
  part: DiagonalPart,
  out: Float64Array,
  weights: Float64Array,
  gradient: Float64Array,
): void {
  const k = metric.dimension;
  const { count, proposed: s, old: o, oldInverse: v, oldAt: offsets } = part;
  for (let state = 0; state < count; state++) {
    const at = state * k;
    const oldAt = offsets[state]!;
    out[state]! += metric.distanceAt(s, at, o, v, oldAt);
    metric.distanceGradientAt(weights[state]!, s, at, o, v, oldAt, gradient);
  }
}
