import type { PreparedPolicies } from 'trust-region-layers';
import { createFisherMetric } from '../../policies/fisher.ts';
import type { FisherMetric } from '../../policies/fisherMetric.ts';
import {
  createPolicyObjective,
  type ObjectiveResult,
  type PolicyObjective,
} from '../../policies/objective.ts';
import { freeFactorSize, policyNetworkShape } from '../../policies/policyShape.ts';
import type { NetworkShape } from '../../policies/types.ts';
import {
  type AdamConstants,
  DegeneratePolicy,
  type Engine,
  type EngineSnapshot,
  type EngineSpecification,
  type Minibatch,
  type PolicyCurvature,
  type PolicyMinibatch,
  type UpdateBatch,
} from '../engine.ts';
import { checkRawFactor, checkUpdateBatch, expectLength } from '../lengths.ts';
import { Arena, type Block } from './arena.ts';
import { compileModule, instantiate, type Kernels } from './kernelModule.ts';
import { SimdNetwork } from './simdNetwork.ts';

/**
 * The engine on WebAssembly SIMD, of one member.
 * @throws {EngineFailure} where there is no WebAssembly with SIMD
 * @throws {RangeError} if the snapshot does not fit the specification, or that has several members
 */
export async function createSimdEngine(
  specification: EngineSpecification,
  start: EngineSnapshot,
): Promise<Engine> {
  return new SimdEngine(await compileModule(), specification, start);
}

/** Room in the module's memory for what kernels read of an update's states. */
interface StateMemory {
  /** States there is room for. */
  readonly capacity: number;
  readonly observation: Block;
  readonly target: Block;
  readonly oldValue: Block;
}

/** An update's experience, in the module's memory and beside it. */
interface Experience extends StateMemory {
  readonly batch: UpdateBatch;
  readonly old: PreparedPolicies;
}

/** Of sums of mean losses over the steps since they were last taken. */
const NO_LOSSES = { policySteps: 0, surrogate: 0, trustRegion: 0, entropy: 0, valueSteps: 0, value: 0 };

/**
 * One member's networks and their optimiser in float32 in one WebAssembly memory; between their forward and backward
 * passes the policy's objective (head, projection, density, loss and gradient) in float64, as everywhere. Its numbers
 * depend on nothing but its inputs: the same bits on every machine.
 */
class SimdEngine implements Engine {
  readonly id = 'simd';
  readonly description = 'WebAssembly SIMD';
  readonly curvature: PolicyCurvature;
  readonly #kernels: Kernels;
  readonly #arena: Arena;
  readonly #policy: SimdNetwork;
  readonly #value: SimdNetwork;
  readonly #objective: PolicyObjective;
  readonly #metric: FisherMetric;
  #experience: Experience | null = null;
  /** The states of the minibatch that is being worked on. */
  #rows: Block;
  #result: ObjectiveResult;
  #losses = { ...NO_LOSSES };

  constructor(
    module: WebAssembly.Module,
    readonly specification: EngineSpecification,
    start: EngineSnapshot,
  ) {
    const { members, policy, value, objective, policyAdam, valueAdam } = specification;
    if (members !== 1) throw new RangeError(`WebAssembly trains one member at a time, got ${members}`);
    this.#kernels = instantiate(module);
    this.#arena = new Arena(this.#kernels.memory, this.#kernels.heapBase());
    const network = (shape: NetworkShape, freeColumns: number, adam: AdamConstants) =>
      new SimdNetwork(this.#kernels, this.#arena, shape, freeColumns, adam);
    this.#policy = network(policyNetworkShape(policy), freeFactorSize(policy), policyAdam);
    this.#value = network(value, 0, valueAdam);
    this.#objective = createPolicyObjective(objective);
    this.#metric = createFisherMetric(policy);
    this.#result = this.#objective.createResult(0);
    this.#rows = this.#arena.allocate(0);
    this.curvature = {
      gradient: (minibatch) => this.#gradient(minibatch),
      fisherVectorProduct: (minibatch, vector) => this.#fisherVectorProduct(minibatch, vector),
    };
    this.restore(start);
  }

  async policyOutput(observation: Float32Array, count: number): Promise<Float32Array> {
    return this.#forward(this.#policy, observation, count);
  }

  async values(observation: Float32Array, count: number): Promise<Float32Array> {
    return this.#forward(this.#value, observation, count);
  }

  beginUpdate(batch: UpdateBatch): void {
    checkUpdateBatch(batch, this.specification);
    const { count } = batch;
    const old = degenerating(() =>
      this.#objective.prepare({ mean: batch.oldMean, factor: batch.oldFactor }, count),
    );
    const enough = this.#experience && this.#experience.capacity >= count;
    const memory = enough ? this.#experience! : this.#stateMemory(count);
    this.#arena.floats(memory.observation).set(batch.observation);
    this.#arena.floats(memory.target).set(batch.target);
    this.#arena.floats(memory.oldValue).set(batch.oldValue);
    this.#experience = { ...memory, batch, old };
  }

  policyStep(minibatch: PolicyMinibatch): void {
    const { count } = minibatch;
    this.#objectiveGradient(minibatch);
    const { surrogate, trustRegion, entropy } = this.#result;
    this.#losses.surrogate += meanOf(surrogate, count);
    this.#losses.trustRegion += meanOf(trustRegion, count);
    this.#losses.entropy += meanOf(entropy, count);
    this.#losses.policySteps++;
    const { policyLearningRate } = this.#given().batch;
    this.#policy.backward(count);
    this.#policy.update(count, policyLearningRate, this.specification.maximalGradientNorm);
  }

  valueStep(minibatch: Minibatch): void {
    const { count } = minibatch;
    const { batch, target, oldValue } = this.#given();
    const { maximalGradientNorm, valueClip } = this.specification;
    this.#forwardRows(this.#value, minibatch);
    const sum = this.#kernels.squaredError(
      this.#value.output.pointer,
      this.#rows.pointer,
      target.pointer,
      oldValue.pointer,
      count,
      valueClip,
      this.#value.outputGradient.pointer,
    );
    this.#losses.value += sum / count;
    this.#losses.valueSteps++;
    this.#value.backward(count);
    this.#value.update(count, batch.valueLearningRate, maximalGradientNorm);
  }

