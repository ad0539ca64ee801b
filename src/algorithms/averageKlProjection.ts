import {
  createWorkspace,
  factorToCovariance,
  factorToLower,
  lowerToFactor,
} from 'trust-region-layers/gaussian';
import { gaussianHeadOf } from '../policies/heads.ts';
import type { Head } from '../policies/headTypes.ts';
import { networkLayout } from '../policies/network.ts';
import { freeFactorOffset, policyNetworkShape, rawFactorSize } from '../policies/policyShape.ts';
import { factorKindOf, type PolicyShape } from '../policies/types.ts';
import type { PolicyUpdate } from './algorithm.ts';

/** Halvings of the hidden layers' way before the old policy is taken as it was. */
const BACKTRACKS = 8;
/** Bisections of the last layer's way: to 1/1024 of it. */
const BISECTIONS = 10;
/** A KL this close below the bound is on it. */
const CLOSE = 0.01;

/**
 * Projects the whole policy onto the ball of average KL δ (docs/mathematics.md §9.5), after PPO's epochs: on the new features the last layer and a state-independent covariance move back towards the old ones, as little as
 * brings the mean KL(projected ‖ old) to δ or below. Where even the old last layer is too far away, because the features
 * have moved, the hidden layers go half the way back, and again, until it is not. Inside the ball nothing changes.
 *
 * @param old policy parameters before the epochs
 * @returns the last layer's share of the way from the old policy to the proposal; 1 inside the ball
 */
export async function projectOntoAverageKl(
  { settings, engine, head, evaluate }: PolicyUpdate<{ readonly averageKlBound: number }>,
  old: Float32Array,
): Promise<number> {
  const { averageKlBound } = settings;
  const proposed = await engine.policyParameters();
  const kl = async () => (await evaluate('now-old')).kl[0]!;
  if ((await kl()) <= averageKlBound) return 1;

  const path = new PolicyPath(engine.specification.policy, head, old, proposed);
  const klAt = async (hidden: number, last: number) => {
    engine.setPolicyParameters(path.at(hidden, last));
    return kl();
  };
  let hidden = 1;
  for (let halving = 0; (await klAt(hidden, 0)) > averageKlBound; halving++) {
    if (halving === BACKTRACKS) {
      engine.setPolicyParameters(old);
      return 0;
    }
    hidden /= 2;
  }
  let inside = 0;
  let outside = 1;
  for (let bisection = 0; bisection < BISECTIONS; bisection++) {
    const middle = (inside + outside) / 2;
    const reached = await klAt(hidden, middle);
    if (reached > averageKlBound) outside = middle;
    else {
      inside = middle;
      if (reached > (1 - CLOSE) * averageKlBound) break;
    }
  }
  engine.setPolicyParameters(path.at(hidden, inside));
  return inside;
}

/** Policies between an old and a proposed one. */
class PolicyPath {
  readonly #shape: PolicyShape;
  readonly #head: Head;
  readonly #old: Float32Array;
  readonly #proposed: Float32Array;
  /** Where the last layer begins, and where it ends. */
  readonly #last: number;
  readonly #end: number;

  constructor(shape: PolicyShape, head: Head, old: Float32Array, proposed: Float32Array) {
    this.#shape = shape;
    this.#head = head;
    this.#old = old;
    this.#proposed = proposed;
    this.#last = networkLayout(policyNetworkShape(shape)).layers.at(-1)!.weightOffset;
    this.#end = freeFactorOffset(shape);
  }

  /** @param hidden share of the way of the hidden layers @param last of the last layer and a free covariance */
  at(hidden: number, last: number): Float32Array {
    const parameters = this.#old.map((value, i) => {
      const share = i < this.#last ? hidden : last;
      return share === 1 ? this.#proposed[i]! : value + share * (this.#proposed[i]! - value);
    });
    if (!this.#shape.stateDependent && last > 0 && last < 1) this.#interpolateCovariance(last, parameters);
    return parameters;
  }

  /** Σ = (1 − share) Σ_old + share Σ_proposed, through the head. */
  #interpolateCovariance(share: number, parameters: Float32Array): void {
    const { head, actionSize: k } = this.#shape;
    const kind = factorKindOf(head);
    const from = this.#covariance(this.#old);
    const to = this.#covariance(this.#proposed);
    const mixed = from.map((value, i) => value + share * (to[i]! - value));
    const factor = new Float64Array(this.#head.factorSize);
    if (kind === 'diagonal') {
      for (let i = 0; i < k; i++) factor[i] = Math.sqrt(mixed[i * k + i]!);
    } else {
      const lower = new Float64Array(k * k);
      const workspace = createWorkspace(k);
      factorToLower('covariance', mixed, k, lower, workspace);
      lowerToFactor(kind, lower, k, factor, workspace);
    }
    gaussianHeadOf(this.#head).rawFromFactor(factor, parameters.subarray(this.#end));
  }

  #covariance(parameters: Float32Array): Float64Array {
    const { head, actionSize: k } = this.#shape;
    const raw = new Float64Array(this.#head.rawSize);
    raw.set(parameters.subarray(this.#end, this.#end + rawFactorSize(head, k)), k);
    const gaussian = { mean: new Float64Array(k), factor: new Float64Array(this.#head.factorSize) };
    this.#head.forward(raw, 1, gaussian);
    const covariance = new Float64Array(k * k);
    factorToCovariance(factorKindOf(head), gaussian.factor, k, covariance);
    return covariance;
  }
}
