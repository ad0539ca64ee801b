import { describe, expect, it } from 'vitest';
import { acrobot } from '../../../src/environments/acrobot/dynamics.ts';
import { acrobotDiscrete } from '../../../src/environments/acrobot-discrete/dynamics.ts';
import { createRandom } from '../../../src/random/random.ts';
import { recordedTransitions } from './recordedTransitions.ts';
import { stepOnce } from './rows.ts';

const TORQUES = [-1, 0, 1];

describe('acrobot-discrete', () => {
  it('equals the recorded Acrobot-v1 transitions', () => {
    const recorded = recordedTransitions('acrobot');
    expect(recorded).toHaveLength(150);
    for (const transition of recorded) {
      const index = TORQUES.indexOf(transition.action[0]!);
      expect(index).not.toBe(-1);
      const result = stepOnce(acrobotDiscrete, transition.state, [index]);
      for (let j = 0; j < 4; j++) {
        expect(Math.abs(result.state[j]! - transition.nextState[j]!)).toBeLessThan(1e-6);
      }
      expect(result.reward).toBe(transition.reward);
      expect(result.terminated).toBe(transition.terminated);
    }
  });

  it('is the continuous task under three of its torques, to the bit', () => {
    const random = createRandom(5);
    let state: readonly number[] = Array.from({ length: 4 }, () => random.normal());
    for (let i = 0; i < 600; i++) {
      const index = random.integer(3);
      const result = stepOnce(acrobotDiscrete, state, [index], i % 500);
      expect(result).toEqual(stepOnce(acrobot, state, [TORQUES[index]!], i % 500));
      state = result.terminated ? [0.1, 0, 0, 0] : result.state;
    }
    const seen = [new Float64Array(6), new Float64Array(6)] as const;
    acrobot.observe(Float64Array.from(state), seen[0], 1);
    acrobotDiscrete.observe(Float64Array.from(state), seen[1], 1);
    expect(seen[1]).toEqual(seen[0]);
  });

  it('starts where the continuous task starts', () => {
    const starts = [acrobot, acrobotDiscrete].map(({ reset }) => {
      const row = new Float64Array(8);
      reset(row, 1, createRandom(8));
      return row;
    });
    expect(starts[1]).toEqual(starts[0]);
  });

  it('is truncated after 500 steps', () => {
    expect(stepOnce(acrobotDiscrete, [0, 0, 0, 0], [1], 498).truncated).toBe(false);
    expect(stepOnce(acrobotDiscrete, [0, 0, 0, 0], [1], 499).truncated).toBe(true);
  });
});
