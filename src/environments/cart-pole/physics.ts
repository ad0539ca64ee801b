import { sinCos } from 'trust-region-layers/elementary';
import type { Random } from '../../random/random.ts';
import { clamp } from '../limits.ts';

/** Gravity, m/s². */
const GRAVITY = 9.8;
/** Mass of the cart and of the pole, kg. */
const CART_MASS = 1;
const POLE_MASS = 0.1;
const TOTAL_MASS = CART_MASS + POLE_MASS;
/** From the hinge to the pole's centre of mass, m; the pole is twice as long. */
export const HALF_LENGTH = 0.5;
/** Largest force on the cart, N. */
export const MAXIMAL_FORCE = 10;
/** The cart has left the track beyond ± this, m. */
export const TRACK_LIMIT = 2.4;
/** Far above what 10 N can do on this track; keeps the explicit Euler step from running away. m/s, rad/s. */
export const MAXIMAL_SPEED = 20;
export const MAXIMAL_ANGULAR_SPEED = 30;
export const TIME_STEP = 0.02;
/** Furthest position that a last step can end in, m. */
export const FURTHEST = TRACK_LIMIT + MAXIMAL_SPEED * TIME_STEP;
/** The start: every component uniform in ± this. */
const START_RANGE = 0.05;

/** Sine and cosine of one angle: scratch of every call. */
const direction = new Float64Array(2);

/** Everything at rest in the middle, the pole up, every component up to 0.05 off. */
export function startUpright(state: Float64Array, index: number, random: Random): void {
  for (let j = 0; j < 4; j++) state[4 * index + j] = START_RANGE * (2 * random.uniform() - 1);
}

/**
 * Cart and pole (Barto, Sutton and Anderson 1983) under a force on the cart for one step, in place, as Gymnasium's `CartPole` does it.
 *
 * - Row: cart position x (m), ẋ (m/s), pole angle θ (rad, 0 is up, clockwise, not wrapped), θ̇ (rad/s).
 * - With M = m_cart + m_pole and half-length l: w = (F + m_pole l θ̇² sin θ)/M, θ̈ = (g sin θ − w cos θ)/(l(4/3 − m_pole cos²θ/M)),
 *   ẍ = w − m_pole l θ̈ cos θ/M; explicit Euler with Δt = 0.02 s (it adds a little energy to every swing). ẋ and θ̇ are clipped to
 *   ±20 m/s and ±30 rad/s, which no policy reaches.
 *
 * @param row first of the four numbers
 * @param force N
 */
export function pushCart(state: Float64Array, row: number, force: number): void {
  const speed = clamp(state[row + 1]!, -MAXIMAL_SPEED, MAXIMAL_SPEED);
  const angle = state[row + 2]!;
  const angularSpeed = clamp(state[row + 3]!, -MAXIMAL_ANGULAR_SPEED, MAXIMAL_ANGULAR_SPEED);

  sinCos(angle, direction);
  const sine = direction[0]!;
  const cosine = direction[1]!;
  const push = (force + POLE_MASS * HALF_LENGTH * angularSpeed * angularSpeed * sine) / TOTAL_MASS;
  const angularAcceleration =
    (GRAVITY * sine - cosine * push) / (HALF_LENGTH * (4 / 3 - (POLE_MASS * cosine * cosine) / TOTAL_MASS));
  const acceleration = push - (POLE_MASS * HALF_LENGTH * angularAcceleration * cosine) / TOTAL_MASS;

  state[row] = state[row]! + TIME_STEP * speed;
  state[row + 1] = clamp(speed + TIME_STEP * acceleration, -MAXIMAL_SPEED, MAXIMAL_SPEED);
  state[row + 2] = angle + TIME_STEP * angularSpeed;
  state[row + 3] = clamp(
    angularSpeed + TIME_STEP * angularAcceleration,
    -MAXIMAL_ANGULAR_SPEED,
    MAXIMAL_ANGULAR_SPEED,
  );
}

/** Writes a state with this angle (rad) and angular velocity (rad/s), the cart at rest in the middle, into row `index`. */
export function placePole(state: Float64Array, index: number, angle: number, speed: number): void {
  state.fill(0, 4 * index, 4 * index + 4);
  state[4 * index + 2] = angle;
  state[4 * index + 3] = speed;
}
