import type { Environment } from '../../src/environments/environment.ts';
import { truncate } from '../../src/environments/limits.ts';

const CELLS = 5;
const EPISODE_STEPS = 20;

/**
 * A walk on a line of five cells: left, stay, right. A reward of 1 in the last cell, 0 elsewhere: to go right in every
 * cell is best, and what a policy learns first.
 */
export const chain: Environment = {
  id: 'chain',
  name: 'Chain',
  summary: 'Go right.',
  observationSpace: {
    size: CELLS,
    low: Array(CELLS).fill(0),
    high: Array(CELLS).fill(1),
    labels: Array(CELLS).fill('cell'),
  },
  actionSpace: { kind: 'discrete', size: 3, labels: ['left', 'stay', 'right'] },
  stateSize: 1,
  timeStep: 0.1,
  maxEpisodeSteps: EPISODE_STEPS,
  solvedReturn: 15,
  reset(state, index, random) {
    state[index] = Math.floor(2 * random.uniform());
  },
  step(state, action, elapsed, outcome, n) {
    for (let i = 0; i < n; i++) {
      const move = action[i]!;
      if (!(move === 0 || move === 1 || move === 2))
        throw new RangeError(`action ${move} of environment ${i}`);
      state[i] = Math.min(CELLS - 1, Math.max(0, state[i]! + move - 1));
      outcome.reward[i] = state[i] === CELLS - 1 ? 1 : 0;
      outcome.terminated[i] = 0;
    }
    truncate(elapsed, outcome, EPISODE_STEPS, n);
  },
  observe(state, observation, n) {
    for (let i = 0; i < n; i++) {
      for (let cell = 0; cell < CELLS; cell++) observation[i * CELLS + cell] = Number(state[i] === cell);
    }
  },
};
