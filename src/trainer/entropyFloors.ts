import { entropyFloorAt } from 'trust-region-layers';
import { log } from 'trust-region-layers/elementary';
import type { EntropyFloor } from '../algorithms/algorithm.ts';
import type { Head } from '../policies/headTypes.ts';
import type { Batch } from './batch.ts';
import type { Member } from './member.ts';
import { oldPolicyEntropy } from './oldPolicyEntropy.ts';

/**
 * β of every member for update `update` of `totalUpdates`, [P], in nats; −Infinity without a floor. Each member's schedule
 * starts from the mean entropy of the policy that collected its first batch. See docs/mathematics.md §5.3, §15.11.
 */
export function entropyFloors(
  floor: EntropyFloor | null,
  head: Head,
  batch: Batch,
  members: readonly Member[],
  update: number,
  totalUpdates: number,
): Float32Array {
  const floors = new Float32Array(members.length).fill(-Infinity);
  if (floor === null) return floors;
  const most = largestFloor(head);
  for (const [p, member] of members.entries()) {
    member.initialEntropy ??= oldPolicyEntropy(head, batch, p);
    const scheduled = entropyFloorAt(
      {
        kind: floor.schedule,
        dimension: head.specification.head === 'categorical' ? 1 : head.specification.actionSize,
        totalUpdates,
        initialEntropy: member.initialEntropy,
        targetEntropy: floor.targetEntropy,
        temperature: floor.temperature,
      },
      update,
    );
    floors[p] = Math.min(scheduled, most);
  }
  return floors;
}

/** Room below the entropy of equal probabilities, which no temperature reaches from another policy. */
const BELOW_UNIFORM = 1e-6;

/** The highest floor that a policy can be raised to, nats: ln n for n actions, all but reached; a Gaussian has no limit. */
function largestFloor({ specification: { head, actionSize } }: Head): number {
  return head === 'categorical' ? Math.max(0, log(actionSize) - BELOW_UNIFORM) : Infinity;
}
