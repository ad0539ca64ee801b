import type { Covariance, Point } from '../labGeometry.ts';
import type { PlanarGaussian } from '../samples/importanceWeights.ts';

/** A hill of the reward, or a hollow where its height is negative: h·exp(−½ (a − b)ᵀP⁻¹(a − b)). */
export interface Hill {
  readonly height: number;
  readonly at: Point;
  /** P, as a covariance: how broad it is. */
  readonly breadth: Covariance;
}

/** The reward of an action: a sum of hills. */
export function rewardAt(hills: readonly Hill[], [x, y]: Point): number {
  let reward = 0;
  for (const { height, at, breadth } of hills) {
    const inverse = inverseOf(breadth);
    reward += height * Math.exp(-0.5 * form(inverse, x - at[0], y - at[1]));
  }
  return reward;
}

/** The derivative of the expected reward in the policy's mean and, symmetric, in its covariance. */
export interface RewardSlope {
  readonly mean: Point;
  readonly covariance: Covariance;
}

/**
 * The expected reward of a policy, in closed form, and its slope: a Gaussian over a Gaussian hill is a Gaussian hill of
 * the mean. See docs/mathematics.md §6.4.
 */
export function expectedReward(
  hills: readonly Hill[],
  { mean, covariance }: PlanarGaussian,
): { readonly reward: number; readonly slope: RewardSlope } {
  let reward = 0;
  const [g, G] = [
    [0, 0],
    [0, 0, 0],
  ] as [[number, number], [number, number, number]];
  for (const { height, at, breadth } of hills) {
    const sum = {
      xx: breadth.xx + covariance.xx,
      xy: breadth.xy + covariance.xy,
      yy: breadth.yy + covariance.yy,
    };
    const inverse = inverseOf(sum);
    const [dx, dy] = [mean[0] - at[0], mean[1] - at[1]];
    const share = Math.sqrt(determinantOf(breadth) / determinantOf(sum));
    const part = height * share * Math.exp(-0.5 * form(inverse, dx, dy));
    const [u, v] = [inverse.xx * dx + inverse.xy * dy, inverse.xy * dx + inverse.yy * dy];
    reward += part;
    g[0] -= part * u;
    g[1] -= part * v;
    G[0] += 0.5 * part * (u * u - inverse.xx);
    G[1] += 0.5 * part * (u * v - inverse.xy);
    G[2] += 0.5 * part * (v * v - inverse.yy);
  }
  return { reward, slope: { mean: g, covariance: { xx: G[0], xy: G[1], yy: G[2] } } };
}

/** What the slope at one policy promises another would gain: the reward followed along its tangent. */
export function promisedGain(slope: RewardSlope, from: PlanarGaussian, to: PlanarGaussian): number {
  const [dx, dy] = [to.mean[0] - from.mean[0], to.mean[1] - from.mean[1]];
  const G = slope.covariance;
  const [old, next] = [from.covariance, to.covariance];
  return (
    slope.mean[0] * dx +
    slope.mean[1] * dy +
    G.xx * (next.xx - old.xx) +
    2 * G.xy * (next.xy - old.xy) +
    G.yy * (next.yy - old.yy)
  );
}

function determinantOf({ xx, xy, yy }: Covariance): number {
  return xx * yy - xy * xy;
}

function inverseOf(matrix: Covariance): Covariance {
  const determinant = determinantOf(matrix);
  return { xx: matrix.yy / determinant, xy: -matrix.xy / determinant, yy: matrix.xx / determinant };
}

function form({ xx, xy, yy }: Covariance, u: number, v: number): number {
  return xx * u * u + 2 * xy * u * v + yy * v * v;
}
