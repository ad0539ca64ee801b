import { createProjector, type ProjectionResult, type Projector } from 'trust-region-layers';
import type { GaussianBatch } from 'trust-region-layers/gaussian';
import type { LabConfiguration } from '../../../experiments/lab.ts';
import type { GradientKind } from '../../../experiments/lookOptions.ts';
import { projectionInput } from '../evaluate.ts';
import { covarianceOf } from '../labGeometry.ts';
import { clippedLossGradient, type Loss, lossGradient } from './lossGradient.ts';

/** A batch in float64. */
export interface DoubleBatch {
  readonly mean: Float64Array;
  readonly factor: Float64Array;
}

/**
 * −∂loss/∂(mean, covariance) of every proposal of a batch, by what stands between: nothing, the layer, PPO's clip; and where
 * the layer took each. Means are [n, 2], covariances and their gradients [n, 4] (layout `covariance`).
 */
export interface GradientBatch {
  readonly projected: DoubleBatch;
  readonly steps: Readonly<Record<GradientKind, DoubleBatch>>;
}

function batchOf(count: number): DoubleBatch {
  return { mean: new Float64Array(2 * count), factor: new Float64Array(4 * count) };
}

let kept: {
  readonly key: string;
  readonly projector: Projector;
  readonly result: ProjectionResult;
  readonly capacity: number;
} | null = null;

/** A projector with room for a batch; the one asked for last is kept. */
function projectorFor(lab: LabConfiguration, count: number) {
  const { specification } = projectionInput(lab.projection, lab);
  const key = JSON.stringify(specification);
  if (kept?.key !== key || kept.capacity < count) {
    const projector = createProjector(specification, { reports: false });
    kept = { key, projector, result: projector.createResult(count), capacity: count };
  }
  return kept;
}

/** Pulls gradients in the projected policies back to the proposed ones, and says where those went. */
export function pullBack(
  lab: LabConfiguration,
  proposed: GaussianBatch,
  count: number,
  upstreamOf: (projected: GaussianBatch) => GaussianBatch,
): { readonly projected: DoubleBatch; readonly gradient: DoubleBatch } {
  const { projector, result } = projectorFor(lab, count);
  const { old, bounds } = projectionInput(lab.projection, lab);
  const rows = new Int32Array(count);
  projector.forward(proposed, old, bounds, result, count, rows);
  const projected = {
    mean: Float64Array.from(result.mean.subarray(0, 2 * count)),
    factor: Float64Array.from(result.factor.subarray(0, 4 * count)),
  };
  const gradient = batchOf(count);
  projector.backward(proposed, old, bounds, result, upstreamOf(projected), gradient, count, rows);
  return { projected, gradient };
}

/** Downhill for a batch of proposals of the Lab's pair, by every kind. See docs/mathematics.md §16.1. */
export function gradientBatch(
  lab: LabConfiguration,
  loss: Loss,
  clip: number,
  proposed: GaussianBatch,
  count: number,
): GradientBatch {
  const old = { mean: lab.old.mean, covariance: covarianceOf(lab.old) };
  const raw = batchOf(count);
  lossGradient(loss, old, proposed, raw, count);
  const clipped = batchOf(count);
  clippedLossGradient(loss, clip, old, proposed, clipped, count);
  const { projected, gradient: layer } = pullBack(lab, proposed, count, (policies) => {
    const upstream = batchOf(count);
    lossGradient(loss, old, policies, upstream, count);
    return upstream;
  });
  const steps = { raw, layer, clip: clipped };
  for (const { mean, factor } of Object.values(steps)) {
    for (let i = 0; i < mean.length; i++) mean[i] = -mean[i]! || 0;
    for (let i = 0; i < factor.length; i++) factor[i] = -factor[i]! || 0;
  }
  return { projected, steps };
}

/** A batch of proposals at these means, all with the proposal's covariance. */
export function proposalsAt(lab: LabConfiguration, means: Float64Array): GaussianBatch {
  const count = means.length / 2;
  const { xx, xy, yy } = covarianceOf(lab.proposed);
  const entries = [xx, xy, xy, yy];
  return { mean: means, factor: Float64Array.from({ length: 4 * count }, (_, i) => entries[i & 3]!) };
}
