import type { LabConfiguration, LabGaussian } from '../../../experiments/lab.ts';
import { type Evaluation, evaluate } from '../../lab/evaluate.ts';
import { withCovariance } from '../../lab/labGeometry.ts';

/** How far placed policies are from where the layer takes the proposal: KL(placed ‖ answer) in nats. */
export interface PlaceScore {
  readonly guess: number;
  /** What a reader gets who changes nothing. */
  readonly proposal: number;
  /** What a reader gets who goes all the way back. */
  readonly old: number;
}

/** The divergence of two policies, both parts of it, from the projection's own code (docs/mathematics.md §2.2). */
function divergence(policy: LabGaussian, from: LabGaussian, lab: LabConfiguration): number {
  const { meanPart, covariancePart } = evaluate('kl', {
    ...lab,
    entropyFloor: null,
    old: from,
    proposed: policy,
  });
  return meanPart.before + covariancePart.before;
}

/** Scores a placed policy by the answer, beside the two easiest answers there are. */
export function placeScore(
  guess: LabGaussian,
  lab: LabConfiguration,
  { mean, covariance }: Pick<Evaluation, 'mean' | 'covariance'>,
): PlaceScore {
  const answer = withCovariance({ ...lab.old, mean }, covariance);
  return {
    guess: divergence(guess, answer, lab),
    proposal: divergence(lab.proposed, answer, lab),
    old: divergence(lab.old, answer, lab),
  };
}

/** How good a score is, from best. */
export type PlaceGrade = 'exact' | 'near' | 'better' | 'far';

/** Nats below which nobody sees a difference, and below which one is small. */
const GRADES = { exact: 0.01, near: 0.06 } as const;

export function gradeOf({ guess, proposal, old }: PlaceScore): PlaceGrade {
  if (guess < GRADES.exact) return 'exact';
  if (guess < GRADES.near) return 'near';
  return guess < Math.min(proposal, old) ? 'better' : 'far';
}
