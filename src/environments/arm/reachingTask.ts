import { sinCos } from 'trust-region-layers/elementary';
import * as m from '#words/tasks';
import type { BoxSpace, Environment, StatePlane } from '../environment.ts';
import { clamp, truncate } from '../limits.ts';
import { createPlanarArm } from './planarArm.ts';

/** Length of a link, m. */
export const LINK_LENGTH = 0.1;
/** A light tube, its geared motor and their friction: kg, kg m², N m s/rad. */
const LINK_MASS = 0.05;
const ROTOR_INERTIA = 1e-3;
const DAMPING = 0.01;
/** Largest torque of a joint, N m. Against friction alone it turns a joint at 10 rad/s. */
const MAXIMAL_TORQUE = 0.1;
/** Joint velocities are clipped to ± this, rad/s; only a whip of the last link comes near. */
export const MAXIMAL_SPEED = 50;
const TIME_STEP = 0.02;
const SUBSTEPS = 2;
/** The start: joint angles (rad) and joint velocities (rad/s) uniform in ± these. */
const START_ANGLE = 0.1;
const START_SPEED = 0.005;
/** Of the squared torques, as fractions of the largest. */
const CONTROL_COST = 0.01;

const SUBSCRIPTS = ['₁', '₂', '₃', '₄', '₅'];

/** Sine and cosine of one angle: scratch of every call. */
const direction = new Float64Array(2);

export interface ReachingTaskOptions {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  /** At most 5. */
  readonly links: number;
  /** Length of an episode in steps of 0.02 s. */
  readonly steps: number;
  /** `everyStep`: −distance each step. `atTheEnd`: −steps · distance after the last step, which terminates; the clock is observed. */
  readonly distanceReward: 'everyStep' | 'atTheEnd';
}

/**
 * A planar arm whose tip must reach a random goal: the task that `reacher` and both `reacher-5` share.
 *
 * - State: n joint angles qᵢ (rad, relative, counter-clockwise, not wrapped), n joint velocities q̇ᵢ (rad/s), goal x, y (m); where the
 *   distance counts at the end, also the steps taken.
 * - Action: n torques as fractions of 0.1 N m, clipped to [−1, 1]ⁿ.
 * - Observation: cos qᵢ, sin qᵢ, q̇ᵢ, goal x, y, vector from the tip to the goal x, y; where the distance counts at the end, also
 *   the elapsed share of the episode.
 * - Dynamics: {@link createPlanarArm} with uniform links of 0.1 m and 0.05 kg, rotors of 10⁻³ kg m² and friction of 0.01 N m s/rad, no
 *   gravity; two Runge–Kutta steps of 0.01 s. Joint velocities are clipped to ±50 rad/s. Links pass over each other.
 * - Reward: −0.01 |a|² (a clipped) − distance of the tip from the goal (m) after the step. Sparse: the distance after the last step only,
 *   times the number of steps, so that both variants have returns of the same size.
 * - Start: stretched along x, joint angles uniform in ±0.1, nearly at rest; the goal uniform in the disc that the arm can reach.
 *   Truncated at the time limit; the sparse variant terminates there, because its end is part of the task and seen in its clock.
 */
