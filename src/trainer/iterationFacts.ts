import type { PolicyUpdateReport } from '../algorithms/algorithm.ts';

/** How far a policy has moved from the one that collected the batch, over its states. */
export interface Drift {
  /** Mean and largest KL(policy ‖ old). */
  readonly meanKl: number;
  readonly largestKl: number;
  /** Share of states (0 … 1) whose mean or covariance part exceeds its bound (docs/mathematics.md §8.6). */
  readonly beyond: number;
  /** The same with both parts measured in KL, whatever the run's own metric. */
  readonly beyondInKl: number;
}

/** Everything that is known of one member after an iteration, from which its metrics are made. */
export interface IterationFacts {
  /** Of the episodes that finished: undiscounted returns, lengths in steps; `null` if none did. */
  readonly episodes: {
    readonly episodes: number;
    readonly meanReturn: number | null;
    readonly meanLength: number | null;
  };
  /** Means over the iteration's minibatches; `null` where the algorithm takes none. */
  readonly policyLosses: {
    readonly surrogate: number;
    readonly trustRegion: number;
    readonly entropy: number;
  } | null;
  readonly valueLoss: number;
  /** Before the value update (docs/mathematics.md §8.2). */
  readonly explainedVariance: number;
  /** β of this iteration, nats; `null` without a floor. */
  readonly entropyFloor: number | null;
  readonly update: PolicyUpdateReport;
  /** Of the network's output. */
  readonly proposed: Drift;
  /** Of what the layer lets through; `null` without a layer. */
  readonly projected: Drift | null;
  /** Mean entropy of the acting policy after the update, nats. */
  readonly entropy: number;
}
