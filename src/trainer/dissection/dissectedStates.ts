import type { Environment } from '../../environments/environment.ts';
import type { Head } from '../../policies/headTypes.ts';
import type { Batch } from '../batch.ts';
import { describePolicies } from '../describePolicies.ts';
import type { MemberReport } from '../events.ts';
import { normaliseAdvantages } from '../minibatches.ts';
import { oldPolicies, policyRows } from '../networkPolicies.ts';
import type { IterationEstimates } from '../run.ts';
import type { LayerBounds } from '../specification.ts';
import type { DissectedReason, DissectedStates } from './dissection.ts';

/** A state of the batch, as an index into T·N, and why it is looked at. */
export interface ChosenState {
  readonly index: number;
  readonly reason: DissectedReason;
}

/** What is known of an update before its states are chosen. */
export interface UpdateFindings {
  /** How far the network moved in every state; `null` where it was not measured. */
  readonly proposed: MemberReport['proposed'] | null;
  /** The state in which numbers stopped being finite, an index into T·N; `null`: none. */
  readonly broke: number | null;
}

/**
 * The states of one member's batch that are worth a look: where numbers stopped being finite, where the network moved
 * farthest for its bounds, where the best and the worst action were taken, and those nearest to the probe states
 * [m, stateSize]. Each once.
 */
export function chooseStates(
  batch: Batch,
  advantage: Float64Array,
  { proposed, broke }: UpdateFindings,
  probes: Float64Array,
  bounds: LayerBounds,
  environment: Environment,
): readonly ChosenState[] {
  const candidates: ChosenState[] = [
    ...(broke === null ? [] : [{ index: broke, reason: 'broke' as const }]),
    ...(proposed === null ? [] : [{ index: farthest(proposed, bounds), reason: 'farthest' as const }]),
    { index: largest(batch.size, (i) => advantage[i]!), reason: 'best-action' },
    { index: largest(batch.size, (i) => -advantage[i]!), reason: 'worst-action' },
    ...nearestStates(batch, probes, environment).map((index) => ({ index, reason: 'probe' as const })),
  ];
  return candidates.filter(
    ({ index }, place) => candidates.findIndex((other) => other.index === index) === place,
  );
}

function farthest({ mean, covariance }: MemberReport['proposed'], bounds: LayerBounds): number {
  // A policy over discrete actions has one distance, and 0 for the bound of the other.
  const shares = (i: number) => [
    mean[i]! / bounds.mean,
    bounds.covariance === 0 ? 0 : covariance[i]! / bounds.covariance,
  ];
  return largest(mean.length, (i) => Math.max(...shares(i)));
}

/** Of each of these environment states the nearest of the batch, in observations over their spread in the batch. */
function nearestStates(batch: Batch, state: Float64Array, environment: Environment): number[] {
  const width = environment.observationSpace.size;
  const observe = (states: Float64Array) => {
    const observation = new Float64Array((states.length / environment.stateSize) * width);
    environment.observe(states, observation, states.length / environment.stateSize);
    return observation;
  };
  const observed = observe(batch.state);
  const spread = Array.from({ length: width }, (_, j) => {
    let [low, high] = [Infinity, -Infinity];
    for (let i = j; i < observed.length; i += width) {
      low = Math.min(low, observed[i]!);
      high = Math.max(high, observed[i]!);
    }
    return high > low ? high - low : 1;
  });
  const wanted = observe(state);
  return Array.from({ length: wanted.length / width }, (_, probe) =>
    largest(batch.size, (i) => {
      let squares = 0;
      for (let j = 0; j < width; j++) {
        const difference = (observed[i * width + j]! - wanted[probe * width + j]!) / spread[j]!;
        squares += difference * difference;
      }
      return -squares;
    }),
  );
}

/** What happened in those states. One member: P = 1. */
export function dissectStates(
  chosen: readonly ChosenState[],
  { batch, advantage, target }: IterationEstimates,
  environment: Environment,
  head: Head,
): DissectedStates {
  const width = head.actionWidth;
  const { actionSize } = head.specification;
  const { stateSize, observationSpace } = environment;
  const indices = chosen.map(({ index }) => index);
  const count = indices.length;
  const pick = (values: ArrayLike<number>) => Float64Array.from(indices, (index) => values[index]!);
  const normalised = Float32Array.from(advantage);
  normaliseAdvantages(normalised, 0, batch.size);

  const state = new Float64Array(count * stateSize);
  const action = new Float64Array(count * width);
  const old = {
    mean: new Float64Array(count * actionSize),
    factor: new Float64Array(count * head.factorSize),
  };
  for (const [j, index] of indices.entries()) {
    state.set(batch.state.subarray(index * stateSize, (index + 1) * stateSize), j * stateSize);
    action.set(batch.action.subarray(index * width, (index + 1) * width), j * width);
    const { mean, factor } = policyRows(oldPolicies(batch), head, index, 1);
    old.mean.set(mean, j * actionSize);
    old.factor.set(factor, j * head.factorSize);
  }
  const observation = new Float32Array(count * observationSpace.size);
  environment.observe(state, observation, count);
  return {
    reason: chosen.map(({ reason }) => reason),
    time: indices.map((index) => Math.floor(index / batch.environments)),
    copy: indices.map((index) => index % batch.environments),
    state,
    observation,
    action,
    oldLogProbability: pick(batch.oldLogProbability),
    reward: pick(batch.reward),
    value: pick(batch.value),
    nextValue: Float64Array.from(indices, (index) => (batch.terminated[index] ? 0 : batch.nextValue[index]!)),
    terminated: indices.map((index) => batch.terminated[index] === 1),
    truncated: indices.map((index) => batch.truncated[index] === 1),
    advantage: pick(advantage),
    normalisedAdvantage: pick(normalised),
    target: pick(target),
    old: describePolicies(head.specification, old, count),
  };
}

/** The first of 0 … count − 1 with the largest score. */
function largest(count: number, score: (index: number) => number): number {
  let [best, most] = [0, -Infinity];
  for (let i = 0; i < count; i++) {
    const one = score(i);
    if (one > most) [best, most] = [i, one];
  }
  return best;
}
