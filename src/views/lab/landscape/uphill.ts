import { planarRoot } from '../../../components/ellipse.ts';
import type { LabGaussian } from '../../../experiments/lab.ts';
import { axesOf, type Covariance, covarianceOf, withCovariance, withMean } from '../labGeometry.ts';
import { planarGaussian } from '../samples/importanceWeights.ts';
import { expectedReward, type Hill } from './expectedReward.ts';

/** The most that the logarithm of a variance changes in one proposal, so that its numbers stay finite however steep it is. */
const MOST = 4;

/**
 * The proposal of one plain gradient step uphill, as a policy gradient takes it: on the mean and on the logarithm of the
 * spread, μ = μ_o + η∇_μJ, Σ = S_o exp(4ηS_o∇_ΣJ S_o) S_o, within the Lab's limits. See docs/mathematics.md §6.5.
 */
export function uphillProposal(hills: readonly Hill[], old: LabGaussian, stepSize: number): LabGaussian {
  const { slope } = expectedReward(hills, planarGaussian(old));
  const { xx, xy, yy } = covarianceOf(old);
  const [a, b, d] = planarRoot(xx, xy, yy);
  const root = { xx: a, xy: b, yy: d };
  const change = sandwich(root, slope.covariance);
  const moved = withMean(old, [
    old.mean[0] + stepSize * slope.mean[0],
    old.mean[1] + stepSize * slope.mean[1],
  ]);
  const times = 4 * stepSize;
  const factor = exponential({ xx: times * change.xx, xy: times * change.xy, yy: times * change.yy });
  return withCovariance(moved, sandwich(root, factor));
}

/** R M R for symmetric matrices. */
function sandwich(root: Covariance, { xx, xy, yy }: Covariance): Covariance {
  const { xx: a, xy: b, yy: d } = root;
  const left = [a * xx + b * xy, a * xy + b * yy, b * xx + d * xy, b * xy + d * yy] as const;
  return { xx: left[0] * a + left[1] * b, xy: left[0] * b + left[1] * d, yy: left[2] * b + left[3] * d };
}

/** exp of a symmetric 2×2 matrix, its exponents held within ±MOST. */
function exponential({ xx, xy, yy }: Covariance): Covariance {
  const middle = (xx + yy) / 2;
  const radius = Math.hypot((xx - yy) / 2, xy);
  const held = (exponent: number) => Math.exp(Math.min(MOST, Math.max(-MOST, exponent)));
  const [high, low] = [held(middle + radius), held(middle - radius)];
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return {
    xx: high * c * c + low * s * s,
    xy: (high - low) * c * s,
    yy: high * s * s + low * c * c,
  };
}

/** A policy that a projection gave back, as the Lab edits it. */
export function labGaussianOf(mean: readonly [number, number], covariance: Covariance): LabGaussian {
  const { sigma1, sigma2, angle } = axesOf(covariance);
  return withCovariance(withMean({ mean, sigma1, sigma2, angle }, mean), covariance);
}
