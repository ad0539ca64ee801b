import type { Engine, PolicyMinibatch, UpdateBatch } from '../../engines/engine.ts';
import { createPolicyObjective } from '../../policies/objective.ts';
import { rowsOf } from './rowsOf.ts';

/**
 * The first state of a minibatch, an index into T·N, whose losses are not finite, or whose policy is none, under the
 * policy with these parameters (docs/mathematics.md §7); `null` if there is none.
 * @param engine of one member; its policy parameters are replaced
 */
export async function brokenState(
  engine: Engine,
  batch: UpdateBatch,
  parameters: Float32Array,
  { count, rows, advantage }: PolicyMinibatch,
): Promise<number | null> {
  const { policy, objective: specification } = engine.specification;
  const objective = createPolicyObjective(specification);
  const old = objective.prepare({ mean: batch.oldMean, factor: batch.oldFactor }, batch.count);
  const result = objective.createResult(1);
  engine.setPolicyParameters(parameters);
  const raw = await engine.policyOutput(rowsOf(batch.observation, rows, policy.observationSize), count);
  const width = raw.length / count;
  const isWhole = (i: number) => {
    const given = {
      old,
      rows: rows.subarray(i, i + 1),
      action: batch.action,
      oldLogProbability: batch.oldLogProbability,
      advantage: advantage.subarray(i, i + 1),
      meanBound: batch.meanBound[0]!,
      covarianceBound: batch.covarianceBound[0]!,
      entropyFloor: batch.entropyFloor[0]!,
    };
    try {
      objective.evaluate(raw.subarray(i * width, (i + 1) * width), given, result, 1);
    } catch (error) {
      // A covariance that is none: what a gradient step would call a degenerate policy.
      if (error instanceof RangeError) return false;
      throw error;
    }
    return Number.isFinite(result.surrogate[0]! + result.trustRegion[0]! + result.entropy[0]!);
  };
  for (let i = 0; i < count; i++) if (!isWhole(i)) return rows[i]!;
  return null;
}
