import '@tensorflow/tfjs-backend-webgpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import * as tf from '@tensorflow/tfjs-core';
import type { ProjectionSpecification } from 'trust-region-layers';
import { createProjector } from 'trust-region-layers';
import { factorSize } from 'trust-region-layers/gaussian';
import { projectGaussian } from '../../packages/trust-region-layers-tfjs/src/projectGaussian.ts';
import { createRandom } from '../../src/random/random.ts';
import { drawPair } from './policyPairs.ts';

/** Bounds of one specification's check; each gets its own block of states in one batch. */
export const BOUNDS = [1e-6, 1e-3, 0.1];
/** Relative sizes of the steps that are proposed: inside most bounds … far outside. */
const STEPS = [1e-4, 2e-3, 0.03, 0.3, 0.7];
const STATES_PER_STEP = 4;

/** Largest errors of one specification against the library in float64. */
export interface LayerCheck {
  readonly name: string;
  /** Projected mean and factor, relative to the largest entry of the state's. */
  readonly forward: number;
  /** Gradient, relative to the largest entry of the state's (or a thousandth of the upstream gradient). */
  readonly gradient: number;
  /** |distance after / bound − 1| of parts that were outside, for each of {@link BOUNDS}; −1 if not measured. */
  readonly meanBound: readonly number[];
  readonly covarianceBound: readonly number[];
  /** Entries that changed although their part was inside. */
  readonly moved: number;
  /** Parts compared while active, so that a check of nothing is noticed. */
  readonly active: number;
}

/** Runs the checks on the current backend, one after the other. */
export async function checkLayers(specifications: readonly ProjectionSpecification[]): Promise<LayerCheck[]> {
  const checks: LayerCheck[] = [];
  for (const specification of specifications) checks.push(await checkLayer(specification));
  return checks;
}

async function checkLayer(specification: ProjectionSpecification): Promise<LayerCheck> {
  const { dimension: k, factor, entropy } = specification;
  const f = factorSize(factor, k);
  const random = createRandom(1000 * k + specification.projection.length + factor.length);
  const states = BOUNDS.flatMap((bound) =>
    STEPS.flatMap((step) =>
      Array.from({ length: STATES_PER_STEP }, () => ({ bound, ...drawPair(factor, k, step, random) })),
    ),
  );
  const count = states.length;
  const pack = (key: 'mean' | 'factor' | 'oldMean' | 'oldFactor') =>
    Float32Array.from(states.flatMap((state) => state[key]));
  const proposed = { mean: pack('mean'), factor: pack('factor') };
  const old = { mean: pack('oldMean'), factor: pack('oldFactor') };
  const bound = Float32Array.from(states, (state) => state.bound);
  const floor = Float32Array.from(states, () => 0.5 * k + random.normal());
  const upstream = {
    mean: Float32Array.from({ length: count * k }, () => random.normal()),
    factor: Float32Array.from({ length: count * f }, () => random.normal()),
  };

  const gpu = await onDevice(specification, proposed, old, bound, floor, upstream);

  const projector = createProjector(specification);
  const bounds = { mean: bound, covariance: bound, entropyFloor: floor };
  const result = projector.createResult(count);
  projector.forward(proposed, old, bounds, result, count);
  const exactGradient = { mean: new Float64Array(count * k), factor: new Float64Array(count * f) };
  projector.backward(proposed, old, bounds, result, upstream, exactGradient, count);

  // The distances that the device's result has, measured in float64.
  const measured = projector.createResult(count);
  projector.forward(
    { mean: gpu.mean, factor: gpu.factor },
    old,
    { ...bounds, entropyFloor: -Infinity },
    measured,
    count,
  );

  const check = {
    forward: 0,
    gradient: 0,
    meanBound: BOUNDS.map(() => -1),
    covarianceBound: BOUNDS.map(() => -1),
    moved: 0,
    active: 0,
  };
  for (let n = 0; n < count; n++) {
    const atEdge = (distance: number) => Math.abs(distance / bound[n]! - 1) < 2e-3;
    if (atEdge(result.before.mean[n]!) || atEdge(result.before.covariance[n]!)) continue;
    const block = BOUNDS.indexOf(states[n]!.bound);
    for (const [part, size] of [
      ['mean', k],
      ['factor', f],
    ] as const) {
      const row = (array: ArrayLike<number>) => Array.from({ length: size }, (_, i) => array[n * size + i]!);
      const exact = row(result[part]);
      check.forward = Math.max(check.forward, largestDifference(row(gpu[part]), exact) / largest(exact));
      const slope = row(exactGradient[part]);
      const unit = Math.max(largest(slope), 1e-3 * largest(row(upstream[part])));
      check.gradient = Math.max(check.gradient, largestDifference(row(gpu.gradient[part]), slope) / unit);
      const inside = part === 'mean' ? result.meanMultiplier[n] === 0 : result.covarianceMultiplier[n] === 0;
      if (!inside) {
        check.active++;
        const after = part === 'mean' ? measured.before.mean[n]! : measured.before.covariance[n]!;
        const errors = part === 'mean' ? check.meanBound : check.covarianceBound;
        if (part === 'mean' || entropy?.order !== 'after') {
          errors[block] = Math.max(errors[block]!, Math.abs(after / bound[n]! - 1));
        }
      } else if (part === 'mean' || entropy === null) {
        if (largestDifference(row(gpu[part]), row(proposed[part])) !== 0) check.moved++;
      }
    }
  }
  return { name: nameOf(specification), ...check };
}

