import type { PreparedPolicies } from 'trust-region-layers';
import type { GaussianBatch } from 'trust-region-layers/gaussian';
import { factorSize } from 'trust-region-layers/gaussian';
import { createFisherMetric, type FisherMetric } from '../../policies/fisher.ts';
import {
  createPolicyObjective,
  type ObjectiveResult,
  type PolicyObjective,
} from '../../policies/objective.ts';
import { policyNetworkShape, rawFactorSize } from '../../policies/policyShape.ts';
import { HEAD_FACTOR } from '../../policies/types.ts';
import {
  type Between,
  DegeneratePolicy,
  type Engine,
  type EngineSnapshot,
  type EngineSpecification,
  type Minibatch,
  type PolicyCurvature,
  type PolicyMinibatch,
  type PolicyStepLosses,
  type UpdateBatch,
} from '../engine.ts';
import { checkUpdateBatch, expectLength } from '../updateBatch.ts';
import { Arena, type Block } from './arena.ts';
import { compileModule, instantiate, type Kernels } from './kernelModule.ts';
import { SimdNetwork } from './simdNetwork.ts';

/**
 * The engine on WebAssembly SIMD.
 * @throws {EngineFailure} where there is no WebAssembly with SIMD
 * @throws {RangeError} if the snapshot does not fit the specification
 */
export async function createSimdEngine(
  specification: EngineSpecification,
  start: EngineSnapshot,
): Promise<Engine> {
  return new SimdEngine(await compileModule(), specification, start);
}

/** What one member has of an update, in the module's memory and beside it. */
interface MemberBatch {
  readonly observation: Block;
  readonly target: Block;
  readonly oldValue: Block;
  old: PreparedPolicies;
}

/** One member: its networks and the sums of its losses since they were last taken. */
interface Member {
  readonly policy: SimdNetwork;
  readonly value: SimdNetwork;
  batch: MemberBatch | null;
  surrogate: number;
  trustRegion: number;
  entropy: number;
  valueLoss: number;
}

/**
 * The networks and their optimiser in float32 in one WebAssembly memory; between their forward and backward passes
 * the policy's objective (head, projection, density, loss and gradient) in float64, as everywhere. Its numbers depend
 * on nothing but its inputs: the same bits on every machine.
 */
class SimdEngine implements Engine {
  readonly id = 'simd';
  readonly description = 'WebAssembly SIMD';
  readonly curvature: PolicyCurvature;
  readonly #kernels: Kernels;
  readonly #arena: Arena;
  readonly #members: readonly Member[];
  readonly #objective: PolicyObjective;
  readonly #metric: FisherMetric;
  #rows: Block;
  #batch: UpdateBatch | null = null;
  #batchRows = 0;
  #result: ObjectiveResult;
  #policySteps = 0;
  #valueSteps = 0;

