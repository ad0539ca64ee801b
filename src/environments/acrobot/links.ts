import { cos, sinCos } from 'trust-region-layers/elementary';
import type { Random } from '../../random/random.ts';
import { clamp } from '../limits.ts';

/** Gravity, m/s². */
const GRAVITY = 9.8;
/** Both links: mass (kg), length (m), hinge to centre of mass (m), moment of inertia about the centre of mass (kg m²). */
const MASS = 1;
export const LINK_LENGTH = 1;
const CENTRE = 0.5;
const INERTIA = 1;
/** Largest torque at the elbow, N m. */
export const MAXIMAL_TORQUE = 1;
/** The tip must get this far above the shoulder, m. */
export const GOAL_HEIGHT = 1;
/** Angular velocities of shoulder and elbow are clipped to ± these, rad/s. */
export const MAXIMAL_SHOULDER_SPEED = 4 * Math.PI;
export const MAXIMAL_ELBOW_SPEED = 9 * Math.PI;
export const TIME_STEP = 0.2;
const START_RANGE = 0.1;

/** m₂ l₁ l_c₂, what couples the links. */
const COUPLING = MASS * LINK_LENGTH * CENTRE;
/** d₁ and d₂ at a right angle; both grow with the cosine of the elbow. */
const SHOULDER_INERTIA =
  MASS * CENTRE * CENTRE + MASS * (LINK_LENGTH * LINK_LENGTH + CENTRE * CENTRE) + 2 * INERTIA;
const ELBOW_INERTIA = MASS * CENTRE * CENTRE + INERTIA;
const SHOULDER_WEIGHT = (MASS * CENTRE + MASS * LINK_LENGTH) * GRAVITY;
const ELBOW_WEIGHT = MASS * CENTRE * GRAVITY;

/** Where {@link differentiate} leaves θ̈₁ and θ̈₂, rad/s²: two numbers a call, and nothing to allocate. */
const acceleration = new Float64Array(2);
/** Sine and cosine of θ₁, then of θ₂: scratch of every call. */
const direction = new Float64Array(4);

/**
 * Accelerations of both joints at angles a, b (rad) and angular velocities u, v (rad/s) under an elbow torque (N m).
 * Four transcendental numbers serve all terms: cos(θ₁ − π/2) = sin θ₁, and sin(θ₁ + θ₂) by the addition theorem.
 */
function differentiate(a: number, b: number, u: number, v: number, torque: number): void {
  sinCos(a, direction, 0);
  sinCos(b, direction, 2);
  const sineShoulder = direction[0]!;
  const cosineShoulder = direction[1]!;
  const sineElbow = direction[2]!;
  const cosineElbow = direction[3]!;
  const d1 = SHOULDER_INERTIA + 2 * COUPLING * cosineElbow;
  const d2 = ELBOW_INERTIA + COUPLING * cosineElbow;
  const phi2 = ELBOW_WEIGHT * (sineShoulder * cosineElbow + cosineShoulder * sineElbow);
  const phi1 = SHOULDER_WEIGHT * sineShoulder + phi2 - COUPLING * v * (v + 2 * u) * sineElbow;
  const ratio = d2 / d1;
  const elbow = (torque + ratio * phi1 - COUPLING * u * u * sineElbow - phi2) / (ELBOW_INERTIA - d2 * ratio);
  acceleration[0] = -(d2 * elbow + phi1) / d1;
  acceleration[1] = elbow;
}

/** Both links hanging, nearly at rest: every component of row `index` uniform in ±0.1. */
export function startHanging(state: Float64Array, index: number, random: Random): void {
  for (let j = 0; j < 4; j++) state[4 * index + j] = START_RANGE * (2 * random.uniform() - 1);
}

