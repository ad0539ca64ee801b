import type { Environment } from '../environments/environment.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import { imitate } from '../policies/imitation.ts';
import { policyNetworkShape } from '../policies/policyShape.ts';
import type { PolicyShape } from '../policies/types.ts';
import { createRandom } from '../random/random.ts';

/**
 * Teaches the fresh policy of a member on the examples of its task, as many steps as the configuration says, before its first
 * iteration (docs/mathematics.md §10.5); a task without examples leaves it as it is. Whatever begins a member begins it here, so
 * that checkpoints, forks, replays and links agree on where. Float64 until the last step, then rounded as every parameter is.
 *
 * @param parameters flat, of one member; changed in place
 */
export function* pretrain(
  policy: PolicyShape,
  parameters: Float32Array,
  { pretrainingSteps }: Pick<RunConfiguration, 'pretrainingSteps'>,
  { examples }: Pick<Environment, 'examples'>,
  seed: number,
): Generator<void, void, undefined> {
  if (examples === undefined || pretrainingSteps === 0) return;
  const taught = Float64Array.from(parameters);
  const random = createRandom(seed).fork('pretraining');
  for (const _ of imitate(policyNetworkShape(policy), taught, examples(), pretrainingSteps, random)) yield;
  parameters.set(taught);
}
