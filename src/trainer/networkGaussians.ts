import type { GaussianBatch } from 'trust-region-layers/gaussian';
import type { Engine } from '../engines/engine.ts';
import type { Head } from '../policies/headTypes.ts';
import { type Batch, observationsOf } from './batch.ts';
import { requireFinite } from './interruptions.ts';

/** The network's present policy in some states: its raw rows [P, n, k + r], and the Gaussians they mean. */
export interface NetworkGaussians {
  readonly raw: Float32Array;
  readonly gaussians: GaussianBatch;
}

/** The network's present policy in `count` states of every member, from state `start` on. */
export async function networkGaussians(
  engine: Engine,
  head: Head,
  batch: Batch,
  { start, count }: { readonly start: number; readonly count: number },
  FloatArray: Float32ArrayConstructor | Float64ArrayConstructor,
): Promise<NetworkGaussians> {
  const { members } = batch;
  const raw = await engine.policyOutput(observationsOf(batch, start, count), count);
  requireFinite(raw, members, 'policy outputs');
  const gaussians = {
    mean: new FloatArray(members * count * head.specification.actionSize),
    factor: new FloatArray(members * count * head.factorSize),
  };
  head.forward(raw, members * count, gaussians);
  return { raw, gaussians };
}

/** The policy that collected the batch, in all its states. */
export function oldGaussians({ oldMean, oldFactor }: Batch): GaussianBatch {
  return { mean: oldMean, factor: oldFactor };
}

/** `count` of the head's Gaussians from row `start` on; views. */
export function gaussianRows(
  { mean, factor }: GaussianBatch,
  { factorSize, specification: { actionSize } }: Head,
  start: number,
  count: number,
): GaussianBatch {
  return {
    mean: mean.subarray(start * actionSize, (start + count) * actionSize),
    factor: factor.subarray(start * factorSize, (start + count) * factorSize),
  };
}
