import { planarRoot } from '../../../components/ellipse.ts';
import type { LabGaussian } from '../../../experiments/lab.ts';
import type { Covariance, Point } from '../labGeometry.ts';
import { sampleRatio } from '../sample/sampleRatio.ts';
import { gaussianOf, klOf } from './divergence.ts';

/**
 * The means at which a policy with this covariance makes an action at least `ratio` times as likely as the old one did:
 * those within so many standard deviations of the action; `null` where no mean does. See docs/mathematics.md §16.3.
 */
function deviationsOfRatio(
  action: Point,
  ratio: number,
  covariance: Covariance,
  old: LabGaussian,
): number | null {
  // With its mean on the action a policy makes it as likely as it can.
  const most = sampleRatio(action, action, covariance, old);
  return most < ratio ? null : Math.sqrt(2 * Math.log(most / ratio));
}

/** The ring of means that PPO's clip calls near: between so many standard deviations around the sample. */
export interface ClipRing {
  /** 0 where even the action itself is not too likely. */
  readonly inner: number;
  /** `null`: no mean makes the action likely enough, the ring is empty. */
  readonly outer: number | null;
}

/** Where the ratio of a sample lies in 1 ± clip, by mean, the covariance as it is. See docs/mathematics.md §16.3. */
export function clipRing(action: Point, clip: number, covariance: Covariance, old: LabGaussian): ClipRing {
  return {
    inner: deviationsOfRatio(action, 1 + clip, covariance, old) ?? 0,
    outer: deviationsOfRatio(action, 1 - clip, covariance, old),
  };
}

const POINTS = 360;

/** The largest KL(p‖q) of the ring's policies, found on its outer edge, as KL grows away from the old mean; `null` without a ring. */
export function furthestOnRing(
  action: Point,
  { outer }: ClipRing,
  covariance: Covariance,
  old: LabGaussian,
): number | null {
  if (outer === null) return null;
  const q = gaussianOf(old);
  const [a, b, d] = planarRoot(covariance.xx, covariance.xy, covariance.yy);
  let most = 0;
  for (let i = 0; i < POINTS; i++) {
    const angle = (i / POINTS) * 2 * Math.PI;
    const [u, v] = [outer * Math.cos(angle), outer * Math.sin(angle)];
    most = Math.max(
      most,
      klOf({ mean: [action[0] + a * u + b * v, action[1] + b * u + d * v], covariance }, q),
    );
  }
  return most;
}
