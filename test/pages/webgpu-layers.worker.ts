import * as tf from '@tensorflow/tfjs-core';
import type { ProjectionSpecification } from 'trust-region-layers';
import { checkLayers } from './layerChecks.ts';

/** The same checks where the trainer runs: in a worker. */
self.onmessage = async ({ data }: MessageEvent<readonly ProjectionSpecification[]>) => {
  await tf.setBackend('webgpu');
  self.postMessage(await checkLayers(data));
};
