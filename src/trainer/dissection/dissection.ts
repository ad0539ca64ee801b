import type { GaussianBatch } from 'trust-region-layers/gaussian';
import type { DescribedPolicies, MemberReport, PolicyDistances } from '../events.ts';
import type { LayerBounds } from '../specification.ts';

/**
 * Why a state of the batch is among those that are looked at: there the network moved farthest for its bounds, the best
 * or the worst action was taken, or it is the nearest to a probe state of the run, or to one that the reader has set.
 * Of an iteration that broke off: there numbers stopped being finite, or it came just before that in the rollout.
 */
export type DissectedReason =
  | 'farthest'
  | 'best-action'
  | 'worst-action'
  | 'probe'
  | 'broke'
  | 'before-break';

/**
 * The states of the batch that are looked at, m of them, with what happened there. All numbers float64; NaN where the
 * iteration broke off before there were any.
 */
export interface DissectedStates {
  readonly reason: readonly DissectedReason[];
  /** Environment step of the rollout (0-based) and copy of the environment, [m]. */
  readonly time: readonly number[];
  readonly copy: readonly number[];
  /** Environment states, [m, stateSize], and observations as the environment gives them, [m, observationSize]. */
  readonly state: Float64Array;
  readonly observation: Float32Array;
  /** As sampled, not clipped, [m, k]. */
  readonly action: Float64Array;
  /** log q(a | s), [m]. */
  readonly oldLogProbability: Float64Array;
  /** As learned from (scaled), [m]. */
  readonly reward: Float64Array;
  /** V(s_t), and what is thought of the future, V(s_{t+1}): 0 after a termination, [m] each. */
  readonly value: Float64Array;
  readonly nextValue: Float64Array;
  /** Whether the episode ended with this step, [m]. */
  readonly terminated: readonly boolean[];
  readonly truncated: readonly boolean[];
  /** A, and A normalised over the whole batch, [m] each (docs/mathematics.md §8.1, §8.5). */
  readonly advantage: Float64Array;
  readonly normalisedAdvantage: Float64Array;
  /** R, the value network's target, [m]. */
  readonly target: Float64Array;
  /** The policy that acted. */
  readonly old: DescribedPolicies;
}

/** A policy in the dissected states, and what the objective makes of it there. */
export interface DissectedPolicy {
  /** What the network says. */
  readonly proposed: DescribedPolicies;
  readonly distance: PolicyDistances;
  /** What the layer lets through; `null` without a layer. */
  readonly projected:
    | (DescribedPolicies & {
        readonly distance: PolicyDistances;
        /** ω and η, [m] each. */
        readonly meanMultiplier: Float64Array;
        readonly covarianceMultiplier: Float64Array;
      })
    | null;
  /** p̃(a)/q(a), p(a)/q(a) without a layer, [m]. */
  readonly ratio: Float64Array;
  /** Whether the clip takes the gradient away there, [m]. */
  readonly clipped: readonly boolean[];
  /** The losses of these states, with advantages normalised over the whole batch, [m] each. */
  readonly losses: {
    readonly surrogate: Float64Array;
    readonly trustRegion: Float64Array;
    readonly entropy: Float64Array;
  };
  /**
   * Gradients of those losses, mean [m, k] and factor [m, f] each: of surrogate and entropy with respect to the policy
   * that they see (`upstream`), the same through the layer with respect to the network's policy, the trust-region
   * loss's, and the sum of the last two, which goes on into the network. The middle two are `null` without a layer.
   */
  readonly gradients: {
    readonly upstream: GaussianBatch;
    readonly layer: GaussianBatch | null;
    readonly pull: GaussianBatch | null;
    readonly total: GaussianBatch;
  };
  /** Over all states of the batch, of what the network says. */
  readonly batch: {
    /** Mean and largest KL(policy ‖ old). */
    readonly meanKl: number;
    readonly largestKl: number;
    /** Share of states beyond a bound (docs/mathematics.md §8.6): the network's, and the projection's. */
    readonly beyond: number;
    readonly projectedBeyond: number | null;
    /** Mean KL(old ‖ policy) and mean surrogate −ρA; where an algorithm searches, what it goes by. */
    readonly reverseKl: number;
    readonly surrogate: number;
  };
}

