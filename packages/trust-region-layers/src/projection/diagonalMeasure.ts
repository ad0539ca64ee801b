import { DiagonalMean } from '../mean/diagonalMean.ts';
import { checkDeviations, checkMeans, doubled, store } from './diagonalBatch.ts';
import { measurePart } from './diagonalLoops.ts';
import type { DiagonalMetric } from './diagonalMetric.ts';
import type { Measure, Names } from './measure.ts';
import { isMeanScaled, type Metric } from './metric.ts';
import type { LossLayout } from './types.ts';

const NONE = { mean: new Float64Array(0), factor: new Float64Array(0) };

/** Distances of diagonal Gaussians, whole batches at once. See docs/mathematics.md §2.1, §7.3. */
export function createDiagonalMeasure(
  metric: Metric,
  covariance: DiagonalMetric,
  { dimension: k, scaled, covariancePart }: LossLayout,
  [first, second]: Names,
): Measure {
  const mean = new DiagonalMean(k, isMeanScaled(metric, scaled), metric.meanWeight);
  /** Inverse deviations of q and where each state's begin; grown to the largest batch seen. */
  let inverse = new Float64Array(0);
  let oldAt = new Int32Array(0);
  return (givenP, givenQ, outMean, outCovariance, count, gradient) => {
    const p = doubled(givenP);
    const q = doubled(givenQ);
    checkMeans(p.mean, k, count, first);
    checkMeans(q.mean, k, count, second);
    checkDeviations(q.factor, k, count, second);
    if (covariancePart) checkDeviations(p.factor, k, count, first);
    if (oldAt.length < count) {
      inverse = new Float64Array(count * k);
      oldAt = Int32Array.from({ length: count }, (_, state) => state * k);
    }
    for (let i = 0; i < count * k; i++) inverse[i] = 1 / q.factor[i]!;
    const beside = { count, oldInverse: inverse, oldAt };
    const out = gradient ? doubled(gradient) : NONE;
    const weights = gradient?.weights;
    outMean.fill(0, 0, count);
    outCovariance.fill(0, 0, count);
    measurePart(mean, { ...beside, proposed: p.mean, old: q.mean }, outMean, weights, out.mean);
    const deviations = { ...beside, proposed: p.factor, old: q.factor };
    if (covariancePart) measurePart(covariance, deviations, outCovariance, weights, out.factor);
    else out.factor.fill(0, 0, count * k);
    if (gradient) store(out, gradient, count * k);
  };
}
