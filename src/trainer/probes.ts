import type { GaussianBatch } from 'trust-region-layers/gaussian';
import { factorToCovariance } from 'trust-region-layers/gaussian';
import type { Environment } from '../environments/environment.ts';
import type { Head } from '../policies/heads.ts';
import { HEAD_FACTOR } from '../policies/types.ts';
import type { Batch } from './batch.ts';
import type { ProbeGaussians, ProbeReport } from './events.ts';

/** States of the batch at which the whole policies are reported. */
const PROBES = 6;
/** Successive multiples of the golden section spread probes over environments whatever their number. */
const GOLDEN_SECTION = (Math.sqrt(5) - 1) / 2;

/** A handful of states of a batch, as indices into T·N: spread over its time and its environments. */
export function probeStates({ size, horizon, environments }: Batch): readonly number[] {
  return Array.from({ length: Math.min(PROBES, size) }, (_, j) => {
    const t = Math.floor(((j + 0.5) * horizon) / PROBES);
    const n = Math.floor(((j * GOLDEN_SECTION) % 1) * environments);
    return t * environments + n;
  });
}

/** The policies of one member at its probes, gathered while all its states are gone through. */
export class Probes {
  readonly old: ProbeGaussians;
  readonly proposed: ProbeGaussians;
  readonly projected: ProbeGaussians | null;
  readonly #states: readonly number[];
  readonly #head: Head;

  /** @param layer whether there is a projection to report */
  constructor(states: readonly number[], head: Head, layer: boolean) {
    const k = head.specification.actionSize;
    const gaussians = (): ProbeGaussians => ({
      mean: new Float64Array(states.length * k),
      covariance: new Float64Array(states.length * k * k),
    });
    this.#states = states;
    this.#head = head;
    this.old = gaussians();
    this.proposed = gaussians();
    this.projected = layer ? gaussians() : null;
  }

  /** Copies to `target` the Gaussians of the probes among the states `start … start + count − 1`, which `batch` begins with. */
  keep(target: ProbeGaussians, batch: GaussianBatch, start: number, count: number): void {
    const { head, actionSize: k } = this.#head.specification;
    const f = this.#head.factorSize;
    for (const [j, index] of this.#states.entries()) {
      const row = index - start;
      if (row < 0 || row >= count) continue;
      target.mean.set(batch.mean.subarray(row * k, (row + 1) * k), j * k);
      factorToCovariance(
        HEAD_FACTOR[head],
        Float64Array.from(batch.factor.subarray(row * f, (row + 1) * f)),
        k,
        target.covariance.subarray(j * k * k, (j + 1) * k * k),
      );
    }
  }

  report(batch: Batch, environment: Environment, member: number): ProbeReport {
    const { stateSize, observationSpace } = environment;
    const count = this.#states.length;
    const state = new Float64Array(count * stateSize);
    for (const [j, index] of this.#states.entries()) {
      const from = (member * batch.size + index) * stateSize;
      state.set(batch.state.subarray(from, from + stateSize), j * stateSize);
    }
    const observation = new Float32Array(count * observationSpace.size);
    environment.observe(state, observation, count);
    const { old, proposed, projected } = this;
    return { observation, state, old, proposed, projected };
  }
}
