import { memory, tensor1d, tidy } from '@tensorflow/tfjs-core';
import * as m from '#words/engines';
import { createNetwork } from '../../policies/network.ts';
import {
  createPolicyNetwork,
  freeFactorSize,
  policyActionWidth,
  policyFactorSize,
  policyNetworkShape,
} from '../../policies/policyShape.ts';
import {
  type Engine,
  EngineFailure,
  type EngineSnapshot,
  type EngineSpecification,
  type Minibatch,
  type PolicyMinibatch,
  type PolicyStepLosses,
  type UpdateBatch,
} from '../engine.ts';
import { checkRawFactor, checkUpdateBatch, expectLength } from '../lengths.ts';
import { POLICY_LOSSES, type PolicyBlocks, runKernel, VALUE_LOSSES } from './kernels.ts';
import { PackedArrays } from './packedArrays.ts';
import { TrainableNetwork } from './trainableNetwork.ts';
import { type Backend, messageOf } from './webgpuBackend.ts';

/** The engine on TensorFlow.js: all members in one tensor a network. */
export class TfjsEngine implements Engine {
  readonly id = 'webgpu';
  readonly description: string;
  private readonly policy: TrainableNetwork;
  private readonly value: TrainableNetwork;
  private readonly hostPolicy;
  private readonly hostValue;
  private readonly packed = new PackedArrays();
  private batch: UpdateBatch | null = null;
  /** TensorFlow.js kernels have no forward-mode derivative; see `simd/`. */
  readonly curvature = null;

  /** @throws {RangeError} if the snapshot does not fit the specification */
  constructor(
    private readonly backend: Backend,
    readonly specification: EngineSpecification,
    start: EngineSnapshot,
  ) {
    this.description = backend.description;
    const { members, policy, value, policyAdam, valueAdam, maximalGradientNorm } = specification;
    backend.activate();
    const common = { members, maximalGradientNorm };
    this.policy = new TrainableNetwork(
      {
        ...common,
        shape: policyNetworkShape(policy),
        freeParameters: freeFactorSize(policy),
        losses: POLICY_LOSSES,
        adam: policyAdam,
      },
      start.policy,
    );
    this.value = new TrainableNetwork(
      { ...common, shape: value, freeParameters: 0, losses: VALUE_LOSSES, adam: valueAdam },
      start.value,
    );
    this.hostPolicy = createPolicyNetwork(policy);
    this.hostValue = createNetwork(value);
  }

  policyOutput(observation: Float32Array, count: number): Promise<Float32Array> {
    return this.forward(this.policy, this.hostPolicy.rawSize, this.hostPolicy.forward, observation, count);
  }

  values(observation: Float32Array, count: number): Promise<Float32Array> {
    return this.forward(this.value, 1, this.hostValue.forward, observation, count);
  }

  beginUpdate(batch: UpdateBatch): void {
    checkUpdateBatch(batch, this.specification);
    this.batch = batch;
  }

  policyStep({ count: rows, rows: picked, advantage }: PolicyMinibatch): void {
    const { members, policy, objective } = this.specification;
    const batch = this.updateBatch();
    const k = policy.actionSize;
    const f = policyFactorSize(policy);
    const { packed } = this;
    const pick = (name: string, values: Float32Array, width: number) =>
      packed.addRows(name, values, members, batch.count, width, picked);
    packed.begin();
    pick('observation', batch.observation, policy.observationSize);
    const blocks: PolicyBlocks = {
      action: pick('action', batch.action, policyActionWidth(policy)),
      oldMean: pick('oldMean', batch.oldMean, k),
      oldFactor: pick('oldFactor', batch.oldFactor, f),
      oldLogProbability: pick('oldLogProbability', batch.oldLogProbability, 1),
      advantage: packed.add('advantage', advantage, members * rows),
      meanBound: packed.add('meanBound', batch.meanBound, members),
      covarianceBound: packed.add('covarianceBound', batch.covarianceBound, members),
      entropyFloor: packed.add('entropyFloor', batch.entropyFloor, members),
    };
    this.guard(() =>
      tidy(() => {
        const packedBatch = tensor1d(packed.values());
        const attributes = { members, rows, specification: objective, blocks };
        this.policy.step(packedBatch, rows, batch.policyLearningRate, (raw) =>
          runKernel('policyObjective', { raw, batch: packedBatch }, attributes),
        );
      }),
    );
  }

