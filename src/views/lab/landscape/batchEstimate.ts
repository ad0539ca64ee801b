import { logRatio, type PlanarGaussian } from '../samples/importanceWeights.ts';
import { type Hill, rewardAt } from './expectedReward.ts';

/** What a batch says of a policy: the mean of weight times reward, and its standard error. */
export interface BatchEstimate {
  readonly reward: number;
  readonly error: number;
}

/**
 * The expected reward of a policy as the old one's batch tells it: (1/n) Σ w r with w = p(a)/q(a).
 * See docs/mathematics.md §8.13.
 * @param samples [2n] actions of the old policy in pairs
 */
export function batchEstimate(
  hills: readonly Hill[],
  policy: PlanarGaussian,
  old: PlanarGaussian,
  samples: Float64Array,
): BatchEstimate {
  const ratio = logRatio(policy, old);
  const n = samples.length / 2;
  let [sum, squares] = [0, 0];
  for (let i = 0; i < n; i++) {
    const [x, y] = [samples[2 * i]!, samples[2 * i + 1]!];
    const told = Math.exp(ratio(x, y)) * rewardAt(hills, [x, y]);
    sum += told;
    squares += told * told;
  }
  const reward = sum / n;
  return { reward, error: Math.sqrt(Math.max(0, squares / n - reward * reward) / (n - 1)) };
}
