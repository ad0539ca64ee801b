import { type Gaussian, klOf } from './divergence.ts';

/** The old and the new policy of a state. */
export interface StatePair {
  readonly old: Gaussian;
  readonly proposed: Gaussian;
}

/** Between old (0) and proposed (1): mean and covariance, each by the same share. */
export function between({ old, proposed }: StatePair, share: number): Gaussian {
  const mix = (from: number, to: number) => from + share * (to - from);
  const [a, b] = [old.covariance, proposed.covariance];
  return {
    mean: [mix(old.mean[0], proposed.mean[0]), mix(old.mean[1], proposed.mean[1])],
    covariance: { xx: mix(a.xx, b.xx), xy: mix(a.xy, b.xy), yy: mix(a.yy, b.yy) },
  };
}

export interface AverageProjection {
  /** τ: the share of its way that every state keeps; 1 where the average was inside. */
  readonly share: number;
  readonly policies: readonly Gaussian[];
  /** KL(p‖q) of each state, before and after. */
  readonly before: readonly number[];
  readonly after: readonly number[];
}

export const average = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const HALVINGS = 40;

/**
 * PAPI's projection of states whose features stay: all go back to the old policy by one share, the largest that keeps their
 * average KL within the bound. See docs/mathematics.md §9.5, §16.5.
 */
export function projectAverage(states: readonly StatePair[], bound: number): AverageProjection {
  const klAt = (share: number) => states.map((state) => klOf(between(state, share), state.old));
  const before = klAt(1);
  const at = (share: number): AverageProjection => ({
    share,
    policies: states.map((state) => between(state, share)),
    before,
    after: share === 1 ? before : klAt(share),
  });
  if (average(before) <= bound) return at(1);
  let [inside, outside] = [0, 1];
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (inside + outside) / 2;
    if (average(klAt(middle)) <= bound) inside = middle;
    else outside = middle;
  }
  return at(inside);
}