  valueStep({ count: rows, rows: picked }: Minibatch): void {
    const { members, value, valueClip } = this.specification;
    const batch = this.updateBatch();
    const { packed } = this;
    const pick = (name: string, values: Float32Array, width: number) =>
      packed.addRows(name, values, members, batch.count, width, picked);
    packed.begin();
    pick('observation', batch.observation, value.inputSize);
    const targetOffset = pick('target', batch.target, 1);
    const oldValueOffset = valueClip === Infinity ? 0 : pick('oldValue', batch.oldValue, 1);
    const attributes = { members, rows, targetOffset, oldValueOffset, valueClip };
    this.guard(() =>
      tidy(() => {
        const packedBatch = tensor1d(packed.values());
        this.value.step(packedBatch, rows, batch.valueLearningRate, (output) =>
          runKernel('squaredError', { values: output, batch: packedBatch }, attributes),
        );
      }),
    );
  }

  private updateBatch(): UpdateBatch {
    if (this.batch === null) throw new RangeError('a step needs a batch: call beginUpdate first');
    return this.batch;
  }

  async takeLosses(): Promise<{ readonly policy: PolicyStepLosses; readonly value: Float64Array }> {
    const [policy, value] = await this.guardRead(() =>
      Promise.all([this.policy.takeLosses(), this.value.takeLosses()]),
    );
    const [surrogate, trustRegion, entropy] = policy;
    return {
      policy: { surrogate: surrogate!, trustRegion: trustRegion!, entropy: entropy! },
      value: value[0]!,
    };
  }

  policyParameters(): Promise<Float32Array> {
    return this.guardRead(() => this.policy.readParameters());
  }

  setPolicyParameters(parameters: Float32Array): void {
    expectLength('policy parameters', parameters, this.specification.members * this.policy.parameterCount);
    this.guard(() => this.policy.setParameters(parameters));
  }

  setRawFactor(raw: Float32Array): void {
    checkRawFactor(raw, this.specification);
    this.guard(() => this.policy.setFreeParameters(raw));
  }

  async snapshot(): Promise<EngineSnapshot> {
    const [policy, value] = await this.guardRead(() =>
      Promise.all([this.policy.snapshot(), this.value.snapshot()]),
    );
    return { policy, value };
  }

  restore({ policy, value }: EngineSnapshot): void {
    this.guard(() => {
      this.policy.restore(policy);
      this.value.restore(value);
    });
  }

  memory(): { readonly tensors: number; readonly bytes: number } {
    const { numTensors, numBytes } = memory();
    return { tensors: numTensors, bytes: numBytes };
  }

  dispose(): void {
    this.batch = null;
    this.policy.dispose();
    this.value.dispose();
  }

  /** Output rows [P, n, width] on the device if that pays, else on the host. */
  private async forward(
    network: TrainableNetwork,
    width: number,
    onHost: (parameters: Float32Array, input: Float32Array, count: number, output: Float32Array) => void,
    observation: Float32Array,
    count: number,
  ): Promise<Float32Array> {
    const { members, value } = this.specification;
    const inputs = count * value.inputSize;
    expectLength('observation', observation, members * inputs);
    if (members * count * network.parameterCount > this.backend.forwardWork) {
      return this.guardRead(async () => {
        const output = tidy(() => network.forward(tensor1d(observation), count));
        try {
          return (await output.data()) as Float32Array;
        } finally {
          output.dispose();
        }
      });
    }
    const parameters = await this.guardRead(() => network.memberParameters());
    const output = new Float32Array(members * count * width);
    for (let member = 0; member < members; member++) {
      onHost(
        parameters[member]!,
        observation.subarray(member * inputs, (member + 1) * inputs),
        count,
        output.subarray(member * count * width, (member + 1) * count * width),
      );
    }
    return output;
  }

  /** Runs kernels; whatever goes wrong on the GPU is the GPU's failure, and the session can go on elsewhere. */
  private guard<T>(work: () => T): T {
    this.backend.activate();
    try {
      return work();
    } catch (error) {
      throw this.asFailure(error);
    }
  }

  /** The same for work that waits for the device; an error that the device reported meanwhile counts too. */
  private async guardRead<T>(work: () => Promise<T>): Promise<T> {
    this.backend.activate();
    try {
      const result = await work();
      this.backend.activate();
      return result;
    } catch (error) {
      throw this.asFailure(error);
    }
  }

  private asFailure(error: unknown): unknown {
    if (error instanceof RangeError || error instanceof EngineFailure) return error;
    return new EngineFailure(m.engineFailed({ engine: this.description, why: messageOf(error) }), this.id, {
      cause: error,
    });
  }
}
