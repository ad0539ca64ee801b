import { cast, reshape, type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import type { EntropyMode, EntropyOrder } from 'trust-region-layers';
import { CATEGORICAL_METRIC_IDS, type CategoricalMetricId } from 'trust-region-layers/categorical';
import { packColumns, requireOneOf, requireShape } from '../options.ts';
import { runCategorical } from './kernels.ts';

export interface ProjectCategoricalOptions {
  /** ε > 0: one number (or scalar tensor) for all states, or a tensor of the batch's shape [...]. */
  readonly bound: number | Tensor;
  /** β in nats, as `bound`, below ln n; −Infinity is no floor. Left out: no entropy step. */
  readonly entropyFloor?: number | Tensor;
  /** `inequality` (default) raises the entropy to the floor, `equality` always changes it to it. */
  readonly entropyMode?: EntropyMode;
  /** The entropy step comes `after` (default) or `before` the trust region. */
  readonly entropyOrder?: EntropyOrder;
}

/**
 * Projects every proposed categorical policy onto the trust region around its old one, as a differentiable
 * TensorFlow.js operation: logits [..., n] to log-probabilities [..., n] whose distance from softmax(`oldLogits`) is at most
 * `bound`. Inside it is the log-softmax. A logit of −Infinity forbids an action, in both policies or in neither.
 *
 * The gradient flows to `logits`; the old policy and the bounds are constants. On the `webgpu` backend one WGSL kernel does
 * the forward and one the backward pass for up to 64 actions; all else runs on the processor in float64. See
 * docs/mathematics.md §15.
 *
 * @example
 * const logProbabilities = projectCategorical('kl', logits, oldLogits, { bound: 0.01 });
 *
 * @throws {RangeError} if a shape, a bound given as a number or an option is wrong; on other backends than `webgpu` also
 *   for NaN and for an action that one policy only forbids, naming the state
 */
export function projectCategorical(
  metric: CategoricalMetricId,
  logits: Tensor,
  oldLogits: Tensor,
  options: ProjectCategoricalOptions,
): Tensor {
  requireOneOf('metric', metric, CATEGORICAL_METRIC_IDS);
  const actions = logits.shape.at(-1) ?? 0;
  if (actions < 1) {
    throw new RangeError(`logits must have the shape [..., n] with n from 1, not [${logits.shape}].`);
  }
  requireShape('oldLogits', oldLogits, logits.shape);
  const { entropyFloor, entropyMode: mode = 'inequality', entropyOrder: order = 'after' } = options;
  requireOneOf('entropyMode', mode, ['inequality', 'equality']);
  requireOneOf('entropyOrder', order, ['after', 'before']);
  if (logits.size === 0) return logits.clone();
  const batch = logits.shape.slice(0, -1);
  return tidy(() => {
    const rows = (tensor: Tensor) => reshape(cast(tensor, 'float32'), [-1, actions]) as Tensor2D;
    const bounds = packColumns(
      [
        { name: 'bound', value: options.bound, floor: false },
        { name: 'entropyFloor', value: entropyFloor ?? -Infinity, floor: true },
      ],
      batch,
    );
    const projected = runCategorical(
      { logits: rows(logits), oldLogits: rows(oldLogits), bounds },
      { metric, actions, entropy: entropyFloor === undefined ? null : { mode, order } },
    );
    return reshape(projected, logits.shape);
  });
}
