import { DegeneratePolicy, type Engine, type Minibatch, type PolicyMinibatch } from '../engines/engine.ts';
import type { Batch } from './batch.ts';
import { Divergence } from './interruptions.ts';
import type { Member } from './member.ts';
import { minibatchRanges, normaliseAdvantages, shuffle } from './minibatches.ts';
import type { Progress } from './progress.ts';

/** A row through a network forwards and backwards, in rows forwards. */
export const STEP_COST = 3;

/** The two fits of an iteration. Owns the shuffling orders and the minibatches' arrays, reused by every step. */
export class Updates {
  readonly #ranges: { start: number; count: number }[];
  /** [P][T·N]: the order in which each member's states are drawn this epoch. */
  readonly #orders: Int32Array[];
  /** Minibatches of the same size share their arrays. */
  readonly #minibatches = new Map<number, PolicyMinibatch>();

  constructor({ members, size }: Batch, minibatchSize: number) {
    this.#ranges = minibatchRanges(size, minibatchSize);
    this.#orders = Array.from({ length: members }, () => new Int32Array(size));
  }

  /** Epochs of regression of V on the targets of the update batch. */
  async fitValue(
    engine: Engine,
    epochs: number,
    members: readonly Member[],
    progress: Progress,
  ): Promise<void> {
    for (let epoch = 0; epoch < epochs; epoch++) {
      this.#shuffle(members);
      for (const { start, count } of this.#ranges) {
        const minibatch = this.#pick(start, count);
        engine.valueStep(minibatch);
        await progress.advance(members.length * count * STEP_COST);
      }
    }
  }

  /**
   * One epoch of gradient steps on the policy objective.
   * @param advantage [P, T, N], not normalised
   */
  async policyEpoch(
    engine: Engine,
    advantage: Float64Array,
    members: readonly Member[],
    progress: Progress,
  ): Promise<void> {
    const size = advantage.length / members.length;
    this.#shuffle(members);
    for (const { start, count } of this.#ranges) {
      const minibatch = this.#pick(start, count);
      const { rows, advantage: picked } = minibatch;
      for (let p = 0; p < members.length; p++) {
        for (let i = p * count; i < (p + 1) * count; i++) picked[i] = advantage[p * size + rows[i]!]!;
        normaliseAdvantages(picked, p * count, count);
      }
      try {
        engine.policyStep(minibatch);
      } catch (error) {
        if (error instanceof DegeneratePolicy) throw new Divergence(error.member, 'policy covariance');
        throw error;
      }
      await progress.advance(members.length * count * STEP_COST);
    }
  }

  /** All states of all members in their order, as one minibatch with normalised advantages. */
  wholeBatch(advantage: Float64Array): PolicyMinibatch {
    const members = this.#orders.length;
    const count = advantage.length / members;
    const normalised = Float32Array.from(advantage);
    for (let p = 0; p < members; p++) normaliseAdvantages(normalised, p * count, count);
    return {
      count,
      rows: Int32Array.from(normalised, (_, i) => i % count),
      advantage: normalised,
    };
  }

  #shuffle(members: readonly Member[]): void {
    for (const [p, order] of this.#orders.entries()) {
      // From the same start every time, so that a run restored from a checkpoint draws the same minibatches.
      for (let i = 0; i < order.length; i++) order[i] = i;
      shuffle(order, members[p]!.minibatches);
    }
  }

  /** The next rows of every member's order, in arrays that every minibatch of this size shares. */
  #pick(start: number, count: number): Minibatch & PolicyMinibatch {
    const members = this.#orders.length;
    let minibatch = this.#minibatches.get(count);
    if (!minibatch) {
      minibatch = {
        count,
        rows: new Int32Array(members * count),
        advantage: new Float32Array(members * count),
      };
      this.#minibatches.set(count, minibatch);
    }
    const { rows } = minibatch;
    for (const [p, order] of this.#orders.entries()) {
      for (let i = 0; i < count; i++) rows[p * count + i] = order[start + i]!;
    }
    return minibatch;
  }
}
