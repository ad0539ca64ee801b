import { exp, expm1, hypot } from 'trust-region-layers/elementary';
import * as m from '#words/tasks';
import type { Environment } from '../environment.ts';
import { clamp, truncate } from '../limits.ts';
import { GOAL, MASS_RADIUS, ROOM, resolveContacts, shortestWay, WALL } from './room.ts';

/** Acceleration at full force along one axis, m/s² (a force of 4 N on 1 kg). */
const ACCELERATION = 4;
/** Viscous drag per mass, 1/s: full force along one axis ends at 4/2 = 2 m/s. */
const DRAG = 2;
const TIME_STEP = 0.05;
const MAXIMAL_EPISODE_STEPS = 150;
/** Contacts are resolved this often a step: at the top speed of 2.83 m/s the disc then moves 35 mm, well below the 90 mm at which it could pass the wall. */
const SUBSTEPS = 4;
const SUBSTEP = TIME_STEP / SUBSTEPS;
/** Softens the unit vectors of the observation near their target, m. */
const BEARING_SOFTNESS = 0.2;

const REWARD_PER_METRE = 10;
const COST_PER_STEP = 0.1;
const COST_OF_FORCE = 0.1;
const ARRIVAL_REWARD = 10;

/** Exact solution of v̇ = a − cv over one substep: v ← decay · v + gain · a, x ← x + travel · v + drift · a. */
const DECAY = exp(-DRAG * SUBSTEP);
const GAIN = -expm1(-DRAG * SUBSTEP) / DRAG;
const TRAVEL = GAIN;
const DRIFT = (SUBSTEP - GAIN) / DRAG;

/** What a bearing is divided by: the distance, but never less than the softness. */
function softDistance(x: number, y: number): number {
  return Math.sqrt(x * x + y * y + BEARING_SOFTNESS * BEARING_SOFTNESS);
}

/** Starts: anywhere left of the wall, at rest, at least 5 cm from every surface. */
const START = {
  left: -ROOM.halfWidth + MASS_RADIUS + 0.05,
  right: WALL.x - WALL.halfThickness - MASS_RADIUS - 0.05,
  halfHeight: ROOM.halfHeight - MASS_RADIUS - 0.05,
};

/**
 * Push a disc around a wall to a goal and stop there: two actions, so that a policy is an ellipse one can see.
 *
 * - State: position x, y (m, origin in the middle of a 3.2 m × 2 m room, y up), velocity ẋ, ẏ (m/s).
 * - Action: force in the plane as a fraction of 4 N along each axis, clipped to [−1, 1]². The disc has 1 kg.
 * - Observation: x, y, ẋ, ẏ, then two bearings d/√(|d|² + (0.2 m)²) (a unit vector far away, smooth nearby): of the
 *   vector d to the goal and of the vector d to the upper end of the wall.
 * - Dynamics: v̇ = 4a − 2v, solved exactly for the constant force of a step of 0.05 s in 4 substeps. Walls are inelastic and frictionless:
 *   the disc slides along.
 * - Reward: 10 · (metres of the shortest way around the wall gained) − 0.1 − 0.1 |a|² (a clipped) + 10 on arrival. Gains telescope, so
 *   there is nothing to earn by wandering.
 * - Start: uniform left of the wall, at rest. Terminates on arrival: within 0.15 m of the goal, slower than 0.5 m/s. Truncated after 150 steps.
 */
export const pointMass: Environment = {
  id: 'point-mass',
  get name() {
    return m.pointMass();
  },
  get summary() {
    return m.pointMassSummary();
  },
  observationSpace: {
    size: 8,
    low: [-ROOM.halfWidth, -ROOM.halfHeight, -Infinity, -Infinity, -1, -1, -1, -1],
    high: [ROOM.halfWidth, ROOM.halfHeight, Infinity, Infinity, 1, 1, 1, 1],
    get labels() {
      return [
        m.positionX(),
        m.positionY(),
        m.velocityX(),
        m.velocityY(),
        m.goalBearingX(),
        m.goalBearingY(),
        m.wallBearingX(),
        m.wallBearingY(),
      ];
    },
  },
  actionSpace: {
    size: 2,
    low: [-1, -1],
    high: [1, 1],
    get labels() {
      return [m.forceX(), m.forceY()];
    },
  },
  stateSize: 4,
  timeStep: TIME_STEP,
  maxEpisodeSteps: MAXIMAL_EPISODE_STEPS,
  solvedReturn: 24,
  plane: {
    across: {
      get label() {
        return m.positionX();
      },
      low: -ROOM.halfWidth,
      high: ROOM.halfWidth,
    },
    up: {
      get label() {
        return m.positionY();
      },
      low: -ROOM.halfHeight,
      high: ROOM.halfHeight,
    },
    get rest() {
      return m.atRest();
    },
    fill(state, index, x, y) {
      state.fill(0, 4 * index, 4 * index + 4);
      state[4 * index] = x;
      state[4 * index + 1] = y;
    },
    locate: (state, index) => [state[4 * index]!, state[4 * index + 1]!],
  },

  reset(state, index, random) {
    state[4 * index] = START.left + (START.right - START.left) * random.uniform();
    state[4 * index + 1] = START.halfHeight * (2 * random.uniform() - 1);
    state[4 * index + 2] = 0;
    state[4 * index + 3] = 0;
  },

  step(state, action, elapsed, outcome, n) {
    for (let i = 0; i < n; i++) {
      const row = 4 * i;
      const forceX = clamp(action[2 * i]!, -1, 1);
      const forceY = clamp(action[2 * i + 1]!, -1, 1);
      const before = shortestWay(state[row]!, state[row + 1]!);

      for (let substep = 0; substep < SUBSTEPS; substep++) {
        state[row] = state[row]! + TRAVEL * state[row + 2]! + DRIFT * ACCELERATION * forceX;
        state[row + 1] = state[row + 1]! + TRAVEL * state[row + 3]! + DRIFT * ACCELERATION * forceY;
        state[row + 2] = DECAY * state[row + 2]! + GAIN * ACCELERATION * forceX;
        state[row + 3] = DECAY * state[row + 3]! + GAIN * ACCELERATION * forceY;
        resolveContacts(state, row);
      }

      const x = state[row]!;
      const y = state[row + 1]!;
      const arrived =
        hypot(x - GOAL.x, y - GOAL.y) < GOAL.radius && hypot(state[row + 2]!, state[row + 3]!) < GOAL.speed;
      outcome.reward[i] =
        REWARD_PER_METRE * (before - shortestWay(x, y)) -
        COST_PER_STEP -
        COST_OF_FORCE * (forceX * forceX + forceY * forceY) +
        (arrived ? ARRIVAL_REWARD : 0);
      outcome.terminated[i] = arrived ? 1 : 0;
    }
    truncate(elapsed, outcome, MAXIMAL_EPISODE_STEPS, n);
  },

  observe(state, observation, n) {
    for (let i = 0; i < n; i++) {
      const x = state[4 * i]!;
      const y = state[4 * i + 1]!;
      const goal = softDistance(GOAL.x - x, GOAL.y - y);
      const edge = softDistance(WALL.x - x, WALL.top - y);
      observation[8 * i] = x;
      observation[8 * i + 1] = y;
      observation[8 * i + 2] = state[4 * i + 2]!;
      observation[8 * i + 3] = state[4 * i + 3]!;
      observation[8 * i + 4] = (GOAL.x - x) / goal;
      observation[8 * i + 5] = (GOAL.y - y) / goal;
      observation[8 * i + 6] = (WALL.x - x) / edge;
      observation[8 * i + 7] = (WALL.top - y) / edge;
    }
  },
};