  constructor(
    module: WebAssembly.Module,
    readonly specification: EngineSpecification,
    start: EngineSnapshot,
  ) {
    const { members, policy, value, objective, policyAdam, valueAdam } = specification;
    this.#kernels = instantiate(module);
    this.#arena = new Arena(this.#kernels.memory, this.#kernels.heapBase());
    this.#objective = createPolicyObjective(objective);
    this.#metric = createFisherMetric(policy);
    this.#result = this.#objective.createResult(0);
    const free = policy.stateDependent ? 0 : rawFactorSize(policy.head, policy.actionSize);
    const shape = policyNetworkShape(policy);
    this.#members = Array.from({ length: members }, () => ({
      policy: new SimdNetwork(this.#kernels, this.#arena, shape, free, policyAdam),
      value: new SimdNetwork(this.#kernels, this.#arena, value, 0, valueAdam),
      batch: null,
      surrogate: 0,
      trustRegion: 0,
      entropy: 0,
      valueLoss: 0,
    }));
    this.#rows = this.#arena.allocate(0);
    this.curvature = {
      gradient: (minibatch) => this.#gradient(minibatch),
      fisherVectorProduct: (minibatch, vector) => this.#fisherVectorProduct(minibatch, vector),
    };
    this.restore(start);
  }

  async policyOutput(observation: Float32Array, count: number): Promise<Float32Array> {
    return this.#forward(({ policy }) => policy, observation, count);
  }

  async values(observation: Float32Array, count: number): Promise<Float32Array> {
    return this.#forward(({ value }) => value, observation, count);
  }

  beginUpdate(batch: UpdateBatch): void {
    checkUpdateBatch(batch, this.specification);
    const { policy } = this.specification;
    const { count } = batch;
    const k = policy.actionSize;
    const f = factorSize(HEAD_FACTOR[policy.head], k);
    const width = policy.observationSize;
    const grows = count > this.#batchRows;
    for (const [p, member] of this.#members.entries()) {
      const part = (values: Float32Array, size: number) =>
        values.subarray(p * count * size, (p + 1) * count * size);
      const old: GaussianBatch = { mean: part(batch.oldMean, k), factor: part(batch.oldFactor, f) };
      try {
        const prepared = this.#objective.prepare(old, count);
        if (grows || !member.batch) {
          const block = (size: number) => this.#arena.allocate(count * size);
          member.batch = { observation: block(width), target: block(1), oldValue: block(1), old: prepared };
        } else {
          member.batch.old = prepared;
        }
      } catch (error) {
        throw degenerate(error, p);
      }
      this.#write(member.batch.observation, part(batch.observation, width));
      this.#write(member.batch.target, part(batch.target, 1));
      this.#write(member.batch.oldValue, part(batch.oldValue, 1));
    }
    this.#batchRows = Math.max(this.#batchRows, count);
    this.#batch = batch;
  }

  async policyStep(minibatch: PolicyMinibatch, between?: Between): Promise<void> {
    const { policyLearningRate } = this.#updateBatch();
    const { maximalGradientNorm } = this.specification;
    for (const [p, member] of this.#members.entries()) {
      if (p > 0) await between?.();
      this.#objectiveGradient(minibatch, p);
      const { surrogate, trustRegion, entropy } = this.#result;
      member.surrogate += meanOf(surrogate, minibatch.count);
      member.trustRegion += meanOf(trustRegion, minibatch.count);
      member.entropy += meanOf(entropy, minibatch.count);
      member.policy.backward(minibatch.count);
      member.policy.update(minibatch.count, policyLearningRate, maximalGradientNorm);
    }
    this.#policySteps++;
  }

  async valueStep({ count, rows }: Minibatch, between?: Between): Promise<void> {
    const { valueLearningRate } = this.#updateBatch();
    const { maximalGradientNorm, valueClip } = this.specification;
    for (const [p, { value, batch }] of this.#members.entries()) {
      if (p > 0) await between?.();
      value.reserve(count);
      this.#gather(batch!, value, rows, p, count);
      value.forward(count);
      const sum = this.#kernels.squaredError(
        value.output.pointer,
        this.#rows.pointer,
        batch!.target.pointer,
        batch!.oldValue.pointer,
        count,
        valueClip,
        value.outputGradient.pointer,
      );
      this.#members[p]!.valueLoss += sum / count;
      value.backward(count);
      value.update(count, valueLearningRate, maximalGradientNorm);
    }
    this.#valueSteps++;
  }

  async takeLosses() {
    const take = (steps: number, pick: (member: Member) => number) =>
      Float64Array.from(this.#members, (member) => (steps === 0 ? Number.NaN : pick(member) / steps));
    const policy: PolicyStepLosses = {
      surrogate: take(this.#policySteps, (member) => member.surrogate),
      trustRegion: take(this.#policySteps, (member) => member.trustRegion),
      entropy: take(this.#policySteps, (member) => member.entropy),
    };
    const value = take(this.#valueSteps, (member) => member.valueLoss);
    this.#forgetLosses();
    return { policy, value };
  }

  async policyParameters(): Promise<Float32Array> {
    return this.#join(({ policy }) => policy.parameters());
  }

  setPolicyParameters(parameters: Float32Array): void {
    const count = this.#members[0]!.policy.parameterCount;
    expectLength('policy parameters', parameters, this.#members.length * count);
    for (const [p, { policy }] of this.#members.entries()) {
      policy.parameters().set(parameters.subarray(p * count, (p + 1) * count));
    }
  }

  setRawFactor(raw: Float32Array): void {
    const { members, policy } = this.specification;
    if (policy.stateDependent) {
      throw new RangeError('setRawFactor needs a state-independent covariance; this policy has none to set');
    }
    const size = rawFactorSize(policy.head, policy.actionSize);
    expectLength('raw factor', raw, members * size);
    for (const [p, member] of this.#members.entries()) {
      const parameters = member.policy.parameters();
      parameters.set(raw.subarray(p * size, (p + 1) * size), parameters.length - size);
    }
  }

  async snapshot(): Promise<EngineSnapshot> {
    const policies = this.#members.map(({ policy }) => policy.state());
    const values = this.#members.map(({ value }) => value.state());
    return {
      policy: concatenate(policies.map(({ parameters }) => parameters)),
      policyMoment1: concatenate(policies.map(({ moment1 }) => moment1)),
      policyMoment2: concatenate(policies.map(({ moment2 }) => moment2)),
      policySteps: policies[0]!.steps,
      value: concatenate(values.map(({ parameters }) => parameters)),
      valueMoment1: concatenate(values.map(({ moment1 }) => moment1)),
      valueMoment2: concatenate(values.map(({ moment2 }) => moment2)),
      valueSteps: values[0]!.steps,
    };
  }

  restore(snapshot: EngineSnapshot): void {
    const { length } = this.#members;
    const part = (values: Float32Array, p: number) =>
      values.subarray((p * values.length) / length, ((p + 1) * values.length) / length);
    for (const [p, { policy, value }] of this.#members.entries()) {
      policy.restore({
        parameters: part(snapshot.policy, p),
        moment1: part(snapshot.policyMoment1, p),
        moment2: part(snapshot.policyMoment2, p),
        steps: snapshot.policySteps,
      });
      value.restore({
        parameters: part(snapshot.value, p),
        moment1: part(snapshot.valueMoment1, p),
        moment2: part(snapshot.valueMoment2, p),
        steps: snapshot.valueSteps,
      });
    }
    this.#forgetLosses();
  }

  /** Bytes of the WebAssembly memory; there are no tensors. */
  memory(): { readonly tensors: number; readonly bytes: number } {
    return { tensors: 0, bytes: this.#arena.size };
  }

  dispose(): void {
    this.#batch = null;
    this.#arena.reset();
  }

  async #forward(
    of: (member: Member) => SimdNetwork,
    observation: Float32Array,
    count: number,
  ): Promise<Float32Array> {
    const inputs = count * this.specification.value.inputSize;
    expectLength('observation', observation, this.#members.length * inputs);
    const { outputStride } = of(this.#members[0]!);
    const output = new Float32Array(this.#members.length * count * outputStride);
    for (const [p, member] of this.#members.entries()) {
      const network = of(member);
      network.reserve(count);
      this.#write(network.input, observation.subarray(p * inputs, (p + 1) * inputs));
      network.forward(count);
      const rows = this.#arena.floats(network.output).subarray(0, count * outputStride);
      output.set(rows, p * count * outputStride);
    }
    return output;
  }

  /** Forward pass and objective of one member's minibatch; its gradient is left where `backward` finds it. */
  #objectiveGradient({ count, rows, advantage }: PolicyMinibatch, p: number): void {
    const batch = this.#updateBatch();
    const { policy, batch: own } = this.#members[p]!;
    const k = this.specification.policy.actionSize;
    policy.reserve(count);
    this.#gather(own!, policy, rows, p, count);
    policy.forward(count);
    this.#reserveResult(count);
    const raw = this.#arena.floats(policy.output);
    const result = { ...this.#result, gradient: this.#arena.floats(policy.outputGradient) };
    try {
      this.#objective.evaluate(
        raw,
        {
          old: own!.old,
          rows: rows.subarray(p * count, (p + 1) * count),
          action: batch.action.subarray(p * batch.count * k, (p + 1) * batch.count * k),
          oldLogProbability: batch.oldLogProbability.subarray(p * batch.count, (p + 1) * batch.count),
          advantage: advantage.subarray(p * count, (p + 1) * count),
          meanBound: batch.meanBound[p]!,
          covarianceBound: batch.covarianceBound[p]!,
          entropyFloor: batch.entropyFloor[p]!,
        },
        result,
        count,
      );
    } catch (error) {
      throw degenerate(error, p);
    }
  }

  #gradient(minibatch: PolicyMinibatch): Float32Array {
    return this.#join(({ policy }, p) => {
      this.#objectiveGradient(minibatch, p);
      policy.backward(minibatch.count);
      return policy.meanGradient(minibatch.count);
    });
  }

  #fisherVectorProduct({ count, rows }: Minibatch, vector: Float32Array): Float32Array {
    this.#updateBatch();
    const size = this.#members[0]!.policy.parameterCount;
    expectLength('vector', vector, this.#members.length * size);
    return this.#join(({ policy, batch }, p) => {
      policy.reserve(count);
      this.#gather(batch!, policy, rows, p, count);
      policy.forward(count);
      policy.tangent(vector.subarray(p * size, (p + 1) * size), count);
      this.#metric.apply(
        this.#arena.floats(policy.output),
        this.#arena.floats(policy.outputTangent),
        this.#arena.floats(policy.outputGradient),
        count,
      );
      policy.backward(count);
      return policy.meanGradient(count);
    });
  }

  /** Copies the states of a minibatch to a network's input, and their numbers to where kernels find them. */
  #gather(batch: MemberBatch, network: SimdNetwork, rows: Int32Array, p: number, count: number): void {
    if (this.#rows.length < count) this.#rows = this.#arena.allocate(count);
    this.#arena.integers(this.#rows).set(rows.subarray(p * count, (p + 1) * count));
    const width = network.shape.inputSize;
    this.#kernels.gatherRows(
      batch.observation.pointer,
      this.#rows.pointer,
      count,
      width,
      network.input.pointer,
    );
  }

  #reserveResult(count: number): void {
    if (this.#result.surrogate.length < count) this.#result = this.#objective.createResult(count);
  }

  #write(block: Block, values: Float32Array): void {
    this.#arena.floats(block).set(values);
  }

  #updateBatch(): UpdateBatch {
    if (this.#batch === null) throw new RangeError('a step needs a batch: call beginUpdate first');
    return this.#batch;
  }

  #forgetLosses(): void {
    this.#policySteps = 0;
    this.#valueSteps = 0;
    for (const member of this.#members) {
      member.surrogate = 0;
      member.trustRegion = 0;
      member.entropy = 0;
      member.valueLoss = 0;
    }
  }

  #join(part: (member: Member, p: number) => Float32Array): Float32Array {
    return concatenate(this.#members.map((member, p) => part(member, p).slice()));
  }
}

/** What is wrong with numbers here is the policy's own degeneration: lengths and bounds have been checked. */
function degenerate(error: unknown, member: number): unknown {
  return error instanceof RangeError ? new DegeneratePolicy(error.message, member, { cause: error }) : error;
}

function meanOf(values: ArrayLike<number>, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i]!;
  return sum / count;
}

function concatenate(parts: readonly Float32Array[]): Float32Array {
  if (parts.length === 1) return parts[0]!;
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