export function createReachingTask(options: ReachingTaskOptions): Environment {
  const { links: n, steps, distanceReward } = options;
  const sparse = distanceReward === 'atTheEnd';
  const reach = n * LINK_LENGTH;
  const stateSize = 2 * n + (sparse ? 3 : 2);
  const observationSpace = reachingSpace(n, reach, sparse);
  const observationSize = observationSpace.size;
  const arm = createPlanarArm({
    links: n,
    length: LINK_LENGTH,
    mass: LINK_MASS,
    rotorInertia: ROTOR_INERTIA,
    damping: DAMPING,
  });
  const torque = new Float64Array(n);

  return {
    id: options.id,
    get name() {
      return options.name;
    },
    get summary() {
      return options.summary;
    },
    observationSpace,
    actionSpace: {
      size: n,
      low: new Array<number>(n).fill(-1),
      high: new Array<number>(n).fill(1),
      get labels() {
        return SUBSCRIPTS.slice(0, n).map((i) => m.jointTorque({ i }));
      },
    },
    stateSize,
    timeStep: TIME_STEP,
    maxEpisodeSteps: steps,
    // Ours, with no threshold that the field agrees on.
    solvedReturn: null,
    ...(n === 2 && !sparse ? { plane: jointPlane(reach) } : {}),

    reset(state, index, random) {
      const row = index * stateSize;
      for (let i = 0; i < n; i++) state[row + i] = START_ANGLE * (2 * random.uniform() - 1);
      for (let i = n; i < 2 * n; i++) state[row + i] = START_SPEED * (2 * random.uniform() - 1);
      const radius = reach * Math.sqrt(random.uniform());
      sinCos(2 * Math.PI * random.uniform(), direction);
      state[row + 2 * n] = radius * direction[1]!;
      state[row + 2 * n + 1] = radius * direction[0]!;
      if (sparse) state[row + 2 * n + 2] = 0;
    },

    step(state, action, elapsed, outcome, count) {
      for (let row = 0; row < count; row++) {
        const offset = row * stateSize;
        let effort = 0;
        for (let i = 0; i < n; i++) {
          const share = clamp(action[row * n + i]!, -1, 1);
          effort += share * share;
          torque[i] = MAXIMAL_TORQUE * share;
          clipSpeed(state, offset + n + i);
        }
        arm.advance(state, offset, torque, TIME_STEP, SUBSTEPS);
        for (let i = n; i < 2 * n; i++) clipSpeed(state, offset + i);

        const taken = elapsed[row]! + 1;
        const over = sparse && taken >= steps;
        const weight = sparse ? (over ? steps : 0) : 1;
        const cost = CONTROL_COST * effort;
        outcome.reward[row] = weight > 0 ? -weight * distanceToGoal(state, offset, n) - cost : -cost;
        outcome.terminated[row] = over ? 1 : 0;
        if (sparse) state[offset + 2 * n + 2] = taken;
      }
      truncate(elapsed, outcome, steps, count);
    },

    observe(state, observation, count) {
      for (let row = 0; row < count; row++) {
        const offset = row * stateSize;
        const out = row * observationSize;
        let cosine = 1;
        let sine = 0;
        let tipX = 0;
        let tipY = 0;
        for (let i = 0; i < n; i++) {
          sinCos(state[offset + i]!, direction);
          const s = direction[0]!;
          const c = direction[1]!;
          observation[out + i] = c;
          observation[out + n + i] = s;
          observation[out + 2 * n + i] = state[offset + n + i]!;
          // The link's own direction by the addition theorem.
          const turned = cosine * c - sine * s;
          sine = sine * c + cosine * s;
          cosine = turned;
          tipX += LINK_LENGTH * cosine;
          tipY += LINK_LENGTH * sine;
        }
        const goalX = state[offset + 2 * n]!;
        const goalY = state[offset + 2 * n + 1]!;
        observation[out + 3 * n] = goalX;
        observation[out + 3 * n + 1] = goalY;
        observation[out + 3 * n + 2] = goalX - tipX;
        observation[out + 3 * n + 3] = goalY - tipY;
        if (sparse) observation[out + 3 * n + 4] = state[offset + 2 * n + 2]! / steps;
      }
    },
  };
}

/** Both joints of two links, at rest, with the goal half way out along x: where the policy must bring the tip. */
function jointPlane(reach: number): StatePlane {
  const turn = (angle: number) => angle - 2 * Math.PI * Math.floor((angle + Math.PI) / (2 * Math.PI));
  return {
    across: {
      get label() {
        return m.jointAngleFirst();
      },
      low: -Math.PI,
      high: Math.PI,
    },
    up: {
      get label() {
        return m.jointAngleSecond();
      },
      low: -Math.PI,
      high: Math.PI,
    },
    get rest() {
      return m.armAtRest();
    },
    fill(state, index, first, second) {
      const row = 6 * index;
      state.fill(0, row, row + 6);
      state[row] = first;
      state[row + 1] = second;
      state[row + 4] = reach / 2;
    },
    locate: (state, index) => [turn(state[6 * index]!), turn(state[6 * index + 1]!)],
  };
}

function clipSpeed(state: Float64Array, at: number): void {
  state[at] = clamp(state[at]!, -MAXIMAL_SPEED, MAXIMAL_SPEED);
}

/** Distance of the tip from the goal of the row at `offset`, m. */
function distanceToGoal(state: Float64Array, offset: number, n: number): number {
  let x = -state[offset + 2 * n]!;
  let y = -state[offset + 2 * n + 1]!;
  let angle = 0;
  for (let i = 0; i < n; i++) {
    angle += state[offset + i]!;
    sinCos(angle, direction);
    x += LINK_LENGTH * direction[1]!;
    y += LINK_LENGTH * direction[0]!;
  }
  return Math.sqrt(x * x + y * y);
}

function reachingSpace(n: number, reach: number, sparse: boolean): BoxSpace {
  const joints = SUBSCRIPTS.slice(0, n);
  const rows: readonly (readonly [() => string, number, number])[] = [
    ...joints.map((i) => [() => `cos q${i}`, -1, 1] as const),
    ...joints.map((i) => [() => `sin q${i}`, -1, 1] as const),
    ...joints.map((i) => [() => m.jointVelocity({ i }), -MAXIMAL_SPEED, MAXIMAL_SPEED] as const),
    [m.goalX, -reach, reach],
    [m.goalY, -reach, reach],
    [m.tipToGoalX, -2 * reach, 2 * reach],
    [m.tipToGoalY, -2 * reach, 2 * reach],
    ...(sparse ? [[m.elapsedShare, 0, 1] as const] : []),
  ];
  return {
    size: rows.length,
    low: rows.map(([, low]) => low),
    high: rows.map(([, , high]) => high),
    get labels() {
      return rows.map(([label]) => label());
    },
  };
}
