import { createProjector, type ProjectionSpecification } from 'trust-region-layers';
import type { Engine } from '../engines/engine.ts';
import { memberPart } from '../engines/memberAxis.ts';
import { gaussianHeadOf } from '../policies/heads.ts';
import type { Head } from '../policies/headTypes.ts';
import type { Batch } from './batch.ts';
import { divergenceOf } from './interruptions.ts';
import { networkPolicies, oldPolicies, policyRows } from './networkPolicies.ts';
import type { LayerBounds } from './specification.ts';

/**
 * For a covariance that does not depend on the state: sets the free raw factor of every member to that of its
 * projection, with which TRPL acts (docs/mathematics.md §9.1). Inside the region nothing changes.
 *
 * @param entropyFloor [P], β in nats, −Infinity for none
 */
export async function actWithProjectedCovariance(
  engine: Engine,
  head: Head,
  batch: Batch,
  layer: ProjectionSpecification,
  bounds: LayerBounds,
  entropyFloor: Float32Array,
): Promise<void> {
  const { members, size } = batch;
  const { actionSize } = head.specification;
  const gaussian = gaussianHeadOf(head);
  const projector = createProjector(layer, { reports: false });
  const result = projector.createResult(1);
  const { raw, policies } = await networkPolicies(engine, head, batch, { start: 0, count: 1 }, Float32Array);
  const free = new Float32Array(members * (head.rawSize - actionSize));
  for (let p = 0; p < members; p++) {
    const proposed = policyRows(policies, head, p, 1);
    const old = policyRows(oldPolicies(batch), head, p * size, 1);
    const target = memberPart(free, members, p);
    divergenceOf(p, 'policy covariance', () => {
      projector.forward(proposed, old, { ...bounds, entropyFloor: entropyFloor[p]! }, result, 1);
      if (result.factor.every((entry, i) => entry === proposed.factor[i])) {
        target.set(memberPart(raw, members, p).subarray(actionSize));
      } else {
        gaussian.rawFromFactor(result.factor, target);
      }
    });
  }
  engine.setRawFactor(free);
}
