import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { ProjectionId } from 'trust-region-layers';
import type { AdamSettings } from '../../src/engines/tfjs/kernels.ts';
import type { ObjectiveSpecification } from '../../src/policies/objective.ts';
import { factorKindOf, type HeadId, type PolicyShape } from '../../src/policies/types.ts';

/** Layout of test/fixtures/policy-step (its README is the map). */
export type Matrix = readonly (readonly number[])[];
export type PerState = readonly (readonly number[] | Matrix)[];

/** `W1 b1 W2 b2 Wm bm`, then `Ws bs` or `s`; weights are [out][in]. */
export interface NamedParameters {
  readonly W1: Matrix;
  readonly b1: readonly number[];
  readonly W2: Matrix;
  readonly b2: readonly number[];
  readonly Wm: Matrix;
  readonly bm: readonly number[];
  readonly Ws?: Matrix;
  readonly bs?: readonly number[];
  readonly s?: readonly number[];
}

export interface StepNumbers {
  readonly mean: Matrix;
  readonly std: PerState;
  readonly mean_part: readonly number[] | null;
  readonly cov_part: readonly number[] | null;
  readonly proj_mean: Matrix;
  readonly proj_std: PerState;
  readonly logp: readonly number[];
  readonly ratio: readonly number[];
  readonly adv_norm: readonly number[];
  readonly tr_mean_part: readonly number[];
  readonly tr_cov_part: readonly number[];
  readonly entropy: readonly number[];
  readonly surrogate_loss: number;
  readonly trust_region_loss: number;
  readonly entropy_loss: number;
  readonly total_loss: number;
  readonly grad: NamedParameters;
  /** [surrogate, trust region, entropy, total] before each of the three updates. */
  readonly loss_trace: Matrix;
  readonly params_after_adam: NamedParameters;
  readonly s_overwritten: readonly number[] | null;
}

export interface PolicyStepCase {
  readonly id: string;
  readonly projection: 'none' | 'ppo' | 'kl' | 'w2' | 'frob';
  readonly head: 'diag' | 'chol' | 'sqrt';
  readonly state_dependent: boolean;
  readonly k: number;
  readonly n: number;
  readonly eps_mean: number | null;
  readonly eps_cov: number | null;
  readonly trust_region_coeff: number;
  readonly entropy_coeff: number;
  readonly clip: number | null;
  readonly init_std: number;
  readonly minimal_std: number;
  readonly pre_activation_shift: number;
  readonly params: NamedParameters;
  readonly obs: Matrix;
  readonly old_mean: Matrix;
  readonly old_std: PerState;
  readonly actions: Matrix;
  readonly old_logp: readonly number[];
  readonly adv: readonly number[];
  readonly ref: StepNumbers;
  /** Only the fields that differ from `ref`. */
  readonly stated: (Partial<StepNumbers> & { readonly eta?: readonly number[] }) | null;
}

export interface PolicyStepFixture {
  readonly cases: readonly PolicyStepCase[];
  readonly log_prob_entropy: readonly {
    readonly k: number;
    readonly head: 'diag' | 'chol' | 'sqrt';
    readonly mean: readonly number[];
    readonly std: readonly number[] | Matrix;
    readonly x: readonly number[];
    readonly logp: number;
    readonly entropy: number;
  }[];
  readonly adam: {
    readonly lr: number;
    readonly beta1: number;
    readonly beta2: number;
    readonly eps: number;
    readonly start: readonly number[];
    readonly grads: Matrix;
    readonly x: Matrix;
    readonly m: Matrix;
    readonly v: Matrix;
  };
}

export function readPolicySteps(): PolicyStepFixture {
  const file = new URL('../fixtures/policy-step/policy_step.json.gz', import.meta.url);
  return JSON.parse(gunzipSync(readFileSync(file)).toString('utf8'));
}

/** Entry (i, j) of a lower triangle in the fixture's order (a clockwise spiral), for i ≥ j. */
const SPIRAL: Readonly<Record<number, Matrix>> = {
  1: [[0]],
  2: [[2], [1, 0]],
  3: [[3], [5, 4], [2, 1, 0]],
};

/** For each raw factor entry in our order (triangle row by row), its index in the fixture's vector. */
export function rawOrder(head: PolicyStepCase['head'], k: number): number[] {
  return head === 'diag' ? Array.from({ length: k }, (_, j) => j) : SPIRAL[k]!.flat();
}

/** The fixture's named parameters as our flat vector. */
export function flatParameters(
  parameters: NamedParameters,
  head: PolicyStepCase['head'],
  k: number,
): Float64Array {
  const { W1, b1, W2, b2, Wm, bm, Ws, bs, s } = parameters;
  const order = rawOrder(head, k);
  const lastWeights = [...Wm, ...(Ws ? order.map((index) => Ws[index]!) : [])];
  const lastBias = [...bm, ...(bs ? order.map((index) => bs[index]!) : [])];
  const free = s ? order.map((index) => s[index]!) : [];
  return Float64Array.from(
    [transpose(W1), b1, transpose(W2), b2, transpose(lastWeights), lastBias, free].flat(2),
  );
}

function transpose(matrix: Matrix): number[][] {
  return matrix[0]!.map((_, j) => matrix.map((row) => row[j]!));
}

/** Nested arrays, row-major, as one flat array. */
export function flat(nested: readonly unknown[]): Float64Array {
  return Float64Array.from(nested.flat(3) as number[]);
}

const HEAD: Record<PolicyStepCase['head'], HeadId> = { diag: 'diagonal', chol: 'full', sqrt: 'root' };
const PROJECTION: Record<PolicyStepCase['projection'], ProjectionId | null> = {
  none: null,
  ppo: null,
  kl: 'kl',
  w2: 'w2',
  frob: 'frobenius',
};

/** Adam as it was set for the recorded updates. */
export const RECORDED_ADAM: AdamSettings = { learningRate: 3e-4, beta1: 0.9, beta2: 0.999, epsilon: 1e-5 };

/** The shape of the recorded policy: 3 → 8 → 8 → k, tanh. */
export function recordedPolicyShape(recorded: PolicyStepCase): PolicyShape {
  return {
    observationSize: 3,
    actionSize: recorded.k,
    hiddenSizes: [8, 8],
    activation: 'tanh',
    head: HEAD[recorded.head],
    stateDependent: recorded.state_dependent,
    initialStandardDeviation: recorded.init_std,
    minimalStandardDeviation: recorded.minimal_std,
  };
}

/** The objective of a recorded step. */
export function recordedObjective(recorded: PolicyStepCase, shape: PolicyShape): ObjectiveSpecification {
  const projection = PROJECTION[recorded.projection];
  return {
    head: shape.head,
    actionSize: shape.actionSize,
    stateDependent: shape.stateDependent,
    initialStandardDeviation: shape.initialStandardDeviation,
    minimalStandardDeviation: shape.minimalStandardDeviation,
    projection: projection && {
      projection,
      scaled: true,
      factor: factorKindOf(shape.head),
      dimension: shape.actionSize,
      entropy: null,
    },
    trustRegionCoefficient: recorded.trust_region_coeff,
    entropyCoefficient: recorded.entropy_coeff,
    clipRatio: recorded.projection === 'ppo' ? (recorded.clip ?? 0.2) : Infinity,
  };
}
