import {
  type Bounds,
  type Distance,
  isBeyond,
  type ProjectionResult,
  type Projector,
} from 'trust-region-layers';
import type { Engine } from '../engines/engine.ts';
import type { Head, PolicyBatch } from '../policies/headTypes.ts';
import {
  createKlDistance,
  createLayerProjector,
  type LayerSpecification,
  measuresKl,
} from '../policies/layer.ts';
import { type Batch, pieceSize } from './batch.ts';
import { type DistanceDensities, densitiesOf } from './densities.ts';
import { divergenceOf } from './interruptions.ts';
import type { Drift, IterationFacts } from './iterationFacts.ts';
import { minibatchRanges } from './minibatches.ts';
import { networkPolicies, oldPolicies, policyRows } from './networkPolicies.ts';
import type { Progress } from './progress.ts';
import type { LayerBounds } from './specification.ts';
import { createDistances, type StateDistances } from './stateDistances.ts';

/** Bounds under which a projector is the identity and only measures. */
const UNBOUNDED: Bounds = { mean: Infinity, covariance: Infinity };

/** What is known of one member after an update. */
export interface MemberMeasurement {
  readonly facts: Pick<IterationFacts, 'proposed' | 'projected' | 'entropy'>;
  readonly proposed: StateDistances;
  readonly projected: StateDistances | null;
  readonly densities?: DistanceDensities;
}

/** One member's measurement while its states are being gone through. */
interface Draft {
  readonly proposed: StateDistances;
  readonly projected: StateDistances | null;
  entropySum: number;
}

/** Distances of the two parts of so many states. */
interface Parts {
  readonly mean: ArrayLike<number>;
  readonly covariance: ArrayLike<number>;
}

/**
 * Compares the policy after an update with the one that collected the batch, in every state of it: what the
 * network says now (proposed) and what the layer lets through (projected), in the run's metric and in KL.
 * See docs/mathematics.md §8.6.
 */
export class Measurement {
  readonly #layer: boolean;
  readonly #countsDensities: boolean;
  readonly #bounds: LayerBounds;
  readonly #head: Head;
  readonly #projector: Projector;
  /** `null` where the run's own metric is KL. */
  readonly #kl: Distance | null;
  /** Reused by every measurement. */
  readonly #result: ProjectionResult;
  readonly #klParts: { readonly mean: Float64Array; readonly covariance: Float64Array };
  readonly #capacity: number;

  /**
   * @param layer whether the run has a projection layer; without one only the proposal is measured
   * @param countsDensities whether somebody wants the distances counted
   */
  constructor(
    specification: LayerSpecification,
    layer: boolean,
    bounds: LayerBounds,
    head: Head,
    batch: Batch,
    countsDensities: boolean,
  ) {
    this.#layer = layer;
    this.#countsDensities = countsDensities;
    this.#bounds = bounds;
    this.#head = head;
    this.#projector = createLayerProjector(specification);
    this.#kl = measuresKl(specification) ? null : createKlDistance(head.specification);
    this.#capacity = Math.min(batch.size, pieceSize(batch.members));
    this.#result = this.#projector.createResult(this.#capacity);
    this.#klParts = { mean: new Float64Array(this.#capacity), covariance: new Float64Array(this.#capacity) };
  }

  /** @param entropyFloor [P], β in nats, −Infinity for none */
  async measure(
    engine: Engine,
    batch: Batch,
    entropyFloor: Float32Array,
    progress: Progress,
  ): Promise<MemberMeasurement[]> {
    const { members, size } = batch;
    const head = this.#head;
    const drafts = Array.from(
      { length: members },
      (): Draft => ({
        proposed: createDistances(size),
        projected: this.#layer ? createDistances(size) : null,
        entropySum: 0,
      }),
    );
    for (const piece of minibatchRanges(size, this.#capacity)) {
      const { start, count } = piece;
      const { policies } = await networkPolicies(engine, head, batch, piece, Float32Array);
      for (const [p, draft] of drafts.entries()) {
        const now = policyRows(policies, head, p * count, count);
        const old = policyRows(oldPolicies(batch), head, p * size + start, count);
        divergenceOf(p, 'policy covariance', () =>
          this.#measureRows(now, old, start, count, entropyFloor[p]!, draft),
        );
      }
      await progress.advance(members * count);
    }
    return drafts.map(({ proposed, projected, entropySum }) => ({
      facts: {
        proposed: this.#drift(proposed),
        projected: projected && this.#drift(projected),
        entropy: entropySum / size,
      },
      proposed,
      projected,
      ...(this.#countsDensities && { densities: densitiesOf(proposed, projected, this.#bounds) }),
    }));
  }

  #measureRows(
    proposed: PolicyBatch,
    old: PolicyBatch,
    start: number,
    count: number,
    entropyFloor: number,
    draft: Draft,
  ): void {
    const result = this.#result;
    const bounds = this.#layer ? { ...this.#bounds, entropyFloor } : UNBOUNDED;
    this.#projector.forward(proposed, old, bounds, result, count);
    write(draft.proposed, result.before, this.#inKl(proposed, old, count) ?? result.before, start, count);
    for (let i = 0; i < count; i++) draft.entropySum += result.before.entropy[i]!;
    if (!draft.projected) return;
    write(draft.projected, result.after, this.#inKl(result, old, count) ?? result.after, start, count);
  }

  /** Distances in KL; `null` where the run's metric is KL itself. */
  #inKl(policy: PolicyBatch, old: PolicyBatch, count: number): Parts | null {
    this.#kl?.evaluate(policy, old, this.#klParts.mean, this.#klParts.covariance, count);
    return this.#kl && this.#klParts;
  }

  /** How far a policy has moved over the states (docs/mathematics.md §8.6). */
  #drift({ mean, covariance, klMean, klCovariance }: StateDistances): Drift {
    const states = mean.length;
    let sum = 0;
    let largestKl = 0;
    for (let i = 0; i < states; i++) {
      const kl = klMean[i]! + klCovariance[i]!;
      sum += kl;
      if (kl > largestKl) largestKl = kl;
    }
    return {
      meanKl: sum / states,
      largestKl,
      beyond: this.#beyond(mean, covariance),
      beyondInKl: this.#beyond(klMean, klCovariance),
    };
  }

  /** Share of states beyond a bound. */
  #beyond(mean: Float32Array, covariance: Float32Array): number {
    const { mean: meanBound, covariance: covarianceBound } = this.#bounds;
    let beyond = 0;
    for (let i = 0; i < mean.length; i++) {
      if (isBeyond(mean[i]!, meanBound) || isBeyond(covariance[i]!, covarianceBound)) beyond++;
    }
    return beyond / mean.length;
  }
}

function write(target: StateDistances, own: Parts, kl: Parts, start: number, count: number): void {
  for (let i = 0; i < count; i++) {
    target.mean[start + i] = own.mean[i]!;
    target.covariance[start + i] = own.covariance[i]!;
    target.klMean[start + i] = kl.mean[i]!;
    target.klCovariance[start + i] = kl.covariance[i]!;
  }
}
