import type { Engine, PolicyMinibatch } from '../engines/engine.ts';
import type { Field, ValuesOf } from '../fields/field.ts';
import type { Head } from '../policies/headTypes.ts';
import type { ObjectiveSpecification } from '../policies/objectiveTypes.ts';

/** Which policy the expectation of the KL is over. */
export type KlDirection = 'old-now' | 'now-old';

/** Means over the states of a batch, one number a member. */
export interface BatchEvaluation {
  /** KL(old ‖ now) or KL(now ‖ old), as asked for. */
  readonly kl: Float64Array;
  /** −E[p(a)/q(a) · A] with the advantages given; zeros without them. */
  readonly surrogate: Float64Array;
}

/** What an iteration gives an algorithm to update the policy with. */
export interface PolicyUpdate<Settings> {
  readonly settings: Settings;
  /** The networks of all members; `beginUpdate` has told it the batch. */
  readonly engine: Engine;
  readonly head: Head;
  /** Passes over the batch that the run's settings ask for. */
  readonly epochs: number;
  /** One pass over the batch: a gradient step on the objective for every minibatch. */
  readonly epoch: () => Promise<void>;
  /** The whole batch as one minibatch, its advantages normalised. */
  readonly wholeBatch: () => PolicyMinibatch;
  /**
   * Judges the network's present policy on the whole batch, beside the one that collected it.
   * @param advantage [P, T, N]; left out where only the KL is wanted
   */
  readonly evaluate: (direction: KlDirection, advantage?: Float32Array) => Promise<BatchEvaluation>;
  /** Ends a member as diverged where one of these numbers, equally many of each member, is not finite. */
  readonly requireFinite: (values: ArrayLike<number>, quantity: string) => void;
}

/** What an update did beside its losses. */
export interface PolicyUpdateReport {
  readonly epochs: number;
  /** See the metric `step_share`. */
  readonly stepShare: number | null;
}

/** The floor under the policy's entropy that a layer keeps (docs/mathematics.md §5.2, §5.3). */
export interface EntropyFloor {
  readonly schedule: 'linear' | 'exponential';
  /** Nats. */
  readonly targetEntropy: number;
  readonly temperature: number;
  /** Scale to the floor always (equality), or only from below (inequality). */
  readonly mode: 'equality' | 'inequality';
  /** Before the trust region or after it. */
  readonly order: 'before' | 'after';
}

/** How a method is drawn, wherever it is. */
export interface MethodLook {
  /** Custom property of tokens.css for lines and areas. */
  readonly colour: `--${string}`;
  /** Its twin for text. */
  readonly ink: `--${string}`;
  /** Lengths of dashes and gaps in pixels, none for a solid line: methods are told apart without colour as well. */
  readonly dash: readonly number[];
}

/**
 * One algorithm: everything that tells it from the others. Nothing outside its file asks for it by name; forms, links,
 * idle rules, help, engines and charts go by these properties. `Fields` are the settings that not every algorithm reads.
 */
export interface Algorithm<
  Id extends string = string,
  Fields extends readonly Field[] = readonly Field[],
  Settings = ValuesOf<Fields[number]>,
> {
  readonly id: Id;
  /** Short, for a control: `PG`. */
  readonly label: string;
  /** For a sentence or a legend: `Policy gradient`. */
  readonly name: string;
  /** One sentence: what keeps its updates in check. */
  readonly summary: string;
  /** `null` where a layer's projection gives the look. */
  readonly look: MethodLook | null;
  /** What its objective has beside the ratio and the entropy bonus: a pull towards the projection, a clip (docs/mathematics.md §7). */
  objective?(
    settings: Settings,
  ): Partial<Pick<ObjectiveSpecification, 'trustRegionCoefficient' | 'clipRatio'>>;
  /** Settings of its own, or shared with some others; each has its place in the group it names. */
  readonly fields: Fields;
  /** Settings, its own or everybody's, that change nothing in a run of it: why, as sentences by name. */
  idle?(settings: Settings): Readonly<Record<string, string>>;
  readonly needs: {
    /** Fisher-vector products, which only WebAssembly has. */
    readonly curvature: boolean;
  };
  /** Whether its steps are on minibatches, whose mean losses are then reported. */
  readonly takesMinibatches: boolean;
  /**
   * Whether members of one run may do different things in an iteration (stop their epochs, search a line): then each
   * trains in an engine of its own.
   */
  trainsAlone(settings: Settings): boolean;
  /** A projection layer between network and loss, and the entropy floor that it keeps, if any; `null`: no layer. */
  readonly layer: { entropyFloor(settings: Settings): EntropyFloor | null } | null;
  /** How it tries parameters as a whole, beside gradient steps or in their place; left out: it does not. */
  readonly search?: {
    /** A sentence. */
    readonly words: string;
    /** TeX, lines of an aligned block. */
    readonly tex: readonly string[];
    /** Where docs/mathematics.md tells it. */
    readonly section: `§${string}`;
  };
  /** The policy part of an iteration. */
  update(given: PolicyUpdate<Settings>): Promise<PolicyUpdateReport>;
}

/** An algorithm with the types of its settings inferred from its fields. */
export function defineAlgorithm<const Id extends string, const Fields extends readonly Field[]>(
  algorithm: Algorithm<Id, Fields>,
): Algorithm<Id, Fields> {
  return algorithm;
}
