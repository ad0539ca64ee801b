import { keep, type NamedTensorMap, type Tensor, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { networkLayout } from '../../policies/network.ts';
import type { NetworkShape } from '../../policies/types.ts';
import type { AdamConstants, NetworkSnapshot } from '../engine.ts';
import { checkSnapshot } from '../lengths.ts';
import { joinMembers, memberPart } from '../memberAxis.ts';
import { type DenseLayer, type LayerActivation, runKernel } from './kernels.ts';

/** What P networks of one shape have in common. */
export interface TrainableNetworkSpecification {
  readonly shape: NetworkShape;
  /** Length of the vector after the network's own parameters that its last layer adds as columns. */
  readonly freeParameters: number;
  /** Loss columns after the gradient in the rows that the head of a step returns. */
  readonly losses: number;
  /** P. */
  readonly members: number;
  readonly adam: AdamConstants;
  readonly maximalGradientNorm: number;
}

/** A copy of a state on the host. */
interface HostState {
  /** The state it is a copy of. */
  readonly tensor: Tensor;
  readonly values: Float32Array;
  /** Parameters of each member, views of `values`. */
  readonly members: readonly Float32Array[];
}

/**
 * P networks of one shape with their optimiser, as one tensor [P, 3N + losses]: parameters, first moments, second
 * moments, then sums of the mean losses of the steps so far. Each step makes a new one, so a read-back that is under
 * way keeps seeing the numbers it asked for.
 */
export class TrainableNetwork {
  /** N. */
  readonly parameterCount: number;
  private readonly layers: readonly DenseLayer[];
  private readonly stateStride: number;
  private state: Tensor;
  private host: HostState | null = null;
  private steps = 0;
  private summedSteps = 0;

  constructor(
    private readonly specification: TrainableNetworkSpecification,
    start: NetworkSnapshot,
  ) {
    const { shape, freeParameters, losses } = specification;
    const layout = networkLayout(shape);
    this.parameterCount = layout.parameterCount + freeParameters;
    this.stateStride = 3 * this.parameterCount + losses;
    this.layers = layout.layers.map(({ weightOffset, biasOffset, inputSize, outputSize }, index) => ({
      weightOffset,
      biasOffset,
      inputSize,
      weightColumns: outputSize,
      columns: outputSize + (index + 1 === layout.layers.length ? freeParameters : 0),
    }));
    this.state = this.upload(start);
    this.steps = start.steps;
  }

  /** Output rows [P, n, columns] for a tensor that begins with inputs [P, n, in]. Call inside tidy. */
  forward(input: Tensor, rows: number): Tensor {
    return this.activations(input, rows).at(-1)!;
  }

  /**
   * One Adam update. `head` maps output rows [P, n, columns] to rows of gradient and losses
   * [P, n, columns + losses], sums over rows understood as n times the mean.
   */
  step(input: Tensor, rows: number, learningRate: number, head: (output: Tensor) => Tensor): void {
    const { state, stateStride, parameterCount: parameters } = this;
    const { members, losses, maximalGradientNorm, adam } = this.specification;
    const next = tidy(() => {
      const outputs = this.activations(input, rows);
      let gradient = head(outputs.at(-1)!);
      const gradients: Tensor[] = [];
      for (let index = this.layers.length - 1; index >= 0; index--) {
        const layer = this.layers[index]!;
        const x = outputs[index - 1] ?? input;
        const gradientStride = gradient.shape[2]!;
        const extent = { members, rows, layer, gradientStride };
        gradients.unshift(runKernel('denseParameterGradient', { x, gradient }, extent));
        if (index > 0) {
          const activation = this.activationAfter(index - 1);
          const attributes = { ...extent, activation, stateStride };
          gradient = runKernel('denseInputGradient', { gradient, state, x }, attributes);
        }
      }
      const sizes = gradients.map((part) => part.shape[1]!);
      const inputs: NamedTensorMap = Object.fromEntries(
        gradients.map((part, index) => [`gradient${index}`, part]),
      );
      const clips = maximalGradientNorm !== Infinity;
      const norms = clips && runKernel('squaredNorms', inputs, { members, parameters, sizes });
      return runKernel('adamUpdate', norms ? { state, ...inputs, norms } : { state, ...inputs }, {
        members,
        parameters,
        losses,
        sizes,
        maximalGradientNorm,
        rows,
        step: this.steps + 1,
        settings: { ...adam, learningRate },
        keepLosses: this.summedSteps > 0,
      });
    });
    this.replaceState(next);
    this.steps++;
    this.summedSteps++;
  }

  /** Overwrites the free vector [P, freeParameters]; its moments stay. */
  setFreeParameters(values: Float32Array): void {
    this.setParameters(values, this.parameterCount - this.specification.freeParameters);
  }

  /** Overwrites every member's parameters from `offset` on with values [P, …]; their moments stay. */
  setParameters(values: Float32Array, offset = 0): void {
    const { stateStride } = this;
    const { members } = this.specification;
    const size = values.length / members;
    const attributes = { members, stateStride, offset, size };
    this.replaceState(
      tidy(() => {
        const replacement = tensor2d(values.slice(), [members, size]);
        return runKernel('replaceParameters', { state: this.state, values: replacement }, attributes);
      }),
    );
  }

  /** Parameters [P, N] as they are now. */
  async readParameters(): Promise<Float32Array> {
    return this.section((await this.readState()).values, 0);
  }

  /** Parameters as they are now, a view [N] for each member; not to be written to. */
  async memberParameters(): Promise<readonly Float32Array[]> {
    return (await this.readState()).members;
  }

  /** Mean losses over the steps since the last call, [losses][P]; NaN if there were none. */
  async takeLosses(): Promise<readonly Float64Array[]> {
    const { losses, members } = this.specification;
    const steps = this.summedSteps;
    this.summedSteps = 0;
    const values = steps === 0 ? null : (await this.readState()).values;
    const mean = (member: number, loss: number) =>
      values ? values[member * this.stateStride + 3 * this.parameterCount + loss]! / steps : Number.NaN;
    return Array.from({ length: losses }, (_, loss) =>
      Float64Array.from({ length: members }, (_, member) => mean(member, loss)),
    );
  }

  async snapshot(): Promise<NetworkSnapshot> {
    const { steps } = this;
    const { values } = await this.readState();
    return {
      parameters: this.section(values, 0),
      moment1: this.section(values, 1),
      moment2: this.section(values, 2),
      steps,
    };
  }

  restore(snapshot: NetworkSnapshot): void {
    this.replaceState(this.upload(snapshot));
    this.steps = snapshot.steps;
    this.summedSteps = 0;
  }

  dispose(): void {
    this.state.dispose();
    this.host = null;
  }

  private activationAfter(index: number): LayerActivation {
    return index + 1 < this.layers.length ? this.specification.shape.activation : 'linear';
  }

  private activations(input: Tensor, rows: number): Tensor[] {
    const { stateStride } = this;
    const { members } = this.specification;
    const outputs: Tensor[] = [];
    for (const [index, layer] of this.layers.entries()) {
      const activation = this.activationAfter(index);
      const x = outputs[index - 1] ?? input;
      const attributes = { members, rows, layer, activation, stateStride };
      outputs.push(runKernel('denseForward', { x, state: this.state }, attributes));
    }
    return outputs;
  }

  private replaceState(next: Tensor): void {
    this.state.dispose();
    this.state = keep(next);
  }

  private upload(snapshot: NetworkSnapshot): Tensor {
    const { stateStride } = this;
    const { members, losses } = this.specification;
    checkSnapshot(snapshot, members * this.parameterCount);
    const { parameters, moment1, moment2 } = snapshot;
    const noLosses = new Float32Array(losses);
    const states = Array.from({ length: members }, (_, p) => [
      ...[parameters, moment1, moment2].map((section) => memberPart(section, members, p)),
      noLosses,
    ]);
    return keep(tensor2d(joinMembers(states.flat()), [members, stateStride]));
  }

  /** One of the three sections of every member, [P, N]. */
  private section(state: Float32Array, index: number): Float32Array {
    const { parameterCount: size } = this;
    const { members } = this.specification;
    const sections = Array.from({ length: members }, (_, p) =>
      memberPart(state, members, p).subarray(index * size, (index + 1) * size),
    );
    return joinMembers(sections);
  }

  /** The whole state on the host; asks the device at most once between two steps. */
  private async readState(): Promise<HostState> {
    const tensor = this.state;
    if (this.host?.tensor === tensor) return this.host;
    // A clone keeps the data alive if a step replaces the state before the device has answered.
    const held = keep(tensor.clone());
    try {
      const values = (await held.data()) as Float32Array;
      const count = this.specification.members;
      const members = Array.from({ length: count }, (_, p) =>
        memberPart(values, count, p).subarray(0, this.parameterCount),
      );
      const host = { tensor, values, members };
      if (this.state === tensor) this.host = host;
      return host;
    } finally {
      held.dispose();
    }
  }
}
