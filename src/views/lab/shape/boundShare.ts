import { LAB_LIMITS, type LabConfiguration } from '../../../experiments/lab.ts';
import type { Evaluation } from '../evaluate.ts';

/** The ends of the scrubber: next to nothing, and where everything is let through. */
export const SHARE_SCALE = { minimum: 1e-4, maximum: 1 } as const;

/** How large the bounds are, in multiples of those under which the proposal would just pass; at most 1. */
export function boundShare({ meanPart, covariancePart }: Evaluation): number {
  const most = Math.max(meanPart.before / meanPart.bound, covariancePart.before / covariancePart.bound);
  return most > 1 ? Math.max(SHARE_SCALE.minimum, 1 / most) : 1;
}

/** Both bounds, in their ratio, so large that they are that share of what would let the proposal pass. */
export function withBoundShare(
  { meanBound, covarianceBound }: LabConfiguration,
  { meanPart, covariancePart }: Evaluation,
  share: number,
): Pick<LabConfiguration, 'meanBound' | 'covarianceBound'> {
  const most = Math.max(meanPart.before / meanPart.bound, covariancePart.before / covariancePart.bound);
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