  async takeLosses() {
    const { policySteps, surrogate, trustRegion, entropy, valueSteps, value } = this.#losses;
    const mean = (sum: number, steps: number) => Float64Array.of(steps === 0 ? Number.NaN : sum / steps);
    this.#losses = { ...NO_LOSSES };
    return {
      policy: {
        surrogate: mean(surrogate, policySteps),
        trustRegion: mean(trustRegion, policySteps),
        entropy: mean(entropy, policySteps),
      },
      value: mean(value, valueSteps),
    };
  }

  async policyParameters(): Promise<Float32Array> {
    return this.#policy.parameters().slice();
  }

  setPolicyParameters(parameters: Float32Array): void {
    expectLength('policy parameters', parameters, this.#policy.parameterCount);
    this.#policy.parameters().set(parameters);
  }

  setRawFactor(raw: Float32Array): void {
    checkRawFactor(raw, this.specification);
    this.#policy.parameters().set(raw, this.#policy.parameterCount - raw.length);
  }

  async snapshot(): Promise<EngineSnapshot> {
    return { policy: this.#policy.snapshot(), value: this.#value.snapshot() };
  }

  restore({ policy, value }: EngineSnapshot): void {
    this.#policy.restore(policy);
    this.#value.restore(value);
    this.#losses = { ...NO_LOSSES };
  }

  /** Bytes of the WebAssembly memory; there are no tensors. */
  memory(): { readonly tensors: number; readonly bytes: number } {
    return { tensors: 0, bytes: this.#arena.size };
  }

  dispose(): void {
    this.#experience = null;
    this.#arena.reset();
  }

  #stateMemory(capacity: number): StateMemory {
    const block = (size: number) => this.#arena.allocate(capacity * size);
    const observation = block(this.specification.policy.observationSize);
    return { capacity, observation, target: block(1), oldValue: block(1) };
  }

  #forward(network: SimdNetwork, observation: Float32Array, count: number): Float32Array {
    expectLength('observation', observation, count * network.shape.inputSize);
    network.reserve(count);
    this.#arena.floats(network.input).set(observation);
    network.forward(count);
    return this.#arena.floats(network.output).slice(0, count * network.outputStride);
  }

  /** Forward pass of a minibatch's states; their numbers are left in `#rows`. */
  #forwardRows(network: SimdNetwork, { count, rows }: Minibatch): void {
    const { observation } = this.#given();
    network.reserve(count);
    if (this.#rows.length < count) this.#rows = this.#arena.allocate(count);
    this.#arena.integers(this.#rows).set(rows);
    this.#kernels.gatherRows(
      observation.pointer,
      this.#rows.pointer,
      count,
      network.shape.inputSize,
      network.input.pointer,
    );
    network.forward(count);
  }

  /** Forward pass and objective of a minibatch; its gradient is left where `backward` finds it. */
  #objectiveGradient(minibatch: PolicyMinibatch): void {
    const { count, rows, advantage } = minibatch;
    const { batch, old } = this.#given();
    this.#forwardRows(this.#policy, minibatch);
    if (this.#result.surrogate.length < count) this.#result = this.#objective.createResult(count);
    const raw = this.#arena.floats(this.#policy.output);
    const result = { ...this.#result, gradient: this.#arena.floats(this.#policy.outputGradient) };
    const given = {
      old,
      rows,
      action: batch.action,
      oldLogProbability: batch.oldLogProbability,
      advantage,
      meanBound: batch.meanBound[0]!,
      covarianceBound: batch.covarianceBound[0]!,
      entropyFloor: batch.entropyFloor[0]!,
    };
    degenerating(() => this.#objective.evaluate(raw, given, result, count));
  }

  #gradient(minibatch: PolicyMinibatch): Float32Array {
    this.#objectiveGradient(minibatch);
    this.#policy.backward(minibatch.count);
    return this.#policy.meanGradient(minibatch.count);
  }

  /** J v forwards, the metric, Jᵀ backwards (docs/mathematics.md §9.4). */
  #fisherVectorProduct(minibatch: Minibatch, vector: Float32Array): Float32Array {
    const { count } = minibatch;
    expectLength('vector', vector, this.#policy.parameterCount);
    this.#forwardRows(this.#policy, minibatch);
    this.#policy.tangent(vector, count);
    this.#metric.apply(
      this.#arena.floats(this.#policy.output),
      this.#arena.floats(this.#policy.outputTangent),
      this.#arena.floats(this.#policy.outputGradient),
      count,
    );
    this.#policy.backward(count);
    return this.#policy.meanGradient(count);
  }

  #given(): Experience {
    if (this.#experience === null) throw new RangeError('a step needs a batch: call beginUpdate first');
    return this.#experience;
  }
}

/** What is wrong with numbers here is the policy's own degeneration: lengths and bounds have been checked. */
function degenerating<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) throw new DegeneratePolicy(error.message, 0, { cause: error });
    throw error;
  }
}

function meanOf(values: ArrayLike<number>, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i]!;
  return sum / count;
}
