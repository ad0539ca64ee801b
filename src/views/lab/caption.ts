import type { LabConfiguration } from '../../experiments/lab.ts';
import type { Evaluation } from './evaluate.ts';

/** What the picture shows, in two sentences at most. */
export function captionOf(
  lab: LabConfiguration,
  { meanPart, covariancePart, entropyAfter, entropyBefore }: Evaluation,
): string {
  const leaves = meanPart.leaves || covariancePart.leaves;
  if (leaves) {
    return 'The entropy floor widened the policy after the layer, and so pushed it out of the region.';
  }
  if (!meanPart.binds && !covariancePart.binds) {
    if (lab.entropyFloor !== null && entropyAfter !== entropyBefore) {
      return 'The proposal is inside the trust region; only the entropy step changes its width.';
    }
    return 'The proposal is inside the region: the layer lets it through unchanged, to the bit.';
  }
  if (!covariancePart.binds) {
    return 'The mean went too far: it is pulled back to the edge of its region. The covariance stays.';
  }
  if (!meanPart.binds) {
    return 'The mean stays. The covariance changed too much and is pulled back to its bound.';
  }
  return 'Both parts went too far: mean and covariance are each pulled back to their own bound.';
}
