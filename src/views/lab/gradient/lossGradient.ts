import { createLogDensity, type GaussianBatch } from 'trust-region-layers/gaussian';
import { ratioOf, surrogateSlope } from '../../../policies/surrogate.ts';
import type { Covariance, Point } from '../labGeometry.ts';

/** A loss of the policy that acts. See docs/mathematics.md §16.1. */
export type Loss =
  /** Half the expected squared distance of the action from a target. */
  | { readonly kind: 'pull'; readonly target: Point }
  /** The surrogate of one action of the old policy with its advantage. */
  | { readonly kind: 'sample'; readonly action: Point; readonly advantage: number }
  /** Less entropy is worse: the loss is −H. */
  | { readonly kind: 'entropy' };

export interface OldPolicy {
  readonly mean: Point;
  readonly covariance: Covariance;
}

const density = createLogDensity('covariance', 2);

/** The gradient of the clipped surrogate of one action; a clip of ∞ never binds. */
function surrogateGradient(
  { action, advantage }: { readonly action: Point; readonly advantage: number },
  clip: number,
  { mean, covariance: { xx, xy, yy } }: OldPolicy,
  policies: GaussianBatch,
  gradient: GaussianBatch,
  count: number,
): void {
  const logOld = new Float64Array(1);
  const old = { mean: Float64Array.from(mean), factor: Float64Array.of(xx, xy, xy, yy) };
  density.forward(old, Float64Array.from(action), logOld, 1);
  const actions = Float64Array.from({ length: 2 * count }, (_, i) => action[i & 1]!);
  const logNew = new Float64Array(count);
  density.forward(policies, actions, logNew, count);
  const slope = logNew.map((log) => surrogateSlope(ratioOf(log - logOld[0]!), advantage, clip));
  density.backward(policies, actions, slope, gradient, count);
}

/**
 * ∂loss/∂(mean, covariance) of the policy that acts, for a batch of them in the layout `covariance`.
 * See docs/mathematics.md §16.1.
 */
export function lossGradient(
  loss: Loss,
  old: OldPolicy,
  policies: GaussianBatch,
  gradient: GaussianBatch,
  count: number,
): void {
  switch (loss.kind) {
    case 'pull':
      gradient.factor.fill(0, 0, 4 * count);
      for (let i = 0; i < 2 * count; i++) gradient.mean[i] = policies.mean[i]! - loss.target[i & 1]!;
      for (let i = 0; i < count; i++) gradient.factor[4 * i] = gradient.factor[4 * i + 3] = 0.5;
      return;
    case 'sample':
      surrogateGradient(loss, Number.POSITIVE_INFINITY, old, policies, gradient, count);
      return;
    case 'entropy': {
      // −H is the log-density at the policy's own mean, and a constant.
      const one = new Float64Array(count).fill(1);
      density.backward(policies, policies.mean, one, gradient, count);
    }
  }
}

/**
 * The same of what PPO makes of the loss, with its clip. It knows no target, only actions of the old policy: a pull is for it
 * the target as an action that was better than expected. An entropy bonus lies outside the clip.
 * See docs/mathematics.md §16.1.
 */
export function clippedLossGradient(
  loss: Loss,
  clip: number,
  old: OldPolicy,
  policies: GaussianBatch,
  gradient: GaussianBatch,
  count: number,
): void {
  switch (loss.kind) {
    case 'pull':
      surrogateGradient({ action: loss.target, advantage: 1 }, clip, old, policies, gradient, count);
      return;
    case 'sample':
      surrogateGradient(loss, clip, old, policies, gradient, count);
      return;
    case 'entropy':
      lossGradient(loss, old, policies, gradient, count);
  }
}
