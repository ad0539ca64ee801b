import { exp } from 'trust-region-layers/elementary';
import type { GaussianBatch } from 'trust-region-layers/gaussian';
import type { Environment, StepOutcome } from '../environments/environment.ts';
import { createHead } from '../policies/heads.ts';
import { createPolicyNetwork } from '../policies/policyShape.ts';
import { likeliestActions, sampleActions } from '../policies/sampling.ts';
import type { PolicyShape } from '../policies/types.ts';
import type { Random } from '../random/random.ts';
import type { ActingPolicy } from '../trainer/events.ts';
import { normalisedEntry } from '../trainer/observationNormalisation.ts';

/** A tab that slept does not catch up: at most this many environment steps a call. */
const MAXIMAL_CATCH_UP = 4;
/** Seconds for which a finished episode's last state stands still. */
const REST = 0.6;

/** Changes the velocities of a state as something outside the task does in `seconds`. */
export type Push = (state: Float64Array, seconds: number) => void;

/**
 * One environment played by the newest policy, at the environment's own pace. A plain forward pass per step: cheap
 * enough for the page's own thread, and it never touches the run that trains.
 */
export class EpisodePlayer {
  readonly #state: Float64Array;
  readonly #previous: Float64Array;
  readonly #drawn: Float64Array;
  readonly #action: Float64Array;
  readonly #observation: Float64Array;
  /** As the environment gave it, not normalised. */
  readonly #seen: Float64Array;
  readonly #raw: Float64Array;
  readonly #gaussian: GaussianBatch;
  readonly #probabilities: Float64Array;
  readonly #elapsed = new Int32Array(1);
  readonly #outcome: StepOutcome = {
    reward: new Float64Array(1),
    terminated: new Uint8Array(1),
    truncated: new Uint8Array(1),
  };
  readonly #network;
  readonly #head;
  #policy: ActingPolicy | null = null;
  /** Seconds since the last step. */
  #clock = 0;
  #resting = 0;
  #episodeReturn = 0;
  #lastReturn: number | null = null;
  #acted = false;
  #pushed = false;
  #steered = false;
  /** What pushes now, step by step; `null` lets go. */
  push: Push | null = null;
  /** The action of whoever has taken over (the index of a discrete one), in place of the policy's; `null`: the policy acts. */
  steering: ArrayLike<number> | null = null;
  /** Actions that somebody types, each taken once and none while nothing is typed; `null`: nobody types. */
  typed: number[] | null = null;

  constructor(
    readonly environment: Environment,
    readonly shape: PolicyShape,
    readonly random: Random,
  ) {
    const k = shape.actionSize;
    this.#network = createPolicyNetwork(shape);
    this.#head = createHead(shape);
    this.#state = new Float64Array(environment.stateSize);
    this.#previous = new Float64Array(environment.stateSize);
    this.#drawn = new Float64Array(environment.stateSize);
    this.#action = new Float64Array(this.#head.actionWidth);
    this.#observation = new Float64Array(shape.observationSize);
    this.#seen = new Float64Array(shape.observationSize);
    this.#raw = new Float64Array(this.#network.rawSize);
    this.#gaussian = { mean: new Float64Array(k), factor: new Float64Array(this.#head.factorSize) };
    this.#probabilities = new Float64Array(shape.head === 'categorical' ? k : 0);
    this.restart();
  }

  /** Steps taken in the episode. */
  get steps(): number {
    return this.#elapsed[0]!;
  }

  /** Undiscounted return of the episode so far. */
  get episodeReturn(): number {
    return this.#episodeReturn;
  }

  /** Whether somebody has pushed in this episode, so that its return is not the policy's. */
  get pushed(): boolean {
    return this.#pushed;
  }

  /** Whether somebody has acted in place of the policy in this episode. */
  get steered(): boolean {
    return this.#steered;
  }

  /** Return of the last episode that ended and was the policy's alone, `null` before. */
  get lastReturn(): number | null {
    return this.#lastReturn;
  }

  /** The action of the last step, clipped by nobody, or its index; `null` before the first. */
  get action(): ArrayLike<number> | null {
    return this.#acted ? this.#action : null;
  }

  get hasPolicy(): boolean {
    return this.#policy !== null;
  }

  /** What was observed before the last step, not normalised; `null` before the first. */
  get observation(): ArrayLike<number> | null {
    return this.#acted ? this.#seen : null;
  }

  /** The policy there: mean [k] and the head's factor, or the logarithms of probabilities [n] as mean and no factor; `null` before the first step, or where there is no policy. */
  get gaussian(): GaussianBatch | null {
    return this.#acted && this.#policy !== null ? this.#gaussian : null;
  }

  /** Of discrete actions: the probability of each there, [n]; `null` where {@link gaussian} is, or where actions are continuous. */
  get probabilities(): ArrayLike<number> | null {
    if (this.gaussian === null || this.#probabilities.length === 0) return null;
    return this.#probabilities;
  }

  /** The policy that acts from the next step on; it must be of this player's shape. */
  setPolicy(policy: ActingPolicy): void {
    this.#policy = policy;
  }

  /** Begins an episode. */
  restart(): void {
    this.environment.reset(this.#state, 0, this.random);
    this.#previous.set(this.#state);
    this.#elapsed[0] = 0;
    this.#episodeReturn = 0;
    this.#clock = 0;
    this.#resting = 0;
    this.#acted = false;
    this.#pushed = false;
    this.#steered = false;
  }

  /**
   * Lets `seconds` pass.
   * @param sampled act with a sample of the policy rather than its likeliest action
   */
  advance(seconds: number, sampled: boolean): void {
    if (this.typed !== null && this.#type(this.typed)) return;
    if (this.#policy === null && this.steering === null && this.typed === null) return;
    if (this.#resting > 0) {
      this.#resting -= seconds;
      if (this.#resting <= 0) this.restart();
      return;
    }
    if (this.typed !== null) return;
    const { timeStep } = this.environment;
    this.#clock = Math.min(this.#clock + seconds, MAXIMAL_CATCH_UP * timeStep);
    while (this.#clock >= timeStep && this.#resting <= 0) {
      this.#clock -= timeStep;
      this.#step(this.#policy, sampled);
    }
  }

  /** The state to draw: between the last two steps, so that motion is smooth at any frame rate. */
  drawnState(): ArrayLike<number> {
    if (this.environment.jumps) return this.#state;
    const share = this.#resting > 0 ? 1 : Math.min(1, this.#clock / this.environment.timeStep);
    for (let i = 0; i < this.#drawn.length; i++) {
      this.#drawn[i] = this.#previous[i]! + share * (this.#state[i]! - this.#previous[i]!);
    }
    return this.#drawn;
  }

  /** Takes the next action that was typed, if there is one; where an episode has ended, it begins the next instead. */
  #type(typed: number[]): boolean {
    const action = typed.shift();
    if (action === undefined) return false;
    if (this.#resting > 0) this.restart();
    else {
      this.steering = [action];
      this.#step(this.#policy, false);
      this.steering = null;
    }
    return true;
  }

  #step(policy: ActingPolicy | null, sampled: boolean): void {
    this.environment.observe(this.#state, this.#seen, 1);
    if (policy !== null) this.#act(policy, sampled);
    if (this.steering !== null) {
      this.#action.set(this.steering);
      this.#steered = true;
    }

    this.#previous.set(this.#state);
    if (this.push !== null) {
      this.push(this.#state, this.environment.timeStep);
      this.#pushed = true;
    }
    this.environment.step(this.#state, this.#action, this.#elapsed, this.#outcome, 1);
    this.#elapsed[0]!++;
    this.#acted = true;
    this.#episodeReturn += this.#outcome.reward[0]!;
    if (this.#outcome.terminated[0] === 1 || this.#outcome.truncated[0] === 1) {
      if (!this.#pushed && !this.#steered) this.#lastReturn = this.#episodeReturn;
      this.#resting = REST;
    }
  }

  /** The policy's own action. */
  #act(policy: ActingPolicy, sampled: boolean): void {
    for (let i = 0; i < this.#observation.length; i++) {
      this.#observation[i] = normalisedEntry(policy, this.#seen[i]!, i);
    }
    this.#network.forward(policy.parameters, this.#observation, 1, this.#raw);
    this.#head.forward(this.#raw, 1, this.#gaussian);
    for (let i = 0; i < this.#probabilities.length; i++) {
      this.#probabilities[i] = exp(this.#gaussian.mean[i]!);
    }
    const { head, actionSize } = this.shape;
    if (sampled) {
      sampleActions(head, actionSize, this.#gaussian, 1, this.random, this.#action);
    } else {
      likeliestActions(head, actionSize, this.#gaussian, 1, this.#action);
    }
  }
}
