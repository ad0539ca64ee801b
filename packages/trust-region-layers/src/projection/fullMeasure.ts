import { MeanStep } from '../mean/meanStep.ts';
import { loadFactor, loadMean, notPositiveDefinite } from './batchInput.ts';
import type { CovarianceDistance } from './covarianceStep.ts';
import type { Measure, Names } from './measure.ts';
import { isMeanScaled, type Metric } from './metric.ts';
import type { LossLayout } from './types.ts';

/** Distances of Gaussians whose covariances are matrices, state by state. See docs/mathematics.md §2.1, §7.3. */
export function createFullMeasure(
  metric: Metric,
  covariance: CovarianceDistance,
  { factor: kind, dimension: k, scaled, covariancePart }: LossLayout,
  [first, second]: Names,
): Measure {
  const size = k * k;
  const vector = (length: number) => new Float64Array(length);
  const meanStep = new MeanStep(covariance, isMeanScaled(metric, scaled), metric.meanWeight);
  const [mean, qMean, meanGradient] = [vector(k), vector(k), vector(k)];
  const [factor, qFactor, factorGradient] = [vector(size), vector(size), vector(size)];
  const old = covariance.createOld();
  meanStep.old = old;
  return (p, q, outMean, outCovariance, count, gradient) => {
    for (let state = 0; state < count; state++) {
      loadMean(p, state, k, mean, first);
      loadMean(q, state, k, qMean, second);
      loadFactor(q, kind, state, k, qFactor, second);
      if (!covariance.deriveOld(qFactor, old)) throw notPositiveDefinite(second, state);
      const meanPart = meanStep.distanceAt(mean, 0, qMean, mean, 0);
      let part = 0;
      // A projection leaves what is inside as it is, to the bit: nothing to measure there.
      const apart = covariancePart && differs(p.factor, q.factor, state * size, size);
      if (apart) {
        loadFactor(p, kind, state, k, factor, first);
        if (!covariance.load(old, factor)) throw notPositiveDefinite(first, state);
        part = covariance.distance();
      }
      outCovariance[state] = part;
      outMean[state] = outMean === outCovariance ? meanPart + part : meanPart;
      if (!gradient) continue;
      const weight = gradient.weights[state]!;
      meanStep.distanceGradientAt(weight, mean, 0, qMean, mean, 0, meanGradient);
      factorGradient.fill(0);
      if (apart) covariance.distanceGradient(weight, factorGradient);
      for (let i = 0; i < k; i++) gradient.mean[state * k + i] = meanGradient[i]!;
      for (let i = 0; i < size; i++) gradient.factor[state * size + i] = factorGradient[i]!;
    }
  };
}

function differs(a: ArrayLike<number>, b: ArrayLike<number>, at: number, size: number): boolean {
  for (let i = at; i < at + size; i++) if (a[i] !== b[i]) return true;
  return false;
}
