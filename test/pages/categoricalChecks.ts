import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import {
  CATEGORICAL_METRICS,
  categoricalProjectorOf,
  categoricalTrustRegionLossOf,
} from 'trust-region-layers/categorical';
import {
  type CategoricalSpecification,
  categoricalTrustRegionLossWgsl,
  categoricalWgsl,
} from 'trust-region-layers/wgsl';
import { projectCategorical } from '../../packages/trust-region-layers-tfjs/src/categorical/projectCategorical.ts';
import { createRandom } from '../../src/random/random.ts';

const BOUNDS = [1e-6, 1e-3, 0.1];
const STEPS = [1e-4, 2e-2, 0.3, 3];
const STATES = 6;

/** Largest errors of one specification against the library in float64. */
export interface CategoricalCheck {
  readonly name: string;
  /** Log-probabilities, relative to the larger of 1 and themselves. */
  readonly forward: number;
  /** Gradient, relative to the largest entry of the state's or a hundredth of the upstream gradient. */
  readonly gradient: number;
  /** d(p, q) relative to itself, and its gradient relative to the state's largest entry, where it exceeds the smallest bound. */
  readonly loss: number;
  readonly lossGradient: number;
  /** |distance after / bound − 1| of states that were outside, for each bound; −1 if not measured. */
  readonly bound: readonly number[];
  readonly active: number;
  /** A forbidden action is −∞ and has no gradient; a policy that forbids alone is NaN. */
  readonly forbidden: boolean;
}

/** Runs the checks on the webgpu backend. */
export async function checkCategoricals(
  specifications: readonly CategoricalSpecification[],
): Promise<CategoricalCheck[]> {
  const checks: CategoricalCheck[] = [];
  for (const specification of specifications) checks.push(await check(specification));
  return checks;
}

async function check(specification: CategoricalSpecification): Promise<CategoricalCheck> {
  const { metric, actions: n, entropy } = specification;
  const random = createRandom(100 * n + metric.length);
  const states = BOUNDS.flatMap((bound) =>
    STEPS.flatMap((step) => Array.from({ length: STATES }, () => ({ bound, step }))),
  );
  const count = states.length;
  const old = Float32Array.from({ length: count * n }, () => 1.5 * random.normal());
  const logits = old.map((value, i) => value + states[Math.floor(i / n)]!.step * random.normal());
  if (n > 2) {
    for (let state = 0; state < count; state += 3) {
      logits[state * n + 1] = -Infinity;
      old[state * n + 1] = -Infinity;
    }
  }
  const upstream = Float32Array.from({ length: count * n }, () => random.normal());
  const bound = Float32Array.from(states, (state) => state.bound);
  const floor = Float32Array.from(states, () => 0.4 * Math.log(n > 2 ? n - 1 : n) * (0.5 + random.uniform()));

  const [projected, gradient] = await onDevice(specification, logits, old, bound, floor, upstream);

  const projector = categoricalProjectorOf(CATEGORICAL_METRICS[metric], { actions: n, entropy });
  const exact = projector.createResult(count);
  projector.forward(logits, old, { distance: bound, entropyFloor: floor }, exact, count);
  const exactGradient = new Float64Array(count * n);
  projector.backward(old, exact, upstream, exactGradient, count);
  const metricStep = CATEGORICAL_METRICS[metric].createStep(n);
  const prepared = projector.prepare(old, count);

  const losses = new Float64Array(count);
  const lossGradient = new Float64Array(count * n);
  const plain = categoricalProjectorOf(CATEGORICAL_METRICS[metric], { actions: n, entropy: null });
  const proposed = plain.createResult(count);
  plain.forward(logits, old, { distance: 1e9 }, proposed, count);
  categoricalTrustRegionLossOf(CATEGORICAL_METRICS[metric], n).accumulate(
    proposed.logProbabilities,
    prepared.logProbabilities,
    1,
    lossGradient,
    losses,
    count,
  );
  const lossRows = await lossOnDevice(specification, logits, old);

  const result = {
    forward: 0,
    gradient: 0,
    loss: 0,
    lossGradient: 0,
    bound: BOUNDS.map(() => -1),
    active: 0,
    forbidden: true,
  };
  for (let state = 0; state < count; state++) {
    const distance = exact.before.distance[state]!;
    if (Math.abs(distance / bound[state]! - 1) < 5e-3) continue;
    const row = Array.from({ length: n }, (_, i) => state * n + i);
    const slopes = row.map((at) => Math.abs(exactGradient[at]!));
    const unit = Math.max(...slopes, 1e-2);
    if (losses[state]! > BOUNDS[0]!) {
      const given = lossRows.subarray(state * (n + 1), (state + 1) * (n + 1));
      const steepest = Math.max(...row.map((at) => Math.abs(lossGradient[at]!)));
      result.loss = Math.max(result.loss, orInfinite(Math.abs(given[n]! / losses[state]! - 1)));
      for (const [i, at] of row.entries()) {
        const miss = Math.abs(given[i]! - lossGradient[at]!) / steepest;
        result.lossGradient = Math.max(result.lossGradient, orInfinite(miss));
      }
    }
    for (const at of row) {
      if (old[at] === -Infinity) {
        if (projected![at] !== -Infinity || gradient![at] !== 0) result.forbidden = false;
        continue;
      }
      const expected = exact.logProbabilities[at]!;
      const miss = Math.abs(projected![at]! - expected) / Math.max(1, Math.abs(expected));
      result.forward = Math.max(result.forward, orInfinite(miss));
      const slope = Math.abs(gradient![at]! - exactGradient[at]!) / unit;
      result.gradient = Math.max(result.gradient, orInfinite(slope));
    }
    if (distance <= bound[state]! || entropy !== null) continue;
    result.active++;
    const block = BOUNDS.indexOf(states[state]!.bound);
    const after = metricStep.distance(projected!, state * n, prepared, state * n);
    result.bound[block] = Math.max(result.bound[block]!, Math.abs(after / bound[state]! - 1));
  }
  if (n > 2) {
    logits[0] = -Infinity;
    const [alone] = await onDevice(specification, logits, old, bound, floor, upstream);
    if (!alone!.subarray(0, n).some(Number.isNaN)) result.forbidden = false;
  }
  return { name: `${metric} n=${n} ${entropy ? `${entropy.mode} ${entropy.order}` : ''}`, ...result };
}

