import type { Environment } from '../environments/environment.ts';
import type { Head } from '../policies/headTypes.ts';
import type { Trajectories } from './gae.ts';

/** One iteration's experience of P members; [P, T, N, …] row-major. The arrays are reused by every rollout. */
export interface Batch extends Trajectories {
  /** States per member, T·N. */
  readonly size: number;
  /** What the environments were like, [P, T, N, stateSize]. */
  readonly state: Float64Array;
  /** What the networks saw: normalised, [P, T, N, observationSize]. */
  readonly observation: Float32Array;
  /** As sampled, not clipped, [P, T, N, actionWidth]. */
  readonly action: Float32Array;
  /** The policy that acted: means [P, T, N, k] and factors [P, T, N, f], or log-probabilities [P, T, N, n] and nothing. */
  readonly oldMean: Float32Array;
  readonly oldFactor: Float32Array;
  /** log q(a | s), [P, T, N]. */
  readonly oldLogProbability: Float32Array;
}

/** An empty batch of P = `members` members × T = `horizon` steps × N = `environments` copies. */
export function createBatch(
  environment: Environment,
  { factorSize, actionWidth, specification }: Head,
  { members, horizon, environments }: Pick<Batch, 'members' | 'horizon' | 'environments'>,
): Batch {
  const size = horizon * environments;
  const total = members * size;
  return {
    members,
    horizon,
    environments,
    size,
    state: new Float64Array(total * environment.stateSize),
    observation: new Float32Array(total * environment.observationSpace.size),
    action: new Float32Array(total * actionWidth),
    oldMean: new Float32Array(total * specification.actionSize),
    oldFactor: new Float32Array(total * factorSize),
    oldLogProbability: new Float32Array(total),
    reward: new Float64Array(total),
    value: new Float64Array(total),
    nextValue: new Float64Array(total),
    terminated: new Uint8Array(total),
    truncated: new Uint8Array(total),
  };
}

/** Stores what was so at time t: [P, N, width] → [P, t, N, width]. */
export function storeStep<A extends Float32Array | Float64Array>(
  source: A,
  target: A,
  t: number,
  { members, horizon }: Batch,
): void {
  const width = source.length / members;
  for (let p = 0; p < members; p++) {
    target.set(source.subarray(p * width, (p + 1) * width), (p * horizon + t) * width);
  }
}

/** Rows of all members that are worked on between two looks at the clock: a few milliseconds on a slow backend. */
const PIECE = 512;

/** States that each of so many members gives to a {@link PIECE}. */
export function pieceSize(members: number): number {
  return Math.max(1, Math.floor(PIECE / members));
}

/** Observations of `count` states of every member, from state `start` on, [P, count, observationSize]. */
export function observationsOf(
  { observation, members, size }: Pick<Batch, 'observation' | 'members' | 'size'>,
  start: number,
  count: number,
): Float32Array {
  const width = observation.length / (members * size);
  const rows = new Float32Array(members * count * width);
  for (let p = 0; p < members; p++) {
    const from = (p * size + start) * width;
    rows.set(observation.subarray(from, from + count * width), p * count * width);
  }
  return rows;
}
