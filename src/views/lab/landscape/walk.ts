import type { LabConfiguration, LabGaussian } from '../../../experiments/lab.ts';
import { evaluate } from '../evaluate.ts';
import { planarGaussian } from '../samples/importanceWeights.ts';
import { expectedReward, type Hill } from './expectedReward.ts';
import { labGaussianOf, uphillProposal } from './uphill.ts';

/** Which policy becomes the next old one. */
export type StepKind = 'projected' | 'proposed';

/** Takes a step: the policy it leads to, and the proposal up the slope from there. */
export function stepped(
  lab: LabConfiguration,
  kind: StepKind,
  hills: readonly Hill[],
  stepSize: number,
): Pick<LabConfiguration, 'old' | 'proposed'> {
  const old = kind === 'proposed' ? lab.proposed : projectedOf(lab);
  return { old, proposed: uphillProposal(hills, old, stepSize) };
}

function projectedOf(lab: LabConfiguration): LabGaussian {
  const { mean, covariance } = evaluate(lab.projection, lab);
  return labGaussianOf(mean, covariance);
}

/**
 * The expected rewards of a walk uphill from the Lab's old policy, [steps + 1] with the start first: every step takes the
 * proposal up the slope, or what the projection makes of it.
 */
export function walkAhead(
  lab: LabConfiguration,
  kind: StepKind,
  hills: readonly Hill[],
  stepSize: number,
  steps: number,
): number[] {
  let at: LabConfiguration = { ...lab, proposed: uphillProposal(hills, lab.old, stepSize) };
  const rewards = [expectedReward(hills, planarGaussian(at.old)).reward];
  for (let i = 0; i < steps; i++) {
    at = { ...at, ...stepped(at, kind, hills, stepSize) };
    rewards.push(expectedReward(hills, planarGaussian(at.old)).reward);
  }
  return rewards;
}
