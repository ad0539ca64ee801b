import * as tf from '@tensorflow/tfjs-core';
import { projectGaussian } from '../../src/layers/projectGaussian.ts';
import type { TrustRegionLossSpecification } from '../../src/projections/trustRegionLoss.ts';
import type { ProjectionSpecification } from '../../src/projections/types.ts';
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

  async losses(specifications: readonly TrustRegionLossSpecification[]) {
    await tf.setBackend('webgpu');
    return checkLosses(specifications);
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
