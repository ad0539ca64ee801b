import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { createTrustRegionLoss, type TrustRegionLossSpecification } from 'trust-region-layers';
import { createLogDensity, type FactorKind, factorSize } from 'trust-region-layers/gaussian';
import { densityWgsl, distanceWgsl, trustRegionLossWgsl } from 'trust-region-layers/wgsl';
import { createRandom } from '../../src/random/random.ts';
import { largest, largestDifference } from './layerChecks.ts';
import { drawPair } from './policyPairs.ts';

const STEPS = [2e-3, 0.03, 0.3, 0.7];
const STATES_PER_STEP = 6;

/** Largest errors of the WGSL loss and log-density against float64, relative to the largest entry of a state's. */
export interface LossCheck {
  readonly name: string;
  readonly loss: number;
  readonly lossGradient: number;
  readonly density: number;
  readonly densityGradient: number;
  /** In nats. */
  readonly entropy: number;
}

export async function checkLosses(
  specifications: readonly TrustRegionLossSpecification[],
): Promise<LossCheck[]> {
  const checks: LossCheck[] = [];
  for (const specification of specifications) checks.push(await checkLoss(specification));
  return checks;
}

async function checkLoss(specification: TrustRegionLossSpecification): Promise<LossCheck> {
  const { factor, dimension: k } = specification;
  const f = factorSize(factor, k);
  const random = createRandom(77 * k + factor.length);
  const states = STEPS.flatMap((step) =>
    Array.from({ length: STATES_PER_STEP }, () => drawPair(factor, k, step, random)),
  );
  const count = states.length;
  const pack = (key: keyof (typeof states)[number]) =>
    Float32Array.from(states.flatMap((state) => [...state[key]]));
  const p = { mean: pack('mean'), factor: pack('factor') };
  const target = { mean: pack('oldMean'), factor: pack('oldFactor') };
  const action = p.mean.map((value) => value + random.normal());
  const device = await onDevice(specification, p, target, action);

  const ones = new Float64Array(count).fill(1);
  const gaussians = () => ({ mean: new Float64Array(count * k), factor: new Float64Array(count * f) });
  const loss = createTrustRegionLoss(specification);
  const losses = new Float64Array(count);
  const lossGradient = gaussians();
  loss.evaluate(p, target, losses, count);
  loss.gradient(p, target, ones, lossGradient, count);
  const density = createLogDensity(factor, k);
  const densities = new Float64Array(count);
  const densityGradient = gaussians();
  density.forward(p, action, densities, count);
  density.backward(p, action, ones, densityGradient, count);
  const entropies = entropiesOf(factor, k, p, count);

  const worst = { loss: 0, lossGradient: 0, density: 0, densityGradient: 0, entropy: 0 };
  const note = (key: keyof typeof worst, error: number) => {
    worst[key] = Math.max(worst[key], Number.isNaN(error) ? Infinity : error);
  };
  const width = 3 + 2 * (k + f);
  for (let n = 0; n < count; n++) {
    const row = Array.from(device.subarray(n * width, (n + 1) * width));
    const exact = (gaussian: { mean: Float64Array; factor: Float64Array }) => [
      ...gaussian.mean.subarray(n * k, (n + 1) * k),
      ...gaussian.factor.subarray(n * f, (n + 1) * f),
    ];
    note('loss', Math.abs(row[0]! / losses[n]! - 1));
    note('density', Math.abs(row[1]! - densities[n]!) / Math.max(1, Math.abs(densities[n]!)));
    note('entropy', Math.abs(row[2]! - entropies[n]!));
    for (const [key, offset, gradient] of [
      ['lossGradient', 3, exact(lossGradient)],
      ['densityGradient', 3 + k + f, exact(densityGradient)],
    ] as const) {
      note(key, largestDifference(row.slice(offset, offset + k + f), gradient) / largest(gradient));
    }
  }
  const { projection, scaled } = specification;
  return { name: `${projection} ${scaled ? 'scaled' : 'unscaled'} ${factor} k=${k}`, ...worst };
}

function entropiesOf(
  kind: FactorKind,
  k: number,
  p: { mean: Float32Array; factor: Float32Array },
  count: number,
) {
  // H = −ln N(μ | μ, Σ) + k/2.
  const atMean = new Float64Array(count);
  createLogDensity(kind, k).forward(p, p.mean, atMean, count);
  return atMean.map((value) => k / 2 - value);
}

async function onDevice(
  specification: TrustRegionLossSpecification,
  p: { mean: Float32Array; factor: Float32Array },
  target: { mean: Float32Array; factor: Float32Array },
  action: Float32Array,
): Promise<Float32Array> {
  const { factor, dimension: k } = specification;
  const count = p.mean.length / k;
  const width = 3 + 2 * (k + factorSize(factor, k));
  const inputs = {
    pMean: p.mean,
    pFactor: p.factor,
    tMean: target.mean,
    tFactor: target.factor,
    action,
  };
  const tensors = Object.values(inputs).map((array) => tf.tensor1d(array));
  const code = /* wgsl */ `
  ${distanceWgsl(specification)}
  ${trustRegionLossWgsl(specification)}
  ${densityWgsl(specification)}
  fn main(index: i32) {
    // A uniform has to be used: one that is not is left out of the layout that the backend binds.
    if (index >= uniforms.outShape / ${width}) { return; }
    var p: Gaussian;
    var t: Gaussian;
    var a: Vector;
    for (var i = 0; i < K; i++) {
      p.mean[i] = pMean[index * K + i];
      t.mean[i] = tMean[index * K + i];
      a[i] = action[index * K + i];
    }
    for (var i = 0; i < F; i++) {
      p.factor[i] = pFactor[index * F + i];
      t.factor[i] = tFactor[index * F + i];
    }
    var factor = p.factor;
    let row = index * ${width};
    result[row] = trustRegionLoss(p, t);
    result[row + 1] = logDensity(p, a);
    result[row + 2] = entropy(&factor);
    let lossGradient = trustRegionLossGradient(p, t);
    let densityGradient = logDensityGradient(p, a);
    for (var i = 0; i < K; i++) {
      result[row + 3 + i] = lossGradient.mean[i];
      result[row + 3 + K + F + i] = densityGradient.mean[i];
    }
    for (var i = 0; i < F; i++) {
      result[row + 3 + K + i] = lossGradient.factor[i];
      result[row + 3 + 2 * K + F + i] = densityGradient.factor[i];
    }
  }`;
  const backend = tf.backend() as WebGPUBackend;
  const output = backend.runWebGPUProgram(
    {
      variableNames: Object.keys(inputs),
      workgroupSize: [64, 1, 1],
      dispatchLayout: { x: [0] },
      dispatch: [Math.ceil(count / 64), 1, 1],
      outputShape: [count * width],
      shaderKey: `lossCheck_${JSON.stringify(specification)}`,
      getUserCode: () => code,
    },
    tensors,
    'float32',
  );
  const result = (await backend.read(output.dataId)) as Float32Array;
  backend.disposeData(output.dataId);
  tf.dispose(tensors);
  return result;
}
