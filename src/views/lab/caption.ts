import type { LabConfiguration } from '../../experiments/lab.ts';
import type { Evaluation } from './evaluate.ts';

/** What the picture shows, in two sentences at most. */
export function captionOf(
  lab: LabConfiguration,
  { meanPart, covariancePart, entropyAfter, entropyBefore }: Evaluation,
): string {
  const leaves = meanPart.leaves || covariancePart.leaves;
  if (leaves) {
    return 'The entropy floor widened the projected policy after the trust region, and so pushed it out again.';
  }
  if (!meanPart.binds && !covariancePart.binds) {
    if (lab.entropyFloor !== null && entropyAfter !== entropyBefore) {
      return 'The proposal is inside the trust region; only the entropy step changes its width.';
    }
    return 'The proposal is inside the trust region: the layer lets it through unchanged, to the bit.';
  }
  if (!covariancePart.binds) {
    return 'The mean moved too far and is pulled straight back to the edge of its region. The covariance may stay.';
  }
  if (!meanPart.binds) {
    return 'The mean may stay. The covariance changed too much and is pulled towards the old one until it meets its bound.';
  }
  return 'Both parts went too far: mean and covariance are each pulled back until they meet their own bound.';
}
