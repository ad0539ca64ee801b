import '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { CATEGORICAL_METRICS, categoricalProjectorOf } from 'trust-region-layers/categorical';
import type { CategoricalSpecification } from 'trust-region-layers/wgsl';
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

  const result = { forward: 0, gradient: 0, bound: BOUNDS.map(() => -1), active: 0, forbidden: true };
  for (let state = 0; state < count; state++) {
    const distance = exact.before.distance[state]!;
    if (Math.abs(distance / bound[state]! - 1) < 5e-3) continue;
    const row = Array.from({ length: n }, (_, i) => state * n + i);
    const slopes = row.map((at) => Math.abs(exactGradient[at]!));
    const unit = Math.max(...slopes, 1e-2);
    for (const at of row) {
      if (old[at] === -Infinity) {
        if (projected![at] !== -Infinity || gradient![at] !== 0) result.forbidden = false;
        continue;
      }
      const expected = exact.logProbabilities[at]!;
      const miss = Math.abs(projected![at]! - expected) / Math.max(1, Math.abs(expected));
      result.forward = Math.max(result.forward, Number.isNaN(miss) ? Infinity : miss);
      const slope = Math.abs(gradient![at]! - exactGradient[at]!) / unit;
      result.gradient = Math.max(result.gradient, Number.isNaN(slope) ? Infinity : slope);
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
