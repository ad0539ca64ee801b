import type { Bounds, ProjectionResult, ProjectionSpecification, Projector } from 'trust-region-layers';
import { createDistance, createProjector, type Distance, isBeyond } from 'trust-region-layers';
import type { GaussianBatch } from 'trust-region-layers/gaussian';
import { factorToCovariance } from 'trust-region-layers/gaussian';
import type { Engine } from '../engines/engine.ts';
import type { Environment } from '../environments/environment.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import type { Head } from '../policies/heads.ts';
import { HEAD_FACTOR } from '../policies/types.ts';
import { rowsOf } from './batchPolicy.ts';
import type { ProbeGaussians, ProbeReport, StateDistances } from './events.ts';
import { divergenceOf, requireFinite } from './interruptions.ts';
import type { Drift, IterationFacts } from './metrics.ts';
import { minibatchRanges } from './minibatches.ts';
import type { Progress } from './progress.ts';
import type { Batch } from './rollout.ts';

/** Rows of all members that are measured at a time: a few milliseconds. */
const MEASURED_ROWS = 512;
/** States of the batch at which the whole policies are reported. */
const PROBES = 6;
/** Successive multiples of the golden section spread probes over environments whatever their number. */
const GOLDEN_SECTION = (Math.sqrt(5) - 1) / 2;
/** Bounds under which a projector is the identity and only measures. */
const UNBOUNDED: Bounds = { mean: Infinity, covariance: Infinity };

/** What is known of one member after an update. */
export interface MemberMeasurement {
  readonly facts: Pick<IterationFacts, 'proposed' | 'projected' | 'entropy'>;
  readonly proposed: StateDistances;
  readonly projected: StateDistances | null;
  readonly probes: ProbeReport;
}

/**
 * Compares the policy after an update with the one that collected the batch, in every state of it: what the
 * network says now (proposed) and what the layer lets through (projected), in the run's metric and in KL.
 */
export class Measurement {
  readonly #layer: boolean;
  readonly #bounds: { readonly mean: number; readonly covariance: number };
  readonly #environment: Environment;
  readonly #head: Head;
  readonly #projector: Projector;
  /** `null` where the run's own metric is KL. */
  readonly #kl: Distance | null;
  /** Reused by every measurement. */
  readonly #result: ProjectionResult;
  readonly #klParts: { readonly mean: Float64Array; readonly covariance: Float64Array };
  readonly #capacity: number;
  /** Probe states as indices into T·N. */
  readonly #probes: readonly number[];

