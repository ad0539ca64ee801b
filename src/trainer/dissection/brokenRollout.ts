import type { Environment } from '../../environments/environment.ts';
import type { Head } from '../../policies/headTypes.ts';
import type { Batch } from '../batch.ts';
import type { Divergence } from '../interruptions.ts';
import { type ChosenState, dissectStates } from './dissectedStates.ts';
import type { DissectedBreak, DissectedStates } from './dissection.ts';
import type { RecordingEngine } from './recordingEngine.ts';

/** Most states that are shown of the way to the break. */
const MOST = 6;

/**
 * A rollout that broke off: where, and the last whole steps of the copy in which it did, the newest first. Steps that
 * are whole have an action, its log-density and a reward; their values and advantages came never to be.
 */
export function brokenRollout(
  batch: Batch,
  { acted, valued }: RecordingEngine,
  { quantity, found }: Divergence,
  environment: Environment,
  head: Head,
): { readonly broken: DissectedBreak; readonly states: DissectedStates } {
  const { horizon, environments, size } = batch;
  // not words: the trainer's name of a quantity; it is looked at before the policy is asked
  const step = valued ? horizon : quantity === 'observations' ? acted + 1 : acted;
  const place = placeOf(found, valued, environments);
  const last = valued && place ? place.time : step - 2 + Number(valued);
  const copy = place?.copy ?? 0;
  const chosen: ChosenState[] = [];
  for (let time = last; time >= 0 && chosen.length < MOST; time--) {
    const broke = valued && place !== null && time === place.time;
    chosen.push({ index: time * environments + copy, reason: broke ? 'broke' : 'before-break' });
  }
  const unknown = new Float64Array(size).fill(Number.NaN);
  const values = valued ? batch.value : unknown;
  const nextValue = valued ? batch.nextValue : unknown;
  const estimates = {
    batch: { ...batch, value: values, nextValue },
    advantage: unknown,
    target: unknown,
    entropyFloor: new Float32Array(1),
  };
  return {
    broken: {
      during: 'rollout',
      step,
      steps: horizon,
      copy: place?.copy ?? null,
      quantity,
      value: found?.value ?? null,
      noticed: quantity,
      trail: [],
    },
    states: dissectStates(chosen, estimates, environment, head),
  };
}

/** In which copy a number was found, and of a value at which time. */
function placeOf(
  found: Divergence['found'],
  valued: boolean,
  environments: number,
): { readonly copy: number; readonly time: number } | null {
  if (found === null) return null;
  const { index, count } = found;
  if (valued) return { copy: index % environments, time: Math.floor(index / environments) };
  return { copy: Math.floor((index * environments) / count), time: -1 };
}
