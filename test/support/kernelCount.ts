import { profile } from '@tensorflow/tfjs-core';
import type { Engine, PolicyMinibatch, UpdateBatch } from '../../src/engines/engine.ts';

/**
 * Names of the kernels that one policy step runs, in order, as TensorFlow.js counts them (uploads are not kernels).
 * Takes the step: give it an engine made for the purpose.
 */
export async function kernelsPerPolicyStep(
  engine: Engine,
  batch: UpdateBatch,
  minibatch: PolicyMinibatch,
): Promise<readonly string[]> {
  engine.beginUpdate(batch);
  const { kernels } = await profile(() => {
    engine.policyStep(minibatch);
    return [];
  });
  return kernels.map(({ name }) => name);
}
