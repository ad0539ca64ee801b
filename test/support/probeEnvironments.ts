import type { BoxSpace, Environment } from '../../src/environments/environment.ts';

/**
 * Tiny tasks whose right value or action is known, one per piece of the trainer's machinery: where one of them
 * is not solved, its name says what is broken.
 */

const box = (size: number): BoxSpace => ({
  size,
  low: Array.from({ length: size }, () => -Infinity),
  high: Array.from({ length: size }, () => Infinity),
  labels: Array.from({ length: size }, (_, index) => `component ${index}`),
});

interface Probe {
  readonly id: string;
  readonly actionSize?: number;
  /** Steps until the time limit; leave out for tasks that terminate by themselves. */
  readonly limit?: number;
  start(uniform: number): number;
  observe(state: number, observation: Float32Array | Float64Array, offset: number): void;
  /** One step of one environment whose whole state is one number. */
  step(state: number, action: (j: number) => number): { state: number; reward: number; terminated: boolean };
}

function probe({ id, actionSize = 1, limit = Infinity, start, observe, step }: Probe): Environment {
  return {
    id,
    name: id,
    summary: id,
    observationSpace: box(1),
    actionSpace: box(actionSize),
    stateSize: 1,
    timeStep: 1,
    maxEpisodeSteps: limit,
    solvedReturn: null,
    reset(state, index, random) {
      state[index] = start(random.uniform());
    },
    step(state, action, elapsed, outcome, n) {
      for (let i = 0; i < n; i++) {
        const next = step(state[i]!, (j) => action[i * actionSize + j]!);
        state[i] = next.state;
        outcome.reward[i] = next.reward;
        outcome.terminated[i] = next.terminated ? 1 : 0;
        outcome.truncated[i] = !next.terminated && elapsed[i]! + 1 >= limit ? 1 : 0;
      }
    },
    observe(state, observation, n) {
      for (let i = 0; i < n; i++) observe(state[i]!, observation, i);
    },
  };
}

const same = (state: number, observation: Float32Array | Float64Array, offset: number) => {
  observation[offset] = state;
};

/** Reward 1, then the end: V = 1. Breaks if the value fit does not work at all. */
export const constantReward = probe({
  id: 'constant reward',
  start: () => 0,
  observe: same,
  step: (state) => ({ state, reward: 1, terminated: true }),
});

/** A start at +1 pays 1, at −1 pays −1: V(o) = o. Breaks if the value does not see the observation. */
export const observedReward = probe({
  id: 'observed reward',
  start: (uniform) => (uniform < 0.5 ? -1 : 1),
  observe: same,
  step: (state) => ({ state, reward: state, terminated: true }),
});

/** Nothing at 0, then 1 at 1, then the end: V(1) = 1, V(0) = γ. Breaks if discounting is wrong. */
export const delayedReward = probe({
  id: 'delayed reward',
  start: () => 0,
  observe: same,
  step: (state) =>
    state === 0 ? { state: 1, reward: 0, terminated: false } : { state: 1, reward: 1, terminated: true },
});

/** Reward 1 for ever, cut every 3 steps: V = 1/(1 − γ). Breaks if truncation is taken for termination. */
export const endlessReward = probe({
  id: 'endless reward',
  limit: 3,
  start: () => 0,
  observe: same,
  step: (state) => ({ state, reward: 1, terminated: false }),
});

/** Reward −(a − ½)² and the end: μ = ½. Breaks if advantages or the policy step are wrong. */
export const rewardedAction = probe({
  id: 'rewarded action',
  start: () => 0,
  observe: same,
  step: (state, action) => ({ state, reward: -((action(0) - 0.5) ** 2), terminated: true }),
});

/** Reward −|a − (o, −o)/2|² and the end: μ(o) = (o, −o)/2. Breaks if actions and observations get out of step. */
export const observedAction = probe({
  id: 'observed action',
  actionSize: 2,
  start: (uniform) => (uniform < 0.5 ? -1 : 1),
  observe: same,
  step: (state, action) => ({
    state,
    reward: -((action(0) - state / 2) ** 2) - (action(1) + state / 2) ** 2,
    terminated: true,
  }),
});

/** Rewards 1 until step 40 of an episode without end, then NaN. */
export const brokenReward = probe({
  id: 'broken reward',
  start: () => 0,
  observe: (_, observation, offset) => {
    observation[offset] = 0;
  },
  step: (state) => ({ state: state + 1, reward: state < 40 ? 1 : Number.NaN, terminated: false }),
});

/** Rewards 1 until a state that grows by 1 a step from anywhere in 0 … 100 passes 110, then NaN: seeds break one by one. */
export const brittleReward = probe({
  id: 'brittle reward',
  start: (uniform) => 100 * uniform,
  observe: (state, observation, offset) => {
    observation[offset] = state / 100;
  },
  step: (state) => ({ state: state + 1, reward: state < 110 ? 1 : Number.NaN, terminated: false }),
});

/**
 * Climbs a step at a time and pays its number: from 1, until the limit of 4 steps cuts the episode, or from 101, until
 * it terminates at 103. What is written down of an episode can be told from its numbers.
 */
export const stairs = probe({
  id: 'stairs',
  limit: 4,
  start: (uniform) => (uniform < 0.5 ? 1 : 101),
  observe: same,
  step: (state) => ({ state: state + 1, reward: state, terminated: state + 1 === 103 }),
});
