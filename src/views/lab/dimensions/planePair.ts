import { LAB_LIMITS, type LabConfiguration, type LabGaussian } from '../../../experiments/lab.ts';
import { axesOf, covarianceOf, covarianceProblem } from '../labGeometry.ts';
import type { Gaussian, GaussianPair } from './gaussianPair.ts';
import { outlineOf } from './marginal.ts';

/** A pair over two actions as the Lab's own; `null` where the plane does not reach so far. */
export function toPlane({ old, proposed }: GaussianPair): Pick<LabConfiguration, 'old' | 'proposed'> | null {
  const [first, second] = [old, proposed].map((gaussian): LabGaussian | null => {
    const { mean, covariance } = outlineOf(gaussian);
    const { minimum, maximum } = LAB_LIMITS.mean;
    const reached = mean.every((value) => value >= minimum && value <= maximum);
    return reached && covarianceProblem(covariance) === null ? { mean, ...axesOf(covariance) } : null;
  });
  return first && second ? { old: first, proposed: second } : null;
}

/** The Lab's own pair as one over two actions. */
export function fromPlane({ old, proposed }: Pick<LabConfiguration, 'old' | 'proposed'>): GaussianPair {
  const gaussian = (own: LabGaussian): Gaussian => {
    const { xx, xy, yy } = covarianceOf(own);
    return { mean: [...own.mean], covariance: [xx, xy, xy, yy] };
  };
  return { dimension: 2, old: gaussian(old), proposed: gaussian(proposed) };
}
