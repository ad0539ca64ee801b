import type { Engine } from '../engines/engine.ts';
import type { Head, PolicyBatch } from '../policies/headTypes.ts';
import { type Batch, observationsOf } from './batch.ts';
import { requireFinite } from './interruptions.ts';

/** The network's present policy in some states: its raw rows [P, n, k + r] or logits [P, n, actions], and the policies they mean. */
export interface NetworkPolicies {
  readonly raw: Float32Array;
  readonly policies: PolicyBatch;
}

/** The network's present policy in `count` states of every member, from state `start` on. */
export async function networkPolicies(
  engine: Engine,
  head: Head,
  batch: Batch,
  { start, count }: { readonly start: number; readonly count: number },
  FloatArray: Float32ArrayConstructor | Float64ArrayConstructor,
): Promise<NetworkPolicies> {
  const { members } = batch;
  const raw = await engine.policyOutput(observationsOf(batch, start, count), count);
  requireFinite(raw, members, 'policy outputs');
  const policies = {
    mean: new FloatArray(members * count * head.specification.actionSize),
    factor: new FloatArray(members * count * head.factorSize),
  };
  head.forward(raw, members * count, policies);
  return { raw, policies };
}

/** The policy that collected the batch, in all its states. */
export function oldPolicies({ oldMean, oldFactor }: Batch): PolicyBatch {
  return { mean: oldMean, factor: oldFactor };
}

/** `count` of the head's policies from row `start` on; views. */
export function policyRows(
  { mean, factor }: PolicyBatch,
  { factorSize, specification: { actionSize } }: Head,
  start: number,
  count: number,
): PolicyBatch {
  return {
    mean: mean.subarray(start * actionSize, (start + count) * actionSize),
    factor: factor.subarray(start * factorSize, (start + count) * factorSize),
  };
}
