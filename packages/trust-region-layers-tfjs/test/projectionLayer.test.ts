import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectGaussian } from '../src/projectGaussian.ts';
import { ProjectionLayer, type ProjectionLayerConfig } from '../src/projectionLayer.ts';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** A policy with a diagonal covariance for three observations and two actions, its old Gaussian given as inputs. */
function createPolicy(config: Partial<ProjectionLayerConfig> = {}): tf.LayersModel {
  const observation = tf.input({ shape: [3] });
  const oldMean = tf.input({ shape: [2] });
  const oldFactor = tf.input({ shape: [2] });
  const kernelInitializer = tf.initializers.glorotUniform({ seed: 4 });
  const mean = tf.layers.dense({ units: 2, kernelInitializer }).apply(observation) as tf.SymbolicTensor;
  const factor = tf.layers
    .dense({ units: 2, activation: 'softplus', kernelInitializer })
    .apply(observation) as tf.SymbolicTensor;
  const outputs = new ProjectionLayer({
    projection: 'w2',
    meanBound: 0.03,
    covarianceBound: 1e-3,
    ...config,
  }).apply([mean, factor, oldMean, oldFactor]) as tf.SymbolicTensor[];
  return tf.model({ inputs: [observation, oldMean, oldFactor], outputs });
}

const inputs = () => [
  tf.tensor2d([
    [1, -0.5, 2],
    [0.2, 0.1, -0.3],
  ]),
  tf.zeros([2, 2]),
  tf.fill([2, 2], 0.5),
];

describe('a projection layer', () => {
  it('gives the model the shapes of a Gaussian and keeps it in the trust region', () => {
    const model = createPolicy();
    expect(model.outputShape).toEqual([
      [null, 2],
      [null, 2],
    ]);
    const [mean, factor] = model.predict(inputs()) as [tf.Tensor, tf.Tensor];
    const meanPart = tf.sum(tf.square(tf.div(mean, 0.5)), -1).dataSync();
    const covariancePart = tf.sum(tf.square(tf.sub(tf.div(factor, 0.5), 1)), -1).dataSync();
    for (const part of meanPart) expect(part).toBeLessThanOrEqual(0.03 * (1 + 1e-5));
    for (const part of covariancePart) expect(part).toBeLessThanOrEqual(1e-3 * (1 + 1e-4));
    expect(Math.max(...meanPart)).toBeGreaterThan(0.0299);
  });

  it('equals the operation it wraps, options included', () => {
    const config = {
      projection: 'kl',
      entropyFloor: 1,
      entropyMode: 'equality',
      entropyOrder: 'before',
    } as const;
    const layer = new ProjectionLayer({
      ...config,
      meanBound: 0.1,
      covarianceBound: 0.01,
      factorKind: 'cholesky',
    });
    const mean = tf.ones([3, 2]);
    const factor = tf.tensor([2, 0, 0.5, 1, 1, 0, 0.1, 0.7, 1, 0, 0, 1], [3, 2, 2]);
    const old = { oldMean: tf.zeros([3, 2]), oldFactor: tf.tile(tf.eye(2, 2, [1]), [3, 1, 1]) };
    const [layerMean, layerFactor] = layer.call([mean, factor, old.oldMean, old.oldFactor]) as [
      tf.Tensor,
      tf.Tensor,
    ];
    const { projection, ...options } = config;
    const expected = projectGaussian(projection, { mean, factor }, old, {
      ...options,
      meanBound: 0.1,
      covarianceBound: 0.01,
    });
    expect(layerMean.dataSync()).toEqual(expected.mean.dataSync());
    expect(layerFactor.dataSync()).toEqual(expected.factor.dataSync());
  });

  it('survives being saved and loaded', async () => {
    const model = createPolicy({ entropyFloor: 0.5, scaled: false, name: 'trust_region' });
    let saved: tf.io.ModelArtifacts | undefined;
    await model.save(
      tf.io.withSaveHandler(async (artifacts) => {
        saved = artifacts;
        return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
      }),
    );
    const topology = JSON.parse(JSON.stringify(saved!.modelTopology)) as object;
    const loaded = await tf.loadLayersModel(tf.io.fromMemory({ ...saved!, modelTopology: topology }));
    const layer = loaded.getLayer('trust_region');
    expect(layer).toBeInstanceOf(ProjectionLayer);
    expect(layer.getConfig()).toMatchObject({
      projection: 'w2',
      meanBound: 0.03,
      covarianceBound: 1e-3,
      scaled: false,
      entropyFloor: 0.5,
    });
    const [before, after] = [model, loaded].map((policy) =>
      (policy.predict(inputs()) as tf.Tensor[]).map((tensor) => tensor.dataSync()),
    );
    expect(after).toEqual(before);
  });

  it('lets a model learn through it', async () => {
    const model = createPolicy();
    const first = model.getWeights()[0]!.dataSync().slice();
    model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
    await model.fit(inputs(), [tf.ones([2, 2]), tf.ones([2, 2])], { epochs: 2, verbose: 0 });
    const last = model.getWeights()[0]!.dataSync();
    expect(last.every(Number.isFinite)).toBe(true);
    expect(last).not.toEqual(first);
  });

  it('says how many inputs it takes', () => {
    const layer = new ProjectionLayer({ projection: 'kl', meanBound: 1, covarianceBound: 1 });
    expect(() => layer.apply([tf.zeros([1, 2]), tf.ones([1, 2])])).toThrow('takes four inputs');
  });
});
