import { describe, expect, it } from 'vitest';
import { ENVIRONMENT_IDS } from '../../../src/environments/ids.ts';
import { ENVIRONMENTS, environmentById } from '../../../src/environments/registry.ts';
import { createRandom } from '../../../src/gaussian/random.ts';
import { outcomeFor, stepOnce } from './rows.ts';

describe('registry', () => {
  it('has every task under its own id', () => {
    expect(Object.keys(ENVIRONMENTS)).toEqual([...ENVIRONMENT_IDS]);
    for (const id of ENVIRONMENT_IDS) expect(environmentById(id).id).toBe(id);
  });

  it('names the tasks there are when asked for another', () => {
    expect(() => environmentById('reacher')).toThrow(
      'there is no environment "reacher"; there are pendulum, point-mass',
    );
    expect(() => environmentById('__proto__')).toThrow(RangeError);
  });
});

describe.each(ENVIRONMENT_IDS)('%s', (id) => {
  const environment = environmentById(id);
  const { observationSpace, actionSpace, stateSize } = environment;
  const n = 7;

  /** A rollout of n environments for `steps` steps with random forces, resetting as a trainer would. */
  function rollout(seed: number, steps: number) {
    const random = createRandom(seed);
    const state = new Float64Array(n * stateSize);
    const observation = new Float64Array(n * observationSpace.size);
    const elapsed = new Int32Array(n);
    const outcome = outcomeFor(n);
    const seen: number[] = [];
    for (let i = 0; i < n; i++) environment.reset(state, i, random);
    for (let t = 0; t < steps; t++) {
      const action = Float64Array.from({ length: n * actionSpace.size }, () => 2 * random.normal());
      const before = state.slice();
      environment.step(state, action, elapsed, outcome, n);
      for (let i = 0; i < n; i++) {
        const single = stepOnce(
          environment,
          [...before.subarray(i * stateSize, (i + 1) * stateSize)],
          [...action.subarray(i * actionSpace.size, (i + 1) * actionSpace.size)],
          elapsed[i],
        );
        expect(single).toEqual({
          state: [...state.subarray(i * stateSize, (i + 1) * stateSize)],
          reward: outcome.reward[i],
          terminated: outcome.terminated[i] === 1,
          truncated: outcome.truncated[i] === 1,
        });
      }
      environment.observe(state, observation, n);
      for (let j = 0; j < observation.length; j++) {
        const component = j % observationSpace.size;
        expect(observation[j]).toBeGreaterThanOrEqual(observationSpace.low[component]!);
        expect(observation[j]).toBeLessThanOrEqual(observationSpace.high[component]!);
      }
      seen.push(...state, ...outcome.reward);
      for (let i = 0; i < n; i++) {
        elapsed[i] = elapsed[i]! + 1;
        if (outcome.terminated[i] || outcome.truncated[i]) {
          environment.reset(state, i, random);
          elapsed[i] = 0;
        }
      }
    }
    return seen;
  }

  it('steps a batch as it steps each row alone, within its observation space, the same for the same seed', () => {
    const first = rollout(11, 220);
    expect(rollout(11, 220)).toEqual(first);
    expect(rollout(12, 20)).not.toEqual(first.slice(0, 20 * n * (stateSize + 1)));
  });

  it('describes its spaces completely', () => {
    for (const space of [observationSpace, actionSpace]) {
      expect(space.low).toHaveLength(space.size);
      expect(space.high).toHaveLength(space.size);
      expect(space.labels).toHaveLength(space.size);
    }
  });

  it('leaves rows beyond n alone', () => {
    const random = createRandom(1);
    const state = new Float64Array(2 * stateSize);
    environment.reset(state, 0, random);
    environment.reset(state, 1, random);
    const second = [...state.subarray(stateSize)];
    environment.step(state, new Float64Array(2 * actionSpace.size), new Int32Array(2), outcomeFor(2), 1);
    expect([...state.subarray(stateSize)]).toEqual(second);
  });
});