/** A moment of the policy update at which the policy is looked at. */
export interface DissectedMoment {
  /**
   * `start`: before any step. `step`: after a gradient step on a minibatch. `search`: parameters that the algorithm
   * tried as a whole (a line search, a projection of the policy).
   */
  readonly kind: 'start' | 'step' | 'search';
  /** Gradient steps taken until here. */
  readonly steps: number;
  /** Of those that were tried, the how-manieth; 0 elsewhere. */
  readonly attempt: number;
  /**
   * Means over the minibatch of the terms that this step went down, as they were before it; `null` where the moment is
   * no step.
   */
  readonly losses: {
    readonly surrogate: number;
    readonly trustRegion: number;
    readonly entropy: number;
  } | null;
  readonly policy: DissectedPolicy;
}

/** One iteration of one member, recomputed and looked into: what there is of it, whether it came to its end or not. */
export interface DissectedUpdate {
  readonly seed: number;
  /** 1 for the first. */
  readonly iteration: number;
  /** States of the batch: T·N, of T steps in N environments. */
  readonly size: number;
  readonly horizon: number;
  readonly environments: number;
  readonly states: DissectedStates;
  /** Mean and sample standard deviation of the batch's advantages. */
  readonly advantages: { readonly mean: number; readonly deviation: number };
  readonly bounds: LayerBounds;
  /** β in nats; `null` without a floor. */
  readonly entropyFloor: number | null;
  /** Minibatches of an epoch. */
  readonly minibatches: number;
  /** Gradient steps that the policy took; {@link moments} may leave some out. */
  readonly steps: number;
  /** In the order in which they happened, the start first; none of an iteration that broke off in its rollout. */
  readonly moments: readonly DissectedMoment[];
}

/** An iteration that came to its end. */
export interface Dissection extends DissectedUpdate {
  /** SHA-256 of the parameters after it: that of the run, where both are trained on WebAssembly. */
  readonly digest: string;
  /** What the member reports of the iteration. */
  readonly report: MemberReport;
  /** After the iteration: the policy that acts in the next. */
  readonly after: DissectedPolicy;
}

/**
 * An iteration in which the member diverged: its steps up to the one at which numbers stopped being finite. There is no
 * report of it, and no policy after it.
 */
export interface BrokenDissection extends DissectedUpdate {
  readonly broken: DissectedBreak;
}

/** A gradient step of either network, as it was found. */
export interface WatchedStep {
  readonly network: 'value' | 'policy';
  /** Of that network's in the iteration, 1 for the first. */
  readonly number: number;
  /** Mean loss of its minibatch, before it; `null` where it ended in a covariance that is none. */
  readonly loss: number | null;
  /** Largest |parameter| of the network after it; not finite as soon as one of them is not. `null`: as before. */
  readonly largest: number | null;
}

/** Where an iteration broke off. */
export interface DissectedBreak {
  /** In which part of it; `search`: of an algorithm that looks for a step, `measurement`: of the new policy. */
  readonly during: 'rollout' | 'value' | 'policy' | 'search' | 'measurement';
  /** Step of the rollout, gradient step, or attempt, from 1; 0: before the first. */
  readonly step: number;
  /** Steps that there would have been; 0 where that is not known. */
  readonly steps: number;
  /** Copy of the environment, 0-based; `null` where it is none's. */
  readonly copy: number | null;
  /** What was not finite, as the trainer calls it, e.g. `value loss`. */
  readonly quantity: string;
  /** The number itself; `null` where it is none. */
  readonly value: number | null;
  /** By which quantity the run noticed, which looks at the end of an update only. */
  readonly noticed: string;
  /** Of that network the last steps before it, and it. */
  readonly trail: readonly WatchedStep[];
}

/** Whether the iteration came to no end. */
export function isBroken(dissection: Dissection | BrokenDissection): dissection is BrokenDissection {
  return 'broken' in dissection;
}