async function onDevice(
  { metric, actions, entropy }: CategoricalSpecification,
  logits: Float32Array,
  old: Float32Array,
  bound: Float32Array,
  floor: Float32Array,
  upstream: Float32Array,
): Promise<Float32Array[]> {
  const shape: [number, number] = [bound.length, actions];
  const tensors = tf.tidy(() => {
    const oldLogits = tf.tensor2d(old, shape);
    const options = {
      bound: tf.tensor1d(bound),
      ...(entropy && {
        entropyFloor: tf.tensor1d(floor),
        entropyMode: entropy.mode,
        entropyOrder: entropy.order,
      }),
    };
    const project = (given: tf.Tensor) => projectCategorical(metric, given, oldLogits, options);
    const given = tf.tensor2d(logits, shape);
    const weights = tf.tensor2d(upstream, shape);
    // −∞ · 0 is no number: forbidden actions are left out of the loss.
    const allowed = tf.greater(given, -1e30);
    const loss = (z: tf.Tensor) =>
      tf.sum(tf.where(allowed, tf.mul(project(z), weights), tf.zerosLike(weights)));
    return [project(given), tf.grad(loss)(given)];
  });
  const arrays = (await Promise.all(tensors.map((tensor) => tensor.data()))) as Float32Array[];
  tf.dispose(tensors);
  return arrays;
}

const orInfinite = (error: number) => (Number.isNaN(error) ? Infinity : error);

/** Rows of ∂d(p, q)/∂ logits of p, then d(p, q): [m, n + 1]. */
async function lossOnDevice(
  specification: CategoricalSpecification,
  logits: Float32Array,
  old: Float32Array,
): Promise<Float32Array> {
  const { actions: n } = specification;
  const count = logits.length / n;
  const tensors = [tf.tensor1d(logits), tf.tensor1d(old)];
  const backend = tf.backend() as WebGPUBackend;
  const output = backend.runWebGPUProgram(
    {
      variableNames: ['given', 'constant'],
      workgroupSize: [64, 1, 1],
      dispatchLayout: { x: [0] },
      dispatch: [Math.ceil(count / 64), 1, 1],
      outputShape: [count * (n + 1)],
      shaderKey: `categoricalLoss_${JSON.stringify(specification)}`,
      getUserCode: () => /* wgsl */ `
  ${categoricalWgsl(specification)}
  ${categoricalTrustRegionLossWgsl(specification)}
  fn main(index: i32) {
    if (index >= uniforms.outShape / ${n + 1}) { return; }
    var p: Row;
    var c: Row;
    for (var i = 0; i < N; i++) {
      p[i] = given[index * N + i];
      c[i] = constant[index * N + i];
    }
    p = logSoftmax(p);
    c = logSoftmax(c);
    let gradient = trustRegionLossGradient(p, c);
    for (var i = 0; i < N; i++) { result[index * ${n + 1} + i] = gradient[i]; }
    result[index * ${n + 1} + N] = trustRegionLoss(p, c);
  }`,
    },
    tensors,
    'float32',
  );
  const rows = (await backend.read(output.dataId)) as Float32Array;
  backend.disposeData(output.dataId);
  tf.dispose(tensors);
  return rows;
}
