import { isBeyond } from 'trust-region-layers';
import * as m from '#words/train';
import type { PolicyDistances, StatePolicies } from '../../trainer/events.ts';

/** States of a report that are beyond a bound in either part. */
function countBeyond(
  { mean, covariance }: PolicyDistances,
  bounds: { readonly mean: number; readonly covariance: number },
): number {
  let count = 0;
  for (let i = 0; i < mean.length; i++) {
    if (isBeyond(mean[i]!, bounds.mean) || isBeyond(covariance[i]!, bounds.covariance)) count++;
  }
  return count;
}

/** Over discrete actions there is one bound, and bars instead of dashed lines. */
const SENTENCES = {
  gaussian: { within: m.actsWithin, outside: m.actsBeyond, idle: m.layerIdle, acts: m.layerActs },
  choice: {
    within: m.choiceWithin,
    outside: m.choiceBeyond,
    idle: m.choiceLayerIdle,
    acts: m.choiceLayerActs,
  },
} as const;

/** Who acts in the probe states, and what the layer does there, in a sentence or two. */
export function probeSummary(
  { proposedDistance, projectedDistance }: Pick<StatePolicies, 'proposedDistance' | 'projectedDistance'>,
  bounds: { readonly mean: number; readonly covariance: number },
): string {
  const states = proposedDistance.mean.length;
  if (states === 0) return '';
  const beyond = countBeyond(proposedDistance, bounds);
  const { within, outside, idle, acts } = SENTENCES[bounds.covariance === 0 ? 'choice' : 'gaussian'];
  if (projectedDistance === null) return beyond === 0 ? within() : outside({ beyond, states });
  return beyond === 0 ? idle() : acts({ beyond, states });
}
