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

/** Who acts in the probe states, and what the layer does there, in a sentence or two. */
export function probeSummary(
  { proposedDistance, projectedDistance }: Pick<StatePolicies, 'proposedDistance' | 'projectedDistance'>,
  bounds: { readonly mean: number; readonly covariance: number },
): string {
  const states = proposedDistance.mean.length;
  if (states === 0) return '';
  const beyond = countBeyond(proposedDistance, bounds);
  if (projectedDistance === null) return beyond === 0 ? m.actsWithin() : m.actsBeyond({ beyond, states });
  return beyond === 0 ? m.layerIdle() : m.layerActs({ beyond, states });
}
