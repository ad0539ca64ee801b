import type { FloatArray, GaussianBatch } from 'trust-region-layers/gaussian';
import type { PolicyShape } from './types.ts';

/** What a head depends on; every {@link PolicyShape} is one. */
export type HeadSpecification = Pick<
  PolicyShape,
  'head' | 'actionSize' | 'initialStandardDeviation' | 'minimalStandardDeviation'
>;

/**
 * Policies in some states, whatever their kind. Of Gaussian ones means [n, k] and factors [n, f]; of categorical ones
 * `mean` is the log-probabilities [n, actions], and the factor has no numbers.
 */
export type PolicyBatch = GaussianBatch;

/** From what a network says, raw rows, to policies, and back with a gradient. */
export interface Head {
  readonly specification: HeadSpecification;
  /** Numbers in a raw row: k + r, or n logits. */
  readonly rawSize: number;
  /** f, numbers per state in the factor it produces. */
  readonly factorSize: number;
  /** Numbers that an action takes. */
  readonly actionWidth: number;
  /**
   * Writes the policies of raw rows [count, rawSize]; where it is given, `slope` [count, actionSize] may be left what
   * `backward` takes to be spared work.
   */
  forward(raw: FloatArray, count: number, policy: PolicyBatch, slope?: Float64Array): void;
  /**
   * From ∂L/∂(policies, in the numbers they are given in) to ∂L/∂raw [count, rawSize]. Overwrites `gradient`.
   * @param slope what `forward` wrote for these rows
   */
  backward(
    raw: FloatArray,
    upstream: PolicyBatch,
    gradient: FloatArray,
    count: number,
    slope?: Float64Array,
  ): void;
}
