import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { dispose, findBackend, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import type { ProjectionSpecification } from 'trust-region-layers';
import { createProjector } from 'trust-region-layers';
import { projectGaussian } from '../../packages/trust-region-layers-tfjs/src/projectGaussian.ts';
import { createEngine } from '../../src/engines/createEngine.ts';
import type { Engine, EngineId, EngineSnapshot } from '../../src/engines/engine.ts';
import { freshSnapshot } from '../../src/engines/snapshot.ts';
import { DEFAULT_RUN, type RunConfiguration } from '../../src/experiments/fields.ts';
import { createHead } from '../../src/policies/heads.ts';
import { rawFactorSize } from '../../src/policies/policyShape.ts';
import { openChosenEngine } from '../../src/training/engineChoice.ts';
import { chain } from '../support/chain.ts';
import { type EngineCase, type EngineCaseOptions, engineCase } from '../support/engineCase.ts';
import { kernelsPerPolicyStep } from '../support/kernelCount.ts';
import { createTestedEngine, type TestedEngine } from '../support/reference/referenceEngine.ts';
import { runToEnd, smallRun } from '../support/runs.ts';
import { type CategoricalObjectiveOptions, checkCategoricalObjective } from './categoricalObjectiveChecks.ts';

/** An engine with the case's states already given. */
async function open(
  id: TestedEngine,
  { specification, initial, batch }: EngineCase,
  start: EngineSnapshot = freshSnapshot(initial),
): Promise<Engine> {
  const engine = await createTestedEngine(id, specification, start);
  engine.beginUpdate(batch);
  return engine;
}

/** What `test/e2e/engine.webgpu.spec.ts` calls in the page: real engines on a real (software) device. */
const pageApi = {
  /** The largest differences between WebGPU and the reference after one step of each network. */
  async compare(options: EngineCaseOptions) {
    const [gpu, cpu] = [await stepOnce('webgpu', options), await stepOnce('reference', options)];
    return {
      engines: [gpu.description, cpu.description],
      losses: relativeDifference(gpu.losses, cpu.losses),
      // After one step the first moment is the gradient times 1 − β₁.
      policyGradient: relativeDifference(gpu.snapshot.policy.moment1, cpu.snapshot.policy.moment1),
      valueGradient: relativeDifference(gpu.snapshot.value.moment1, cpu.snapshot.value.moment1),
      policyOutput: relativeDifference(gpu.output, cpu.output),
    };
  },

  /** The kernel of categorical objectives, on usual and on hostile rows, against the float64 objective. */
  async categoricalObjectives(options: readonly CategoricalObjectiveOptions[]) {
    const usual = [];
    const hostile = [];
    for (const given of options) {
      usual.push(await checkCategoricalObjective(given, false));
      hostile.push(await checkCategoricalObjective(given, true));
    }
    return { usual, hostile };
  },

  /**
   * The same run on a task with discrete actions on WebGPU and on WebAssembly: how far apart the policies are at its end, as
   * a share of the way they have come, and the metrics of every iteration on WebGPU.
   */
  async trainChoices(overrides: Partial<RunConfiguration>) {
    const configuration = smallRun({
      hiddenSizes: [16],
      environments: 16,
      stepsPerIteration: 32,
      minibatchSize: 128,
      discount: 0.9,
      normaliseObservations: false,
      learningRate: 3e-3,
      ...overrides,
    });
    const on = async (id: EngineId) => {
      let start = new Float32Array(0);
      const { iterations, inspected } = await runToEnd(configuration, chain, {
        openEngine: (specification, snapshot) => {
          start = snapshot.policy.parameters.slice();
          return createEngine(id, specification, snapshot);
        },
        inspect: (engine) => engine.policyParameters(),
      });
      const end = inspected as Float32Array;
      return { start, end, metrics: iterations.map(({ members: [member] }) => member!.metrics) };
    };
    const [gpu, cpu] = [await on('webgpu'), await on('simd')];
    const distance = (a: Float32Array, b: Float32Array) => Math.hypot(...a.map((value, i) => value - b[i]!));
    return {
      apart: distance(gpu.end, cpu.end) / distance(cpu.end, cpu.start),
      webgpu: gpu.metrics,
    };
  },

  /**
   * Puts parameters in, then a free raw factor: how many numbers come out otherwise than they should, and how far the
   * next step is from the reference's.
   */
  async replaceParameters(options: EngineCaseOptions) {
    const given = engineCase({ ...options, stateDependent: false });
    const { members, policy } = given.specification;
    const size = rawFactorSize(policy.head, policy.actionSize);
    const after = async (id: TestedEngine) => {
      const engine = await open(id, given);
      const put = given.initial.policy.map((value, i) => value + 0.01 * (i % 7)) as Float32Array;
      engine.setPolicyParameters(put);
      const taken = await engine.policyParameters();
      const raw = Float32Array.from({ length: members * size }, (_, i) => 0.1 * i);
      engine.setRawFactor(raw);
      const withFactor = await engine.policyParameters();
      const expected = put.slice();
      const count = put.length / members;
      for (let p = 0; p < members; p++) {
        expected.set(raw.subarray(p * size, (p + 1) * size), (p + 1) * count - size);
      }
      engine.policyStep(given.policyMinibatch);
      const { moment1 } = (await engine.snapshot()).policy;
      engine.dispose();
      const wrong = (a: Float32Array, b: Float32Array) => a.filter((value, i) => value !== b[i]).length;
      return { wrong: wrong(taken, put) + wrong(withFactor, expected), moment1 };
    };
    const [gpu, cpu] = [await after('webgpu'), await after('reference')];
    return { wrong: gpu.wrong, gradient: relativeDifference(gpu.moment1, cpu.moment1) };
  },

  /** Kernels that TensorFlow.js counts in a policy step, and dispatches that the device was given. */
  async kernels(options: EngineCaseOptions) {
    const given = engineCase(options);
    const { batch, policyMinibatch } = given;
    const engine = await open('webgpu', given);
    engine.policyStep(policyMinibatch);
    await engine.takeLosses();
    const original = GPUComputePassEncoder.prototype.dispatchWorkgroups;
    let dispatches = 0;
    GPUComputePassEncoder.prototype.dispatchWorkgroups = function (x, y, z) {
      dispatches++;
      original.call(this, x, y, z);
    };
    engine.policyStep(policyMinibatch);
    GPUComputePassEncoder.prototype.dispatchWorkgroups = original;
    const kernels = await kernelsPerPolicyStep(engine, batch, policyMinibatch);
    const device = engine.description;
    engine.dispose();
    return { kernels, dispatches, device };
  },

  /** Tensors alive after each of so many iterations of rollout, value and policy steps. */
  async tensorsOverIterations(options: EngineCaseOptions, iterations: number) {
    const given = engineCase(options);
    const { batch, policyMinibatch, valueMinibatch } = given;
    const engine = await open('webgpu', given);
    const tensors: number[] = [];
    for (let iteration = 0; iteration < iterations; iteration++) {
      await engine.policyOutput(batch.observation, batch.count);
      await engine.values(batch.observation, batch.count);
      engine.valueStep(valueMinibatch);
      engine.policyStep(policyMinibatch);
      await engine.takeLosses();
      tensors.push(engine.memory().tensors);
    }
    engine.dispose();
    return { tensors, afterDispose: engine.memory().tensors };
  },

  /**
   * Takes policy steps, projects the new output of every state of the minibatch on the device, and measures the result
   * in float64: the largest share of each bound that is used before and after.
   */
  async boundsUsed(options: EngineCaseOptions, steps: number) {
    const given = engineCase(options);
    const { specification, batch, policyMinibatch: minibatch } = given;
    const { count } = minibatch;
    const projection = specification.objective.projection as ProjectionSpecification;
    const engine = await open('webgpu', given);
    for (let step = 0; step < steps; step++) engine.policyStep(minibatch);
    const raw = await engine.policyOutput(batch.observation, count);
    engine.dispose();
    const head = createHead(specification.policy);
    const k = specification.policy.actionSize;
    const proposed = { mean: new Float32Array(count * k), factor: new Float32Array(count * head.factorSize) };
    head.forward(raw, count, proposed);
    const old = { mean: batch.oldMean, factor: batch.oldFactor };
    const [meanBound, covarianceBound] = [batch.meanBound[0]!, batch.covarianceBound[0]!];
    const matrices = (values: Float32Array): Tensor =>
      projection.factor === 'diagonal' ? tensor(values, [count, k]) : tensor(values, [count, k, k]);
    const [mean, factor] = tidy(() => {
      const layer = projectGaussian(
        projection.projection,
        { mean: tensor(proposed.mean, [count, k]), factor: matrices(proposed.factor) },
        { oldMean: tensor(old.mean, [count, k]), oldFactor: matrices(old.factor) },
        { meanBound, covarianceBound, scaled: projection.scaled, factorKind: projection.factor },
      );
      return [layer.mean, layer.factor] as [Tensor, Tensor];
    });
    const projected = {
      mean: (await mean.data()) as Float32Array,
      factor: (await factor.data()) as Float32Array,
    };
    dispose([mean, factor]);
    const projector = createProjector(projection);
    const used = (gaussian: typeof projected) => {
      const result = projector.createResult(count);
      projector.forward(gaussian, old, { mean: meanBound, covariance: covarianceBound }, result, count);
      return {
        mean: Math.max(...result.before.mean) / meanBound,
        covariance: Math.max(...result.before.covariance) / covarianceBound,
      };
    };
    return { proposed: used(proposed), projected: used(projected) };
  },

  /** A forward pass large enough for the device against the same rows in pieces small enough for the host. */
  async largeForward() {
    const given = engineCase({ hiddenSizes: [64, 64] });
    const engine = await open('webgpu', given);
    const rows = 2000;
    const observation = Float32Array.from({ length: rows * 3 }, (_, i) => Math.sin(i));
    const whole = await engine.policyOutput(observation, rows);
    const part = await engine.policyOutput(observation.subarray(0, 300), 100);
    engine.dispose();
    return { length: whole.length, difference: relativeDifference(whole.subarray(0, part.length), part) };
  },

  /** Destroys the device under a running engine and continues on WebAssembly from the last snapshot. */
  async loseDevice(options: EngineCaseOptions) {
    const given = engineCase(options);
    const { policyMinibatch, valueMinibatch } = given;
    const engine = await open('webgpu', given);
    engine.policyStep(policyMinibatch);
    const snapshot = await engine.snapshot();
    const { device } = findBackend('webgpu') as WebGPUBackend;
    device.destroy();
    await device.lost;
    let error: unknown;
    try {
      engine.policyStep(policyMinibatch);
      await engine.takeLosses();
    } catch (thrown) {
      error = thrown;
    }
    engine.dispose();
    const next = await open('simd', given, snapshot);
    next.policyStep(policyMinibatch);
    next.valueStep(valueMinibatch);
    const continued = await next.snapshot();
    next.dispose();
    const again = await open('webgpu', given, snapshot);
    again.policyStep(policyMinibatch);
    const restarted = await again.snapshot();
    again.dispose();
    return {
      error: error instanceof Error ? { name: error.name, message: error.message } : null,
      continuedOn: next.id,
      steps: continued.policy.steps,
      finite: continued.policy.parameters.every(Number.isFinite),
      restartedOn: again.id,
      difference: relativeDifference(restarted.policy.parameters, continued.policy.parameters),
    };
  },

  /** A read-back that is under way when the device goes must not hang. */
  async loseDeviceWhileReading() {
    const given = engineCase({});
    const { policyMinibatch } = given;
    const engine = await open('webgpu', given);
    engine.policyStep(policyMinibatch);
    const reading = engine.takeLosses();
    (findBackend('webgpu') as WebGPUBackend).device.destroy();
    return reading.then(
      () => null,
      (error: Error) => error.name,
    );
  },

  /** Something the device cannot do, as a shader that a driver rejects would be; then a fresh start. */
  async breakDevice() {
    const given = engineCase({});
    const { policyMinibatch } = given;
    const engine = await open('webgpu', given);
    engine.policyStep(policyMinibatch);
    const snapshot = await engine.snapshot();
    const { device } = findBackend('webgpu') as WebGPUBackend;
    device.createShaderModule({ code: 'fn broken(' });
    engine.policyStep(policyMinibatch);
    const error = await engine.takeLosses().then(
      () => null,
      ({ name, message }: Error) => ({ name, message }),
    );
    engine.dispose();
    const again = await open('webgpu', given, snapshot);
    again.policyStep(policyMinibatch);
    const { steps } = (await again.snapshot()).policy;
    again.dispose();
    return { error, restartedOn: again.id, policySteps: steps };
  },

  /** What is said about the choice, for each way to ask. */
  async choices() {
    const { specification, initial } = engineCase({});
    const said: Record<string, { id: string; description: string; reason: string; trials: number }> = {};
    for (const engine of ['auto', 'webgpu', 'simd'] as const) {
      const wish = { ...DEFAULT_RUN, engine };
      const opened = await openChosenEngine(wish, specification, freshSnapshot(initial), []);
      said[engine] = {
        id: opened.engine.id,
        description: opened.engine.description,
        reason: opened.reason,
        trials: opened.trials.length,
      };
      opened.engine.dispose();
    }
    return said;
  },

  /** Milliseconds per policy step, several steps to one read-back. */
  async policyStepTime(choice: TestedEngine, options: EngineCaseOptions, steps: number) {
    const given = engineCase(options);
    const { policyMinibatch } = given;
    const engine = await open(choice, given);
    const run = async (count: number) => {
      const start = performance.now();
      for (let step = 0; step < count; step++) engine.policyStep(policyMinibatch);
      await engine.takeLosses();
      return (performance.now() - start) / count;
    };
    await run(3);
    const milliseconds = await run(steps);
    engine.dispose();
    return milliseconds;
  },

  /** Milliseconds per forward pass of a 64-64 network on so many rows, each waited for as in a rollout. */
  async forwardTime(choice: TestedEngine, rows: number, passes: number) {
    const engine = await open(choice, engineCase({ hiddenSizes: [64, 64] }));
    const observation = Float32Array.from({ length: rows * 3 }, (_, i) => Math.sin(i));
    const run = async (count: number) => {
      const start = performance.now();
      for (let pass = 0; pass < count; pass++) await engine.policyOutput(observation, rows);
      return (performance.now() - start) / count;
    };
    await run(3);
    const milliseconds = await run(passes);
    engine.dispose();
    return milliseconds;
  },
};
export type EnginePageApi = typeof pageApi;

async function stepOnce(choice: 'webgpu' | 'reference', options: EngineCaseOptions) {
  const given = engineCase(options);
  const { batch, policyMinibatch, valueMinibatch } = given;
  const engine = await open(choice, given);
  engine.policyStep(policyMinibatch);
  engine.valueStep(valueMinibatch);
  const { policy, value } = await engine.takeLosses();
  const snapshot: EngineSnapshot = await engine.snapshot();
  const output = await engine.policyOutput(batch.observation, batch.count);
  engine.dispose();
  const losses = [policy.surrogate, policy.trustRegion, policy.entropy, value].flatMap((part) => [...part]);
  return { description: engine.description, losses, snapshot, output };
}

/** Largest difference relative to the largest number; infinite if anything is not finite. */
function relativeDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = 0;
  let difference = 0;
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    largest = Math.max(largest, Math.abs(b[i]!));
    difference = Math.max(difference, Math.abs(a[i]! - b[i]!));
    if (!Number.isFinite(a[i]! - b[i]!)) return Number.POSITIVE_INFINITY;
  }
  return difference / Math.max(largest, 1e-12);
}

Object.assign(globalThis, { engineTests: pageApi });