/**
 * One step of 0.2 s under an elbow torque (Sutton and Barto's "book" equations), in place, as Gymnasium's `Acrobot-v1` takes it.
 *
 * - Row: shoulder angle θ₁ (rad, 0 hangs down, counter-clockwise), elbow angle θ₂ (rad, relative to the first link), θ̇₁, θ̇₂ (rad/s).
 *   Gymnasium wraps the angles to [−π, π]; here they run on, so that a picture between two steps shows no jump. Nothing else can tell.
 * - d₁ = m₁l_c₁² + m₂(l₁² + l_c₂² + 2l₁l_c₂ cos θ₂) + I₁ + I₂, d₂ = m₂(l_c₂² + l₁l_c₂ cos θ₂) + I₂,
 *   φ₂ = m₂l_c₂g sin(θ₁ + θ₂), φ₁ = −m₂l₁l_c₂(θ̇₂² + 2θ̇₁θ̇₂) sin θ₂ + (m₁l_c₁ + m₂l₁)g sin θ₁ + φ₂:
 *   θ̈₂ = (τ + (d₂/d₁)φ₁ − m₂l₁l_c₂θ̇₁² sin θ₂ − φ₂)/(m₂l_c₂² + I₂ − d₂²/d₁), θ̈₁ = −(d₂θ̈₂ + φ₁)/d₁.
 *   One classical Runge–Kutta step; then θ̇₁ is clipped to ±4π and θ̇₂ to ±9π rad/s.
 *
 * @param row first of the four numbers
 * @param torque N m
 */
export function swingLinks(state: Float64Array, row: number, torque: number): void {
  const h = TIME_STEP;
  const a = state[row]!;
  const b = state[row + 1]!;
  const u = clamp(state[row + 2]!, -MAXIMAL_SHOULDER_SPEED, MAXIMAL_SHOULDER_SPEED);
  const v = clamp(state[row + 3]!, -MAXIMAL_ELBOW_SPEED, MAXIMAL_ELBOW_SPEED);

  differentiate(a, b, u, v, torque);
  const du1 = acceleration[0]!;
  const dv1 = acceleration[1]!;
  const u2 = u + (h / 2) * du1;
  const v2 = v + (h / 2) * dv1;
  differentiate(a + (h / 2) * u, b + (h / 2) * v, u2, v2, torque);
  const du2 = acceleration[0]!;
  const dv2 = acceleration[1]!;
  const u3 = u + (h / 2) * du2;
  const v3 = v + (h / 2) * dv2;
  differentiate(a + (h / 2) * u2, b + (h / 2) * v2, u3, v3, torque);
  const du3 = acceleration[0]!;
  const dv3 = acceleration[1]!;
  const u4 = u + h * du3;
  const v4 = v + h * dv3;
  differentiate(a + h * u3, b + h * v3, u4, v4, torque);

  state[row] = a + (h / 6) * (u + 2 * u2 + 2 * u3 + u4);
  state[row + 1] = b + (h / 6) * (v + 2 * v2 + 2 * v3 + v4);
  state[row + 2] = clamp(
    u + (h / 6) * (du1 + 2 * du2 + 2 * du3 + acceleration[0]!),
    -MAXIMAL_SHOULDER_SPEED,
    MAXIMAL_SHOULDER_SPEED,
  );
  state[row + 3] = clamp(
    v + (h / 6) * (dv1 + 2 * dv2 + 2 * dv3 + acceleration[1]!),
    -MAXIMAL_ELBOW_SPEED,
    MAXIMAL_ELBOW_SPEED,
  );
}

/** Whether the tip is above the line: −cos θ₁ − cos(θ₁ + θ₂) > 1. */
export function isAbove(state: Float64Array, row: number): boolean {
  const shoulder = state[row]!;
  return -cos(shoulder) - cos(shoulder + state[row + 1]!) > GOAL_HEIGHT;
}

/** Writes cos θ₁, sin θ₁, cos θ₂, sin θ₂, θ̇₁, θ̇₂ of rows 0 … n − 1. */
export function observeLinks(state: Float64Array, observation: Float32Array | Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    sinCos(state[4 * i]!, direction, 0);
    sinCos(state[4 * i + 1]!, direction, 2);
    observation[6 * i] = direction[1]!;
    observation[6 * i + 1] = direction[0]!;
    observation[6 * i + 2] = direction[3]!;
    observation[6 * i + 3] = direction[2]!;
    observation[6 * i + 4] = state[4 * i + 2]!;
    observation[6 * i + 5] = state[4 * i + 3]!;
  }
}
