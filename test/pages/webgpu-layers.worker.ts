import * as tf from '@tensorflow/tfjs-core';
import type { ProjectionSpecification } from '../../src/projections/types.ts';
import { checkLayers } from './layerChecks.ts';

/** The same checks where the trainer runs: in a worker. */
self.onmessage = async ({ data }: MessageEvent<readonly ProjectionSpecification[]>) => {
  await tf.setBackend('webgpu');
  self.postMessage(await checkLayers(data));
};
