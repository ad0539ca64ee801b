import { entropyFloorAt } from 'trust-region-layers';
import type { FactorKind, FloatArray } from 'trust-region-layers/gaussian';
import { createWorkspace, entropyOf, factorToLower, halfLogDeterminant } from 'trust-region-layers/gaussian';
import type { EntropyFloor } from '../algorithms/algorithm.ts';
import type { Batch } from './batch.ts';
import { divergenceOf } from './interruptions.ts';
import type { Member } from './member.ts';

/**
 * β of every member for update `update` of `totalUpdates`, [P], in nats; −Infinity without a floor. Each member's schedule
 * starts from the mean entropy of the policy that collected its first batch. See docs/mathematics.md §5.3.
 */
export function entropyFloors(
  floor: EntropyFloor | null,
  factor: FactorKind,
  batch: Batch,
  members: readonly Member[],
  update: number,
  totalUpdates: number,
): Float32Array {
  const floors = new Float32Array(members.length).fill(-Infinity);
  if (floor === null) return floors;
  const dimension = batch.action.length / batch.reward.length;
  for (const [p, member] of members.entries()) {
    member.initialEntropy ??= meanEntropy(
      factor,
      dimension,
      batch.oldFactor.subarray(
        (p * batch.oldFactor.length) / members.length,
        ((p + 1) * batch.oldFactor.length) / members.length,
      ),
      batch.size,
      p,
    );
    floors[p] = entropyFloorAt(
      {
        kind: floor.schedule,
        dimension,
        totalUpdates,
        initialEntropy: member.initialEntropy,
        targetEntropy: floor.targetEntropy,
        temperature: floor.temperature,
      },
      update,
    );
  }
  return floors;
}

/** Mean entropy in nats over `count` states of a member's factors. */
function meanEntropy(
  kind: FactorKind,
  dimension: number,
  factors: FloatArray,
  count: number,
  member: number,
): number {
  const workspace = createWorkspace(dimension);
  const size = factors.length / count;
  const factor = new Float64Array(size);
  const lower = new Float64Array(dimension * dimension);
  let sum = 0;
  divergenceOf(member, 'policy covariance', () => {
    for (let i = 0; i < count; i++) {
      factor.set(factors.subarray(i * size, (i + 1) * size));
      if (!factorToLower(kind, factor, dimension, lower, workspace)) {
        throw new RangeError(`covariance of state ${i} is not positive definite`);
      }
      sum += entropyOf(dimension, halfLogDeterminant(lower, dimension));
    }
  });
  return sum / count;
}
