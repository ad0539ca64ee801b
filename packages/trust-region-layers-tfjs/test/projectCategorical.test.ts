import '@tensorflow/tfjs-backend-cpu';
import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { CategoricalProjectionLayer } from '../src/categorical/layer.ts';
import { projectCategorical } from '../src/categorical/projectCategorical.ts';

interface ReferenceCase {
  readonly n: number;
  readonly bound: number;
  readonly logits: number[];
  readonly old_logits: number[];
  readonly log_probabilities: number[];
  readonly gradient_in: number[];
  readonly gradient_logits: number[];
}

const { cases }: { cases: ReferenceCase[] } = JSON.parse(
  readFileSync(new URL('../../../test/fixtures/categorical/kl.json', import.meta.url), 'utf8'),
);

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

describe('projectCategorical', () => {
  it('follows the references in float32, a batch at a time', () => {
    const batch = cases.filter(({ n, bound }) => n === 4 && bound > 1e-6);
    expect(batch.length).toBeGreaterThan(10);
    const tensor = (rows: number[][]) => tf.tensor2d(rows);
    const logits = tensor(batch.map((one) => one.logits));
    const old = tensor(batch.map((one) => one.old_logits));
    const weights = tensor(batch.map((one) => one.gradient_in));
    const bound = tf.tensor1d(batch.map((one) => one.bound));
    const project = (given: tf.Tensor) => projectCategorical('kl', given, old, { bound });
    const projected = project(logits).arraySync() as number[][];
    const gradient = tf
      .grad((given) => tf.sum(tf.mul(project(given), weights)))(logits)
      .arraySync() as number[][];
    for (const [index, one] of batch.entries()) {
      const scale = Math.max(...one.gradient_logits.map(Math.abs), 1e-2);
      for (let i = 0; i < one.n; i++) {
        const expected = one.log_probabilities[i]!;
        expect(Math.abs(projected[index]![i]! - expected)).toBeLessThan(2e-5 * Math.max(1, -expected));
        expect(Math.abs(gradient[index]![i]! - one.gradient_logits[i]!)).toBeLessThan(2e-3 * scale);
      }
    }
  });

  it('takes any batch shape, forbidden actions and an entropy floor', () => {
    const logits = tf.tensor([0, 3, -Infinity, 1, 1, 1, 0, 0, 9, 2, 1, 0], [2, 2, 3]);
    const old = tf.tensor([0, 0, -Infinity, 1, 1, 1, 0, 0, 0, 0, 1, 2], [2, 2, 3]);
    const projected = projectCategorical('euclidean', logits, old, { bound: 0.02, entropyFloor: 0.6 });
    expect(projected.shape).toEqual([2, 2, 3]);
    const rows = tf.reshape(projected, [4, 3]).arraySync() as number[][];
    expect(rows[0]![2]).toBe(-Infinity);
    expect(Math.exp(rows[0]![1]!)).toBeCloseTo(0.6, 6);
    for (const row of rows) expect(row.reduce((sum, value) => sum + Math.exp(value), 0)).toBeCloseTo(1, 5);
    expect(projectCategorical('kl', tf.zeros([0, 3]), tf.zeros([0, 3]), { bound: 1 }).shape).toEqual([0, 3]);
  });

  it('refuses what is wrong with a sentence', () => {
    const z = tf.zeros([2, 3]);
    expect(() => projectCategorical('w2' as 'kl', z, z, { bound: 1 })).toThrow(
      /metric must be one of kl, euclidean/,
    );
    expect(() => projectCategorical('kl', z, tf.zeros([2, 2]), { bound: 1 })).toThrow(
      /oldLogits must have the shape \[2,3\]/,
    );
    expect(() => projectCategorical('kl', z, z, { bound: 0 })).toThrow(
      /bound must be a positive number, not 0/,
    );
    expect(() => projectCategorical('kl', z, z, { bound: 1, entropyFloor: Number.NaN })).toThrow(
      /entropyFloor must be/,
    );
    expect(() =>
      projectCategorical('kl', tf.tensor2d([[0, Number.NaN, 0]]), tf.zeros([1, 3]), { bound: 1 }),
    ).toThrow(/logits of state 0 holds NaN/);
  });
});

describe('a categorical projection layer', () => {
  it('trains in a model and comes back from its JSON', async () => {
    const observation = tf.input({ shape: [2] });
    const oldLogits = tf.input({ shape: [3] });
    const logits = tf.layers.dense({ units: 3 }).apply(observation) as tf.SymbolicTensor;
    const layer = new CategoricalProjectionLayer({ metric: 'kl', bound: 0.05 });
    const model = tf.model({
      inputs: [observation, oldLogits],
      outputs: layer.apply([logits, oldLogits]) as tf.SymbolicTensor,
    });
    const inputs = [tf.ones([4, 2]), tf.zeros([4, 3])];
    model.compile({
      optimizer: tf.train.adam(0.1),
      loss: (_truth, given) => tf.neg(tf.mean(tf.gather(given, [0], 1))),
    });
    const history = await model.fit(inputs, tf.zeros([4, 3]), { epochs: 60, verbose: 0 });
    const losses = history.history.loss as number[];
    expect(losses.at(-1)!).toBeLessThan(losses[0]!);
    const out = model.predict(inputs) as tf.Tensor;
    const kl = tf.sum(tf.mul(tf.exp(out), tf.add(out, Math.log(3))), -1).dataSync();
    expect(Math.max(...kl)).toBeLessThan(0.05 * 1.001);
    expect(Math.max(...kl)).toBeGreaterThan(0.049);

    const copy = await tf.models.modelFromJSON(model.toJSON(null, false) as unknown as tf.io.ModelJSON);
    copy.setWeights(model.getWeights());
    expect((copy.predict(inputs) as tf.Tensor).arraySync()).toEqual(out.arraySync());
    expect(() => layer.call([inputs[0]!])).toThrow(/takes two inputs/);
  });
});
