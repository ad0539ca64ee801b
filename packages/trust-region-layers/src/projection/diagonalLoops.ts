import type { FloatArray } from '../gaussian/types.ts';
import { limitOf, orInfinity, retreat } from './boundary.ts';
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

/**
 * Projects a part of a batch within `bounds` [count].
 * @param single whether what is projected will be stored in float32: it is rounded, and its distance that of the rounded
 */
export function projectPart(
  metric: DiagonalMetric,
  part: DiagonalPart,
  bounds: Float64Array,
  result: PartResult,
  single: boolean,
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
    if (single || far || !(achieved <= limitOf(bound, false))) {
      achieved = retreatAt(metric, part, state, distance, eta, bound, projected, single);
    }
    if (after) after[state] = achieved;
  }
}

/** Interpolates one state, rounds it where it will be stored in float32, and measures that. */
function placeAt(
  metric: DiagonalMetric,
  { proposed: s, old: o, oldInverse: v, oldAt: offsets }: DiagonalPart,
  state: number,
  multiplier: number,
  projected: Float64Array,
  single: boolean,
): number {
  const k = metric.dimension;
  const at = state * k;
  const oldAt = offsets[state]!;
  if (multiplier < Infinity) metric.interpolateAt(multiplier, s, at, o, v, oldAt, projected, at);
  else for (let i = 0; i < k; i++) projected[at + i] = o[oldAt + i]!;
  if (single) for (let i = at; i < at + k; i++) projected[i] = Math.fround(projected[i]!);
  return metric.distanceAt(projected, at, o, v, oldAt);
}

/** The rare case apart, so that the loop stays small. See docs/mathematics.md §3.9. */
function retreatAt(
  metric: DiagonalMetric,
  part: DiagonalPart,
  state: number,
  distance: number,
  multiplier: number,
  bound: number,
  projected: Float64Array,
  single: boolean,
): number {
  const limit = limitOf(bound, single);
  const reached = placeAt(metric, part, state, multiplier, projected, single);
  if (reached <= limit) return reached;
  const { proposed: s, old: o, oldInverse: v, oldAt: offsets } = part;
  const aim = (target: number) => {
    const eta =
      target > 0
        ? metric.multiplierAt(s, state * metric.dimension, o, v, offsets[state]!, distance, target)
        : Infinity;
    return placeAt(metric, part, state, eta, projected, single);
  };
  return retreat(aim, reached, bound, limit);
}

/** The forward pass once more, for a backward pass whose result does not hold distances and projections as they were. */
export function replayPart(metric: DiagonalMetric, part: DiagonalPart, multipliers: FloatArray): PartResult {
  const k = metric.dimension;
  const { count, proposed: s, old: o, oldInverse: v, oldAt } = part;
  const multiplier = new Float64Array(multipliers);
  const projected = s.slice();
  const before = new Float64Array(count);
  for (let state = 0; state < count; state++) {
    before[state] = metric.distanceAt(s, state * k, o, v, oldAt[state]!);
    if (multiplier[state]! > 0) placeAt(metric, part, state, multiplier[state]!, projected, false);
  }
  return { projected, multiplier, before, after: null };
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

/** Adds the distances of a part of a batch to `out`; `gradient`, where wanted, becomes weights[i] · ∂distance/∂s. */
export function measurePart(
  metric: DiagonalMetric,
  part: DiagonalPart,
  out: FloatArray,
  weights: FloatArray | undefined,
  gradient: Float64Array,
): void {
  const k = metric.dimension;
  const { count, proposed: s, old: o, oldInverse: v, oldAt: offsets } = part;
  for (let state = 0; state < count; state++) {
    const at = state * k;
    const oldAt = offsets[state]!;
    out[state]! += orInfinity(metric.distanceAt(s, at, o, v, oldAt));
    if (weights) metric.distanceGradientAt(weights[state]!, s, at, o, v, oldAt, gradient);
  }
}
