import type { EngineId } from '../engines/engine.ts';
import type { DistanceDensities } from './densities.ts';
import type { IterationMetrics } from './metrics.ts';
import type { StateDistances } from './stateDistances.ts';
import type { ViolationCounts } from './violations.ts';

/**
 * Policies in m states, float64: mean [m, k], covariance [m, k, k]. Of a task with discrete actions: their probabilities
 * [m, n] as `mean`, and an empty covariance.
 */
export interface DescribedPolicies {
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
}

/** Distances from the old policy in the run's metric, in m states: [m] each. */
export interface PolicyDistances {
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
}

/** The policies of an update in m states. */
export interface StatePolicies {
  readonly old: DescribedPolicies;
  readonly proposed: DescribedPolicies;
  /** `null` without a layer. */
  readonly projected: DescribedPolicies | null;
  readonly proposedDistance: PolicyDistances;
  /** `null` without a layer. */
  readonly projectedDistance: PolicyDistances | null;
}

/** A handful of states, chosen from the first batch and kept for the whole run, with the three policies there. */
export interface ProbeReport extends StatePolicies {
  /** Observations as the environment gave them (not normalised), [m, observationSize]. */
  readonly observation: Float32Array;
  /** Environment states they came from, [m, stateSize], for drawing. */
  readonly state: Float64Array;
}

/** What it takes to act as this member does outside the engine (plain forward pass). */
export interface ActingPolicy {
  readonly parameters: Float32Array;
  /** Whether observations are normalised, and clipped; else they are taken as they are. */
  readonly normalised: boolean;
  /** Running observation statistics: (o − mean)/deviation; 0 and 1 where nothing is normalised. */
  readonly observationMean: Float64Array;
  readonly observationDeviation: Float64Array;
}

/**
 * What one member reports after an iteration. One that has diverged keeps its last report, without new episodes; one that
 * diverged in its first iteration has no measurement (NaN metrics, empty arrays) and its initial policy.
 */
export interface MemberReport {
  readonly seed: number;
  /** Iteration after which this was measured: less than the event’s where it has ended. */
  readonly iteration: number;
  readonly metrics: IterationMetrics;
  readonly proposed: StateDistances;
  readonly projected: StateDistances | null;
  /** What the networks saw in the states that the distances are of: normalised, [n, observationSize]. */
  readonly observation: Float32Array;
  /** The distances of both, counted, where somebody asked for them. */
  readonly densities?: DistanceDensities;
  readonly probes: ProbeReport;
  readonly policy: ActingPolicy;
  /** Parameters of the policy before the update, which collected the batch. */
  readonly oldParameters: Float32Array;
  /** Parameters of the value network after the update. */
  readonly valueParameters: Float32Array;
}

/** What of a member’s report is told of every iteration. */
export type MemberSummary = Pick<MemberReport, 'seed' | 'iteration' | 'metrics' | 'densities'>;

/** The numbers of one iteration without its per-state arrays: all that curves, tables and the map need. */
export interface IterationSummary {
  readonly iteration: number;
  /** Environment steps per member so far. */
  readonly steps: number;
  /** Seconds of training so far, pauses left out. */
  readonly seconds: number;
  readonly members: readonly MemberSummary[];
}

export interface IterationEvent {
  readonly type: 'iteration';
  /** 1 after the first. */
  readonly iteration: number;
  /** Environment steps per member so far. */
  readonly steps: number;
  /** Seconds of training so far, pauses left out. */
  readonly seconds: number;
  /** Environment steps of all members per second, over the last iterations (CleanRL's SPS). */
  readonly stepsPerSecond: number;
  readonly engine: EngineId;
  readonly members: readonly MemberReport[];
  /**
   * Iterations finished since the last report that were too fast to be reported on their own, oldest first.
   * Only their per-state arrays are dropped: a return curve takes every point of these, then this event's own.
   */
  readonly skipped?: readonly IterationSummary[];
}

/** A member met a number that is not finite. Its last finite report stands; the other members go on. */
export interface DivergedEvent {
  readonly type: 'diverged';
  readonly iteration: number;
  readonly steps: number;
  readonly seed: number;
  /** E.g. `policy parameters`, `value loss`. */
  readonly quantity: string;
}

/** The backend failed; training goes on from the last finished iteration on the next one. */
export interface EngineChangedEvent {
  readonly type: 'engine-changed';
  readonly from: EngineId;
  readonly to: EngineId;
  readonly reason: string;
  /** Iteration from which training continues. */
  readonly iteration: number;
}

/** Why a member ended; `return`: it reached the one at which it was to stop. */
export type EndReason = 'budget' | 'return' | 'stopped' | 'diverged' | 'failed';

/** What one member reached. */
export interface MemberResult {
  readonly seed: number;
  readonly reason: EndReason;
  /** Iterations it finished. */
  readonly iteration: number;
  /** Mean undiscounted return of its last 64 finished episodes; `null` if none finished. */
  readonly finalReturn: number | null;
  /** States of all its iterations, and those of them beyond a bound; of no states where its worker broke. */
  readonly violations: ViolationCounts;
  /** SHA-256 (hex) over its policy and value parameters, little-endian float32; `null` where its worker broke. */
  readonly digest: string | null;
}

export interface FinishedEvent {
  readonly type: 'finished';
  /** `budget` if any member spent it, else `stopped`, else `return` if any reached it, else why the last one ended. */
  readonly reason: EndReason;
  /** In the order of the seeds. */
  readonly members: readonly MemberResult[];
  readonly iteration: number;
  readonly steps: number;
  readonly seconds: number;
  /** Mean undiscounted return of each member's last 64 finished episodes; `null` if none finished. */
  readonly finalReturn: readonly (number | null)[];
  /** Share of all states of all iterations beyond a bound, over members. */
  readonly violations: { readonly proposed: number; readonly projected: number | null };
  /** Of one member its own digest, of several the SHA-256 of theirs, so that it does not depend on who trained them where. */
  readonly digest: string;
}

export type TrainerEvent = IterationEvent | DivergedEvent | EngineChangedEvent | FinishedEvent;
