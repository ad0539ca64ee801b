import { LAB_LIMITS, type LabConfiguration } from '../../../experiments/lab.ts';
import type { Evaluation } from '../evaluate.ts';

/** The ends of the scrubber: next to nothing, and where everything is let through. */
export const SHARE_SCALE = { minimum: 1e-4, maximum: 1 } as const;

/** By what both bounds would have to grow for the proposal just to pass; 0 where there is nothing to pass. */
export function passingFactor({ meanPart, covariancePart }: Evaluation): number {
  return Math.max(meanPart.before / meanPart.bound, covariancePart.before / covariancePart.bound);
}

/** How large the bounds are, in multiples of those under which the proposal would just pass; at most 1. */
export function boundShare(evaluation: Evaluation): number {
  const most = passingFactor(evaluation);
  return most > 1 ? Math.max(SHARE_SCALE.minimum, 1 / most) : 1;
}

/** Both bounds, in their ratio, so large that they are that share of what would let the proposal pass. */
export function withBoundShare(
  { meanBound, covarianceBound }: LabConfiguration,
  evaluation: Evaluation,
  share: number,
): Pick<LabConfiguration, 'meanBound' | 'covarianceBound'> {
  const most = passingFactor(evaluation);
  if (!(most > 0)) return { meanBound, covarianceBound };
  const scaled = (bound: number, { minimum, maximum }: { minimum: number; maximum: number }) =>
    Math.min(maximum, Math.max(minimum, roundedUp(bound * share * most)));
  return {
    meanBound: scaled(meanBound, LAB_LIMITS.meanBound),
    covarianceBound: scaled(covarianceBound, LAB_LIMITS.covarianceBound),
  };
}

/** To three digits and never below, so that all the way is where the proposal passes. */
function roundedUp(value: number): number {
  const rounded = Number(value.toPrecision(3));
  return rounded >= value ? rounded : Number((rounded * 1.006).toPrecision(3));
}
