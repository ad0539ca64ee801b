import type { ProjectionId } from 'trust-region-layers';
import type { LabConfiguration, LabGaussian } from '../../../../experiments/lab.ts';
import { evaluate } from '../../../lab/evaluate.ts';

/** The three rulers of the chapter. */
export const RULERS = ['kl', 'w2', 'frobenius'] as const satisfies readonly ProjectionId[];
export type Ruler = (typeof RULERS)[number];

/** How far the proposal is from the old policy by a ruler, both parts of the distance together (docs/mathematics.md §2). */
export function distanceBy(ruler: Ruler, lab: LabConfiguration): number {
  const { meanPart, covariancePart } = evaluate(ruler, lab);
  return meanPart.before + covariancePart.before;
}

function scaledGaussian({ mean: [x, y], sigma1, sigma2, angle }: LabGaussian, factor: number): LabGaussian {
  return { mean: [factor * x, factor * y], sigma1: factor * sigma1, sigma2: factor * sigma2, angle };
}

/** The same pair with its actions measured in a unit so many times smaller. */
export function inUnits(lab: LabConfiguration, factor: number): LabConfiguration {
  return { ...lab, old: scaledGaussian(lab.old, factor), proposed: scaledGaussian(lab.proposed, factor) };
}
