import { createLogDensity } from 'trust-region-layers/gaussian';
import type { LabGaussian } from '../../../experiments/lab.ts';
import { ratioOf } from '../../../policies/surrogate.ts';
import { type Covariance, covarianceOf, type Point } from '../labGeometry.ts';

const density = createLogDensity('covariance', 2);
const out = new Float64Array(2);

/** How many times as likely a policy makes an action as the old one: what PPO's clip looks at. See docs/mathematics.md §16.3. */
export function sampleRatio(action: Point, mean: Point, covariance: Covariance, old: LabGaussian): number {
  const before = covarianceOf(old);
  const pair = {
    mean: Float64Array.of(...mean, ...old.mean),
    factor: Float64Array.from([covariance, before].flatMap(({ xx, xy, yy }) => [xx, xy, xy, yy])),
  };
  density.forward(pair, Float64Array.of(...action, ...action), out, 2);
  return ratioOf(out[0]! - out[1]!);
}