async function onDevice(
  specification: ProjectionSpecification,
  proposed: { mean: Float32Array; factor: Float32Array },
  old: { mean: Float32Array; factor: Float32Array },
  bound: Float32Array,
  floor: Float32Array,
  upstream: { mean: Float32Array; factor: Float32Array },
) {
  const { projection, scaled, factor, dimension: k, entropy } = specification;
  const count = bound.length;
  const factorShape = factor === 'diagonal' ? [count, k] : [count, k, k];
  const tensors = tf.tidy(() => {
    const oldMean = tf.tensor(old.mean, [count, k]);
    const oldFactor = tf.tensor(old.factor, factorShape);
    const options = {
      meanBound: tf.tensor1d(bound),
      covarianceBound: tf.tensor1d(bound),
      scaled,
      factorKind: factor,
      ...(entropy && {
        entropyFloor: tf.tensor1d(floor),
        entropyMode: entropy.mode,
        entropyOrder: entropy.order,
      }),
    };
    const project = (mean: tf.Tensor, covariance: tf.Tensor) =>
      projectGaussian(projection, { mean, factor: covariance }, { oldMean, oldFactor }, options);
    const mean = tf.tensor(proposed.mean, [count, k]);
    const covariance = tf.tensor(proposed.factor, factorShape);
    const weights = {
      mean: tf.tensor(upstream.mean, [count, k]),
      factor: tf.tensor(upstream.factor, factorShape),
    };
    const output = project(mean, covariance);
    const gradients = tf.grads((m: tf.Tensor, c: tf.Tensor) => {
      const projected = project(m, c);
      return tf.add(
        tf.sum(tf.mul(projected.mean, weights.mean)),
        tf.sum(tf.mul(projected.factor, weights.factor)),
      );
    })([mean, covariance]);
    return [output.mean, output.factor, gradients[0]!, gradients[1]!];
  });
  const [mean, factors, meanGradient, factorGradient] = (await Promise.all(
    tensors.map((tensor) => tensor.data()),
  )) as Float32Array[];
  tf.dispose(tensors);
  return { mean: mean!, factor: factors!, gradient: { mean: meanGradient!, factor: factorGradient! } };
}

export function largest(values: readonly number[]): number {
  return Math.max(...values.map(Math.abs));
}

/** NaN counts as infinitely wrong. */
export function largestDifference(a: readonly number[], b: readonly number[]): number {
  const error = largest(a.map((value, i) => value - b[i]!));
  return Number.isNaN(error) ? Infinity : error;
}

export function nameOf({ projection, scaled, factor, dimension, entropy }: ProjectionSpecification): string {
  const step = entropy ? ` entropy ${entropy.mode} ${entropy.order}` : '';
  return `${projection} ${scaled ? 'scaled' : 'unscaled'} ${factor} k=${dimension}${step}`;
}
