import { actionWidth, type Environment, isDiscrete } from '../src/environments/environment.ts';
import { createRandom } from '../src/random/random.ts';

/** One step of `count` environments under random actions, with resets where an episode ends. */
export function createRandomStep(environment: Environment, count: number): () => void {
  const random = createRandom(1);
  const { actionSpace } = environment;
  const state = new Float64Array(count * environment.stateSize);
  const elapsed = new Int32Array(count);
  const observation = new Float32Array(count * environment.observationSpace.size);
  const outcome = {
    reward: new Float64Array(count),
    terminated: new Uint8Array(count),
    truncated: new Uint8Array(count),
  };
  // Drawn beforehand: the generator is not what is measured.
  const actions = Array.from({ length: 64 }, () =>
    Float64Array.from({ length: count * actionWidth(actionSpace) }, () =>
      isDiscrete(actionSpace) ? random.integer(actionSpace.size) : random.normal(),
    ),
  );
  for (let i = 0; i < count; i++) environment.reset(state, i, random);
  let next = 0;
  return () => {
    environment.observe(state, observation, count);
    environment.step(state, actions[next]!, elapsed, outcome, count);
    next = (next + 1) % actions.length;
    for (let i = 0; i < count; i++) {
      elapsed[i]!++;
      if (outcome.terminated[i] === 0 && outcome.truncated[i] === 0) continue;
      environment.reset(state, i, random);
      elapsed[i] = 0;
    }
  };
}
