import * as tf from '@tensorflow/tfjs-core';
import type {
  ProjectionId,
  ProjectionSpecification,
  TrustRegionLossSpecification,
} from 'trust-region-layers';
import { createDistance } from 'trust-region-layers';
import type { FactorKind } from 'trust-region-layers/gaussian';
import type { CategoricalSpecification } from 'trust-region-layers/wgsl';
import { projectGaussian } from '../../packages/trust-region-layers-tfjs/src/projectGaussian.ts';
import { checkCategoricals } from './categoricalChecks.ts';
import { checkLayers, type LayerCheck } from './layerChecks.ts';
import { checkLosses } from './lossChecks.ts';

tf.enableProdMode();

/** What `test/e2e/layers.webgpu.spec.ts` calls in the page: the op and its shaders on a real (software) device. */
const pageApi = {
  async layers(specifications: readonly ProjectionSpecification[]) {
    await tf.setBackend('webgpu');
    return checkLayers(specifications);
  },

  layersInWorker(specifications: readonly ProjectionSpecification[]) {
    const worker = new Worker(new URL('./webgpu-layers.worker.ts', import.meta.url), { type: 'module' });
    return new Promise<LayerCheck[]>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<LayerCheck[]>) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(specifications);
    }).finally(() => worker.terminate());
  },

  async categoricals(specifications: readonly CategoricalSpecification[]) {
    await tf.setBackend('webgpu');
    return checkCategoricals(specifications);
  },

  async losses(specifications: readonly TrustRegionLossSpecification[]) {
    await tf.setBackend('webgpu');
    return checkLosses(specifications);
  },

  /** Distances divided by their bounds, of projections of extreme proposals; and what comes of a NaN in one state. */
  async hostile(projection: ProjectionId, kind: FactorKind) {
    await tf.setBackend('webgpu');
    const bound = Math.fround(1e-3);
    const turn = kind === 'diagonal' ? 0 : 0.3;
    const factor = (first: number, second: number) =>
      kind === 'diagonal' ? [first, second] : [first, 0, turn * second, second];
    // Standard deviations of the proposed and of the old policy.
    const states = [
      { proposed: factor(1e3, 1), old: factor(1, 1), offset: 1e4 },
      { proposed: factor(1e-3, 1), old: factor(1, 1), offset: 1e-3 },
      { proposed: factor(1e-5, 2e-5), old: factor(2e-5, 1e-5), offset: 1e-5 },
      { proposed: factor(1e-2, 30), old: factor(1, 0.1), offset: 100 },
      { proposed: factor(Number.NaN, 1), old: factor(1, 1), offset: Number.NaN },
    ];
    const count = states.length;
    const shape = kind === 'diagonal' ? [count, 2] : [count, 2, 2];
    const oldMean = tf.zeros([count, 2]);
    const oldFactor = tf.tensor(
      states.flatMap(({ old }) => old),
      shape,
    );
    const mean = tf.tensor(
      states.flatMap(({ offset }) => [offset, -offset]),
      [count, 2],
    );
    const proposed = tf.tensor(
      states.flatMap((state) => state.proposed),
      shape,
    );
    const bounds = { meanBound: bound, covarianceBound: bound, factorKind: kind };
    const output = tf.tidy(() => {
      const run = (m: tf.Tensor, f: tf.Tensor) =>
        projectGaussian(projection, { mean: m, factor: f }, { oldMean, oldFactor }, bounds);
      const gradients = tf.grads((m: tf.Tensor, f: tf.Tensor) => {
        const projected = run(m, f);
        return tf.add(tf.sum(projected.mean), tf.sum(projected.factor));
      })([mean, proposed]);
      const projected = run(mean, proposed);
      return [projected.mean, projected.factor, ...gradients];
    });
    const arrays = (await Promise.all(output.map((tensor) => tensor.data()))) as Float32Array[];
    const last = arrays.map((array) => array.slice((array.length / count) * (count - 1)));
    const others = arrays.map((array) => array.slice(0, (array.length / count) * (count - 1)));
    const distance = createDistance({ projection, scaled: true, factor: kind, dimension: 2 });
    const after = { mean: new Float64Array(count - 1), covariance: new Float64Array(count - 1) };
    const old = { mean: new Float32Array(2 * count), factor: (await oldFactor.data()) as Float32Array };
    distance.evaluate({ mean: others[0]!, factor: others[1]! }, old, after.mean, after.covariance, count - 1);
    tf.dispose([...output, oldMean, oldFactor, mean, proposed]);
    return {
      finite: others.every((array) => array.every(Number.isFinite)),
      mean: Array.from(after.mean, (value) => value / bound),
      covariance: Array.from(after.covariance, (value) => value / bound),
      notANumber: last.slice(0, 2).every((array) => array.some(Number.isNaN)),
    };
  },

  /** Kernels of projections that run, and tensors left behind, in a forward pass and in one with its gradient. */
  async cost() {
    await tf.setBackend('webgpu');
    const oldMean = tf.zeros([8, 2]);
    const oldFactor = tf.ones([8, 2]);
    const loss = (mean: tf.Tensor, factor: tf.Tensor) => {
      const bounds = { meanBound: 0.01, covarianceBound: 0.01 };
      const projected = projectGaussian('kl', { mean, factor }, { oldMean, oldFactor }, bounds);
      return tf.add(tf.sum(projected.mean), tf.sum(projected.factor));
    };
    const inputs = [tf.ones([8, 2]), tf.fill([8, 2], 2)];
    const before = tf.memory().numTensors;
    const forward = await projectionKernels(() => loss(inputs[0]!, inputs[1]!));
    const both = await projectionKernels(() => tf.grads(loss)(inputs));
    return { forward, both, leaked: tf.memory().numTensors - before };
  },
};

async function projectionKernels(run: () => tf.TensorContainer): Promise<string[]> {
  const { kernels } = await tf.profile(() => {
    tf.tidy(() => {
      run();
    });
    return [];
  });
  return kernels.map(({ name }) => name).filter((name) => name.startsWith('TrustRegion'));
}

declare global {
  var layerTests: typeof pageApi;
}
globalThis.layerTests = pageApi;
export type LayersPageApi = typeof pageApi;
