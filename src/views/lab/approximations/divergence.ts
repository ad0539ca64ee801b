import { createDistance } from 'trust-region-layers';
import { type Covariance, covarianceOf, type Point } from '../labGeometry.ts';

/** A Gaussian over two actions. */
export interface Gaussian {
  readonly mean: Point;
  readonly covariance: Covariance;
}

export const gaussianOf = (
  gaussian: Parameters<typeof covarianceOf>[0] & { readonly mean: Point },
): Gaussian => ({
  mean: gaussian.mean,
  covariance: covarianceOf(gaussian),
});

const distance = createDistance({ projection: 'kl', scaled: true, factor: 'covariance', dimension: 2 });
const batch = () => ({ mean: new Float64Array(2), factor: new Float64Array(4) });
const [first, second] = [batch(), batch()];
const [meanPart, covariancePart] = [new Float64Array(1), new Float64Array(1)];

function load(into: ReturnType<typeof batch>, { mean, covariance: { xx, xy, yy } }: Gaussian) {
  into.mean.set(mean);
  into.factor.set([xx, xy, xy, yy]);
  return into;
}

/** KL(p‖q) in nats, by the library. */
export function klOf(p: Gaussian, q: Gaussian): number {
  distance.evaluate(load(first, p), load(second, q), meanPart, covariancePart, 1);
  return meanPart[0]! + covariancePart[0]!;
}