  /** @param layer whether the run has a projection layer; without one only the proposal is measured. */
  constructor(
    specification: ProjectionSpecification,
    layer: boolean,
    { meanBound, covarianceBound }: RunConfiguration,
    environment: Environment,
    head: Head,
    { members, size, horizon, environments }: Batch,
  ) {
    this.#layer = layer;
    this.#bounds = { mean: meanBound, covariance: covarianceBound };
    this.#environment = environment;
    this.#head = head;
    this.#projector = createProjector(specification);
    const { projection, factor, dimension } = specification;
    this.#kl =
      projection === 'kl' ? null : createDistance({ projection: 'kl', scaled: true, factor, dimension });
    this.#capacity = Math.min(size, Math.max(1, Math.floor(MEASURED_ROWS / members)));
    this.#result = this.#projector.createResult(this.#capacity);
    this.#klParts = { mean: new Float64Array(this.#capacity), covariance: new Float64Array(this.#capacity) };
    this.#probes = Array.from({ length: Math.min(PROBES, size) }, (_, j) => {
      const t = Math.floor(((j + 0.5) * horizon) / PROBES);
      const n = Math.floor(((j * GOLDEN_SECTION) % 1) * environments);
      return t * environments + n;
    });
  }

  /** @param entropyFloor [P], β in nats, −Infinity for none */
  async measure(
    engine: Engine,
    batch: Batch,
    entropyFloor: Float32Array,
    progress: Progress,
  ): Promise<MemberMeasurement[]> {
    const { members, size } = batch;
    const k = this.#head.specification.actionSize;
    const f = this.#head.factorSize;
    const width = this.#environment.observationSpace.size;
    const drafts = Array.from({ length: members }, () => new Draft(size, this.#layer, this.#probes, k));

    for (const { start, count } of minibatchRanges(size, this.#capacity)) {
      const observation = new Float32Array(members * count * width);
      for (let p = 0; p < members; p++) {
        const from = (p * size + start) * width;
        observation.set(batch.observation.subarray(from, from + count * width), p * count * width);
      }
      const proposed = await this.#networkOutput(engine, observation, count, members);
      for (const [p, draft] of drafts.entries()) {
        const now = rowsOf(proposed, p * count, count, k, f);
        const old = rowsOf({ mean: batch.oldMean, factor: batch.oldFactor }, p * size + start, count, k, f);
        divergenceOf(p, 'policy covariance', () =>
          this.#measureRows(now, old, start, count, entropyFloor[p]!, draft),
        );
      }
      await progress.advance(members * count);
    }
    return drafts.map((draft, p) => this.#finish(draft, batch, p));
  }

  /**
   * For a covariance that does not depend on the state: sets the free raw factor of every member to that of its
   * projection (docs/mathematics.md §9.1: TRPL acts with the projected covariance). Inside the region nothing changes.
   */
  async overwriteFactor(engine: Engine, batch: Batch, entropyFloor: Float32Array): Promise<void> {
    if (!this.#layer) return;
    const { members, size } = batch;
    const { rawSize, factorSize: f } = this.#head;
    const k = this.#head.specification.actionSize;
    const r = rawSize - k;
    const width = this.#environment.observationSpace.size;
    const observation = new Float32Array(members * width);
    for (let p = 0; p < members; p++) {
      observation.set(batch.observation.subarray(p * size * width, (p * size + 1) * width), p * width);
    }
    const raw = await engine.policyOutput(observation, 1);
    requireFinite(raw, members, 'policy outputs');
    const proposed = { mean: new Float32Array(members * k), factor: new Float32Array(members * f) };
    this.#head.forward(raw, members, proposed);
    const free = new Float32Array(members * r);
    for (let p = 0; p < members; p++) {
      const now = rowsOf(proposed, p, 1, k, f);
      const old = rowsOf({ mean: batch.oldMean, factor: batch.oldFactor }, p * size, 1, k, f);
      const bounds = { ...this.#bounds, entropyFloor: entropyFloor[p]! };
      divergenceOf(p, 'policy covariance', () => this.#projector.forward(now, old, bounds, this.#result, 1));
      const projected = this.#result.factor.subarray(0, f);
      const target = free.subarray(p * r, (p + 1) * r);
      if (projected.every((entry, i) => entry === now.factor[i])) {
        target.set(raw.subarray(p * rawSize + k, (p + 1) * rawSize));
      } else {
        divergenceOf(p, 'policy covariance', () => this.#head.rawFromFactor(projected, target));
      }
    }
    engine.setRawFactor(free);
  }

  async #networkOutput(
    engine: Engine,
    observation: Float32Array,
    count: number,
    members: number,
  ): Promise<GaussianBatch> {
    const raw = await engine.policyOutput(observation, count);
    requireFinite(raw, members, 'policy outputs');
    const total = members * count;
    const output = {
      mean: new Float32Array(total * this.#head.specification.actionSize),
      factor: new Float32Array(total * this.#head.factorSize),
    };
    this.#head.forward(raw, total, output);
    return output;
  }

  #measureRows(
    proposed: GaussianBatch,
    old: GaussianBatch,
    start: number,
    count: number,
    entropyFloor: number,
    draft: Draft,
  ): void {
    const result = this.#result;
    const bounds = this.#layer ? { ...this.#bounds, entropyFloor } : UNBOUNDED;
    this.#projector.forward(proposed, old, bounds, result, count);
    const kl = this.#klDistances(proposed, old, count) ?? result.before;
    write(draft.proposed, result.before, kl, start, count);
    draft.addEntropy(result.before.entropy, count);
    draft.keepProbes('old', old, start, count, this.#head);
    draft.keepProbes('proposed', proposed, start, count, this.#head);
    if (!draft.projected) return;
    write(draft.projected, result.after, this.#klDistances(result, old, count) ?? result.after, start, count);
    draft.keepProbes('projected', result, start, count, this.#head);
  }

  /** Distances in KL; `null` where the run's metric is KL itself. */
  #klDistances(policy: GaussianBatch, old: GaussianBatch, count: number): Parts | null {
    this.#kl?.evaluate(policy, old, this.#klParts.mean, this.#klParts.covariance, count);
    return this.#kl && this.#klParts;
  }

  #finish(draft: Draft, batch: Batch, member: number): MemberMeasurement {
    const { stateSize, observationSpace } = this.#environment;
    const state = new Float64Array(this.#probes.length * stateSize);
    for (const [j, index] of this.#probes.entries()) {
      const from = (member * batch.size + index) * stateSize;
      state.set(batch.state.subarray(from, from + stateSize), j * stateSize);
    }
    const observation = new Float32Array(this.#probes.length * observationSpace.size);
    this.#environment.observe(state, observation, this.#probes.length);
    const { proposed, projected } = draft;
    return {
      facts: {
        proposed: this.#drift(proposed),
        projected: projected && this.#drift(projected),
        entropy: draft.entropySum / batch.size,
      },
      proposed: draft.proposed,
      projected: draft.projected,
      probes: { observation, state, ...draft.gaussians() },
    };
  }

  #drift(distances: StateDistances): Drift {
    return {
      ...klOf(distances),
      beyond: this.#beyond(distances.mean, distances.covariance),
      beyondInKl: this.#beyond(distances.klMean, distances.klCovariance),
    };
  }

  /** Share of states beyond a bound. */
  #beyond(mean: Float32Array, covariance: Float32Array): number {
    let beyond = 0;
    for (let i = 0; i < mean.length; i++) {
      if (isBeyond(mean[i]!, this.#bounds.mean) || isBeyond(covariance[i]!, this.#bounds.covariance))
        beyond++;
    }
    return beyond / mean.length;
  }
}

/** Mean and largest KL over the states. */
function klOf({ klMean, klCovariance }: StateDistances): Pick<Drift, 'meanKl' | 'largestKl'> {
  let sum = 0;
  let largestKl = 0;
  for (let i = 0; i < klMean.length; i++) {
    const kl = klMean[i]! + klCovariance[i]!;
    sum += kl;
    if (kl > largestKl) largestKl = kl;
  }
  return { meanKl: sum / klMean.length, largestKl };
}

type Side = 'old' | 'proposed' | 'projected';

/** One member's measurement while its states are being gone through. */
class Draft {
  readonly proposed: StateDistances;
  readonly projected: StateDistances | null;
  entropySum = 0;
  readonly #probes: readonly number[];
  readonly #dimension: number;
  readonly #sides: Record<Side, ProbeGaussians>;

  constructor(size: number, layer: boolean, probes: readonly number[], dimension: number) {
    this.proposed = createDistances(size);
    this.projected = layer ? createDistances(size) : null;
    this.#probes = probes;
    this.#dimension = dimension;
    const gaussians = () => ({
      mean: new Float64Array(probes.length * dimension),
      covariance: new Float64Array(probes.length * dimension * dimension),
    });
    this.#sides = { old: gaussians(), proposed: gaussians(), projected: gaussians() };
  }

  addEntropy(entropy: ArrayLike<number>, count: number): void {
    for (let i = 0; i < count; i++) this.entropySum += entropy[i]!;
  }

  /** Copies the Gaussians at the probes among the states `start … start + count − 1`, which `batch` begins with. */
  keepProbes(side: Side, batch: GaussianBatch, start: number, count: number, head: Head): void {
    const k = this.#dimension;
    const f = head.factorSize;
    const { mean, covariance } = this.#sides[side];
    for (const [j, index] of this.#probes.entries()) {
      const row = index - start;
      if (row < 0 || row >= count) continue;
      mean.set(batch.mean.subarray(row * k, (row + 1) * k), j * k);
      factorToCovariance(
        HEAD_FACTOR[head.specification.head],
        Float64Array.from(batch.factor.subarray(row * f, (row + 1) * f)),
        k,
        covariance.subarray(j * k * k, (j + 1) * k * k),
      );
    }
  }

  gaussians(): Pick<ProbeReport, Side> {
    const { old, proposed, projected } = this.#sides;
    return { old, proposed, projected: this.projected ? projected : null };
  }
}

function createDistances(size: number): StateDistances {
  return {
    mean: new Float32Array(size),
    covariance: new Float32Array(size),
    klMean: new Float32Array(size),
    klCovariance: new Float32Array(size),
  };
}

interface Parts {
  readonly mean: ArrayLike<number>;
  readonly covariance: ArrayLike<number>;
}

function write(target: StateDistances, own: Parts, kl: Parts, start: number, count: number): void {
  for (let i = 0; i < count; i++) {
    target.mean[start + i] = own.mean[i]!;
    target.covariance[start + i] = own.covariance[i]!;
    target.klMean[start + i] = kl.mean[i]!;
    target.klCovariance[start + i] = kl.covariance[i]!;
  }
}
