/**
 * Categorical projections of so many actions in a process of its own, beside TensorFlow.js on the same batch:
 * `categoricalProcess.ts ACTIONS BATCH…` answers with microseconds a state of each for every batch.
 */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import {
  CATEGORICAL_METRIC_IDS,
  CATEGORICAL_METRICS,
  categoricalProjectorOf,
} from 'trust-region-layers/categorical';
import { createRandom } from '../src/random/random.ts';
import { answer } from './child.ts';
import { microseconds } from './microseconds.ts';

const BOUND = 1e-3;

setWasmPaths(`${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`);
tf.enableProdMode();
await tf.setBackend('wasm');

const [actions, ...counts] = process.argv.slice(2).map(Number) as [number, ...number[]];
answer(counts.map((count) => timesOf(count)));

function timesOf(count: number): Record<string, number> {
  const random = createRandom(1);
  const old = Float32Array.from({ length: count * actions }, () => random.normal());
  const logits = old.map((value) => value + 0.5 * random.normal());
  const upstream = old.map(() => random.normal());
  const gradient = new Float32Array(old.length);
  const times: Record<string, number> = {};
  for (const metric of CATEGORICAL_METRIC_IDS) {
    const projector = categoricalProjectorOf(
      CATEGORICAL_METRICS[metric],
      { actions, entropy: null },
      { reports: false },
    );
    const prepared = projector.prepare(old, count);
    const result = projector.createResult(count);
    times[metric] = microseconds(() => {
      projector.forward(logits, prepared, { distance: BOUND }, result, count);
      projector.backward(prepared, result, upstream, gradient, count);
    });
  }
  const shape: [number, number] = [count, actions];
  const given = tf.tensor2d(logits, shape);
  const before = tf.logSoftmax(tf.tensor2d(old, shape));
  const weights = tf.tensor2d(upstream, shape);
  const timed = (loss: (z: tf.Tensor2D) => tf.Tensor) => {
    const both = tf.valueAndGrad((z: tf.Tensor) => loss(z as tf.Tensor2D).asScalar());
    return microseconds(() => tf.tidy(() => both(given).grad.dataSync()));
  };
  times['logSoftmax'] = timed((z) => tf.sum(tf.mul(tf.logSoftmax(z), weights)));
  times['divergence'] = timed((z) => {
    const log = tf.logSoftmax(z);
    return tf.sum(tf.mul(tf.softmax(z), tf.sub(log, before)));
  });
  return Object.fromEntries(Object.entries(times).map(([name, time]) => [name, time / count]));
}
