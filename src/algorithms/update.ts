import {
  DegeneratePolicy,
  type Engine,
  type PolicyMinibatch,
  type ValueMinibatch,
} from '../engines/engine.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import { Divergence } from './interruptions.ts';
import type { Member } from './member.ts';
import { gatherRows, minibatchRanges, normaliseAdvantages, shuffle } from './minibatches.ts';
import type { Progress } from './progress.ts';
import type { Batch } from './rollout.ts';

/** A row through a network forwards and backwards, in rows forwards. */
export const STEP_COST = 3;

/** Minibatches of the same size share their arrays. */
type Arrays<M> = Map<number, M>;

/** The two fits of an iteration. Owns the shuffling orders and the minibatches' arrays, reused by every step. */
export class Updates {
  readonly #configuration: RunConfiguration;
  readonly #ranges: { start: number; count: number }[];
  /** [P][T·N]: the order in which each member's states are drawn this epoch. */
  readonly #orders: Int32Array[];
  readonly #valueArrays: Arrays<ValueMinibatch> = new Map();
  readonly #policyArrays: Arrays<PolicyMinibatch> = new Map();

  constructor(configuration: RunConfiguration, { members, size }: Batch) {
    this.#configuration = configuration;
    this.#ranges = minibatchRanges(size, configuration.minibatchSize);
    this.#orders = Array.from({ length: members }, () => Int32Array.from({ length: size }, (_, i) => i));
  }

  /** Epochs of regression of V on the λ-returns `target` [P, T, N]. */
  async fitValue(
    engine: Engine,
    batch: Batch,
    target: Float64Array,
    members: readonly Member[],
    progress: Progress,
  ): Promise<void> {
    const width = batch.observation.length / (batch.members * batch.size);
    for (let epoch = 0; epoch < this.#configuration.valueEpochs; epoch++) {
      this.#shuffle(members);
      for (const { start, count } of this.#ranges) {
        const minibatch = reuse(this.#valueArrays, count, () => ({
          count,
          observation: new Float32Array(batch.members * count * width),
          target: new Float32Array(batch.members * count),
        }));
        this.#gather(batch, batch.observation, width, start, count, minibatch.observation);
        this.#gather(batch, target, 1, start, count, minibatch.target);
        await engine.valueStep(minibatch, () => progress.advance(0));
        await progress.advance(batch.members * count * STEP_COST);
      }
    }
  }

  /**
   * Epochs of gradient steps on the policy objective.
   * @param advantage [P, T, N], not normalised
   * @param entropyFloor [P], β in nats, −Infinity for none
   */
  async fitPolicy(
    engine: Engine,
    batch: Batch,
    advantage: Float64Array,
    entropyFloor: Float32Array,
    members: readonly Member[],
    progress: Progress,
  ): Promise<void> {
    const { meanBound, covarianceBound, policyEpochs } = this.#configuration;
    const rows = batch.members * batch.size;
    const width = batch.observation.length / rows;
    const k = batch.action.length / rows;
    const f = batch.oldFactor.length / rows;
    const perMember = (value: number) => new Float32Array(batch.members).fill(value);
    for (let epoch = 0; epoch < policyEpochs; epoch++) {
      this.#shuffle(members);
      for (const { start, count } of this.#ranges) {
        const minibatch = reuse(this.#policyArrays, count, () => ({
          count,
          observation: new Float32Array(batch.members * count * width),
          action: new Float32Array(batch.members * count * k),
          oldMean: new Float32Array(batch.members * count * k),
          oldFactor: new Float32Array(batch.members * count * f),
          oldLogProbability: new Float32Array(batch.members * count),
          advantage: new Float32Array(batch.members * count),
          meanBound: perMember(meanBound),
          covarianceBound: perMember(covarianceBound),
          entropyFloor: perMember(-Infinity),
        }));
        this.#gather(batch, batch.observation, width, start, count, minibatch.observation);
        this.#gather(batch, batch.action, k, start, count, minibatch.action);
        this.#gather(batch, batch.oldMean, k, start, count, minibatch.oldMean);
        this.#gather(batch, batch.oldFactor, f, start, count, minibatch.oldFactor);
        this.#gather(batch, batch.oldLogProbability, 1, start, count, minibatch.oldLogProbability);
        this.#gather(batch, advantage, 1, start, count, minibatch.advantage);
        for (let p = 0; p < batch.members; p++) normaliseAdvantages(minibatch.advantage, p * count, count);
        minibatch.entropyFloor.set(entropyFloor);
        await policyStep(engine, minibatch, progress);
        await progress.advance(batch.members * count * STEP_COST);
      }
    }
  }

  #shuffle(members: readonly Member[]): void {
    for (const [p, order] of this.#orders.entries()) {
      // From the same start every time, so that a run restored from a checkpoint draws the same minibatches.
      for (let i = 0; i < order.length; i++) order[i] = i;
      shuffle(order, members[p]!.minibatches);
    }
  }

  /** Rows of the current order, every member's own, to [P, count, width]. */
  #gather(
    batch: Batch,
    source: Float32Array | Float64Array,
    width: number,
    start: number,
    count: number,
    target: Float32Array,
  ): void {
    for (const [p, order] of this.#orders.entries()) {
      gatherRows(source, p * batch.size * width, width, order, start, count, target, p * count * width);
    }
  }
}

async function policyStep(engine: Engine, minibatch: PolicyMinibatch, progress: Progress): Promise<void> {
  try {
    await engine.policyStep(minibatch, () => progress.advance(0));
  } catch (error) {
    if (error instanceof DegeneratePolicy) throw new Divergence(error.member, 'policy covariance');
    throw error;
  }
}

function reuse<M>(arrays: Arrays<M>, count: number, create: () => M): M {
  const kept = arrays.get(count);
  if (kept) return kept;
  const made = create();
  arrays.set(count, made);
  return made;
}
