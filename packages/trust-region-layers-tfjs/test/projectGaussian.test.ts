import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../../src/random/random.ts';
import { type FactorKind, factorSize } from '../../trust-region-layers/src/gaussian/types.ts';
import { createProjector, type ProjectionId } from '../../trust-region-layers/src/metrics.ts';
import type { EntropyMode, EntropyOrder } from '../../trust-region-layers/src/projection/types.ts';
import { type ProjectGaussianOptions, projectGaussian } from '../src/projectGaussian.ts';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

interface Pair {
  mean: tf.Tensor;
  factor: tf.Tensor;
  oldMean: tf.Tensor;
  oldFactor: tf.Tensor;
}

/** Old and proposed policies, a few tenths of a standard deviation apart, for a batch of shape `batch`. */
function drawPair(kind: FactorKind, k: number, batch: readonly number[], random: Random): Pair {
  const count = batch.reduce((product, size) => product * size, 1);
  const f = factorSize(kind, k);
  const arrays = { mean: [], factor: [], oldMean: [], oldFactor: [] } as Record<keyof Pair, number[]>;
  for (let n = 0; n < count; n++) {
    for (let i = 0; i < k; i++) {
      const old = random.normal();
      arrays.oldMean.push(old);
      arrays.mean.push(old + 0.4 * random.normal());
    }
    const noise = Array.from({ length: f }, () => random.normal());
    for (let at = 0; at < f; at++) {
      const i = kind === 'diagonal' ? at : Math.floor(at / k);
      const j = kind === 'diagonal' ? at : at % k;
      if (i === j) {
        const old = 1.2 + 0.3 * i;
        arrays.oldFactor.push(old);
        arrays.factor.push(old * Math.exp(0.3 * noise[at]!));
      } else if (kind === 'cholesky') {
        arrays.oldFactor.push(j < i ? 0.3 : 0);
        arrays.factor.push(j < i ? 0.3 + 0.2 * noise[at]! : 0);
      } else {
        // Symmetric, and small enough beside the diagonal to stay positive definite.
        const shared = noise[Math.max(i, j) * k + Math.min(i, j)]!;
        arrays.oldFactor.push(0.1);
        arrays.factor.push(0.1 * Math.tanh(shared));
      }
    }
  }
  const factorShape = kind === 'diagonal' ? [...batch, k] : [...batch, k, k];
  return {
    mean: tf.tensor(arrays.mean, [...batch, k]),
    factor: tf.tensor(arrays.factor, factorShape),
    oldMean: tf.tensor(arrays.oldMean, [...batch, k]),
    oldFactor: tf.tensor(arrays.oldFactor, factorShape),
  };
}

function numbers(tensor: tf.Tensor): Float64Array {
  return Float64Array.from(tensor.dataSync());
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));
}

const METRICS: readonly (readonly [ProjectionId, boolean])[] = [
  ['kl', true],
  ['w2', true],
  ['w2', false],
  ['frobenius', true],
  ['frobenius', false],
  ['bures', true],
  ['bures', false],
];
const KINDS: readonly FactorKind[] = ['diagonal', 'cholesky', 'root', 'covariance'];
const ENTROPY_STEPS: readonly ({ mode: EntropyMode; order: EntropyOrder } | null)[] = [
  null,
  { mode: 'inequality', order: 'after' },
  { mode: 'equality', order: 'before' },
];

describe.each(KINDS)('a %s factor', (kind) => {
  it.each(METRICS)('agrees with the float64 core for %s, scaled %s', (projection, scaled) => {
    const k = 3;
    const count = 5;
    const floor = 5.2;
    const pair = drawPair(kind, k, [count], createRandom(7));
    const weights = drawPair(kind, k, [count], createRandom(8));
    const proposed = { mean: numbers(pair.mean), factor: numbers(pair.factor) };
    const old = { mean: numbers(pair.oldMean), factor: numbers(pair.oldFactor) };
    const upstream = { mean: numbers(weights.mean), factor: numbers(weights.factor) };
    for (const entropy of ENTROPY_STEPS) {
      const options: ProjectGaussianOptions = {
        meanBound: 0.01,
        covarianceBound: 1e-3,
        scaled,
        factorKind: kind,
        ...(entropy && { entropyFloor: floor, entropyMode: entropy.mode, entropyOrder: entropy.order }),
      };
      const project = (mean: tf.Tensor, factor: tf.Tensor) =>
        projectGaussian(projection, { mean, factor }, pair, options);
      const output = project(pair.mean, pair.factor);
      const [meanGradient, factorGradient] = tf.grads((mean: tf.Tensor, factor: tf.Tensor) => {
        const projected = project(mean, factor);
        return tf.add(
          tf.sum(tf.mul(projected.mean, weights.mean)),
          tf.sum(tf.mul(projected.factor, weights.factor)),
        );
      })([pair.mean, pair.factor]) as [tf.Tensor, tf.Tensor];

      const projector = createProjector({ projection, scaled, factor: kind, dimension: k, entropy });
      const bounds = {
        mean: Math.fround(0.01),
        covariance: Math.fround(1e-3),
        entropyFloor: Math.fround(floor),
      };
      const result = projector.createResult(count);
      projector.forward(proposed, old, bounds, result, count);
      const gradient = {
        mean: new Float64Array(count * k),
        factor: new Float64Array(proposed.factor.length),
      };
      projector.backward(proposed, old, bounds, result, upstream, gradient, count);

      expect(Math.max(...result.covarianceMultiplier)).toBeGreaterThan(0);
      expect(largestDifference(numbers(output.mean), result.mean)).toBeLessThan(5e-7);
      expect(largestDifference(numbers(output.factor), result.factor)).toBeLessThan(2e-6);
      expect(largestDifference(numbers(meanGradient), gradient.mean)).toBeLessThan(5e-7);
      expect(largestDifference(numbers(factorGradient), gradient.factor)).toBeLessThan(2e-6);
    }
  });

  it('has the gradient that finite differences have', () => {
    const k = 2;
    const pair = drawPair(kind, k, [], createRandom(3));
    const loss = (mean: tf.Tensor, factor: tf.Tensor) => {
      const projected = projectGaussian('kl', { mean, factor }, pair, {
        meanBound: 0.05,
        covarianceBound: 0.02,
        factorKind: kind,
      });
      return tf.add(tf.sum(tf.square(projected.mean)), tf.sum(tf.sin(projected.factor))) as tf.Scalar;
    };
    const [, gradient] = tf.grads(loss)([pair.mean, pair.factor]) as [tf.Tensor, tf.Tensor];
    const at = numbers(pair.factor);
    const slope = numbers(gradient);
    const step = 2e-3;
    for (let i = 0; i < k; i++) {
      for (let j = 0; j <= i; j++) {
        if (kind === 'diagonal' && i !== j) continue;
        const entries = kind === 'diagonal' ? [i] : [i * k + j];
        if (i !== j && kind !== 'cholesky') entries.push(j * k + i);
        const moved = (by: number) => {
          const values = Array.from(at, (value, entry) => value + (entries.includes(entry) ? by : 0));
          return numbers(loss(pair.mean, tf.tensor(values, pair.factor.shape)))[0]!;
        };
        const expected = (moved(step) - moved(-step)) / (2 * step);
        const actual = entries.reduce((sum, entry) => sum + slope[entry]!, 0);
        expect(Math.abs(actual - expected)).toBeLessThan(2e-3);
      }
    }
  });
});

describe('shapes and bounds', () => {
  it('accepts any number of leading axes, also none', () => {
    for (const batch of [[], [6], [2, 3]]) {
      const pair = drawPair('cholesky', 2, batch, createRandom(1));
      const projected = projectGaussian('w2', pair, pair, { meanBound: 0.01, covarianceBound: 0.01 });
      expect(projected.mean.shape).toEqual([...batch, 2]);
      expect(projected.factor.shape).toEqual([...batch, 2, 2]);
    }
  });

  it('projects states one by one, each with its own bounds', () => {
    const pair = drawPair('diagonal', 2, [2, 2], createRandom(5));
    const bounds = [1e-3, 0.02, 0.3, 10];
    const projected = projectGaussian('kl', pair, pair, {
      meanBound: tf.tensor(bounds, [2, 2]),
      covarianceBound: 0.02,
      entropyFloor: tf.tensor([-9, 4, 4, -Infinity], [2, 2]),
    });
    bounds.forEach((bound, n) => {
      const one = (tensor: tf.Tensor) => tf.slice(tf.reshape(tensor, [4, 2]), [n, 0], [1, 2]);
      const alone = projectGaussian(
        'kl',
        { mean: one(pair.mean), factor: one(pair.factor) },
        { oldMean: one(pair.oldMean), oldFactor: one(pair.oldFactor) },
        { meanBound: tf.scalar(bound), covarianceBound: 0.02, entropyFloor: [-9, 4, 4, -Infinity][n] },
      );
      expect(numbers(one(projected.mean))).toEqual(numbers(alone.mean));
      expect(numbers(one(projected.factor))).toEqual(numbers(alone.factor));
    });
  });

  it('returns a proposal inside the region to the bit', () => {
    const pair = drawPair('root', 3, [4], createRandom(2));
    const projected = projectGaussian('bures', pair, pair, {
      meanBound: 1e3,
      covarianceBound: 1e3,
      factorKind: 'root',
    });
    expect(projected.mean.dataSync()).toEqual(pair.mean.dataSync());
    expect(projected.factor.dataSync()).toEqual(pair.factor.dataSync());
  });

  it('keeps no state between a forward and its backward', () => {
    const first = drawPair('cholesky', 2, [3], createRandom(1));
    const second = drawPair('cholesky', 2, [3], createRandom(2));
    const options = { meanBound: 0.01, covarianceBound: 1e-3 };
    const loss = (mean: tf.Tensor, interrupted: boolean) => {
      const projected = projectGaussian('kl', { mean, factor: first.factor }, first, options);
      if (interrupted) projectGaussian('kl', second, second, options);
      return tf.sum(tf.square(projected.mean)) as tf.Scalar;
    };
    const gradient = (interrupted: boolean) =>
      tf.grad((mean: tf.Tensor) => loss(mean, interrupted))(first.mean);
    expect(gradient(true).dataSync()).toEqual(gradient(false).dataSync());
  });

  it('treats the old policy as a constant', () => {
    const pair = drawPair('diagonal', 2, [3], createRandom(4));
    const gradients = tf.grads((oldMean: tf.Tensor, oldFactor: tf.Tensor) =>
      tf.sum(
        projectGaussian('w2', pair, { oldMean, oldFactor }, { meanBound: 0.01, covarianceBound: 0.01 }).mean,
      ),
    )([pair.oldMean, pair.oldFactor]);
    for (const gradient of gradients) expect(numbers(gradient).every((value) => value === 0)).toBe(true);
  });

  it('accepts an empty batch', () => {
    const empty = { mean: tf.zeros([0, 2]), factor: tf.zeros([0, 2]) };
    const projected = projectGaussian(
      'kl',
      empty,
      { oldMean: tf.zeros([0, 2]), oldFactor: tf.zeros([0, 2]) },
      { meanBound: 1, covarianceBound: 1 },
    );
    expect(projected.mean.shape).toEqual([0, 2]);
  });

  it('leaves no tensors behind', () => {
    const pair = drawPair('cholesky', 2, [3], createRandom(6));
    const options = { meanBound: 0.01, covarianceBound: tf.tensor1d([0.01, 0.02, 0.03]) };
    const step = () => {
      const gradients = tf.grads((mean: tf.Tensor, factor: tf.Tensor) => {
        const projected = projectGaussian('kl', { mean, factor }, pair, options);
        return tf.add(tf.sum(projected.mean), tf.sum(projected.factor));
      })([pair.mean, pair.factor]);
      tf.dispose([gradients, projectGaussian('kl', pair, pair, options)] as unknown as tf.TensorContainer);
    };
    step();
    const before = tf.memory().numTensors;
    for (let i = 0; i < 5; i++) step();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('bad input', () => {
  const pair = () => drawPair('diagonal', 2, [3], createRandom(1));
  const project = (changes: Partial<Pair>, options: Partial<ProjectGaussianOptions> = {}) => {
    const given = { ...pair(), ...changes };
    return () => projectGaussian('kl', given, given, { meanBound: 0.1, covarianceBound: 0.1, ...options });
  };

  it('is answered with a sentence that names it', () => {
    expect(project({ factor: tf.ones([3, 3]) })).toThrow('factor must have the shape [3,2], not [3,3].');
    expect(project({ oldMean: tf.zeros([2, 2]) })).toThrow('oldMean must have the shape [3,2], not [2,2].');
    expect(project({ oldFactor: tf.ones([3, 2, 2]) })).toThrow('oldFactor must have the shape [3,2]');
    expect(project({ mean: tf.zeros([3, 33]) })).toThrow('k from 1 to 32');
    expect(project({}, { meanBound: 0 })).toThrow('meanBound must be a positive number, not 0.');
    expect(project({}, { covarianceBound: tf.tensor1d([1, 2]) })).toThrow(
      'covarianceBound must have the shape [3]',
    );
    expect(project({}, { entropyFloor: Number.NaN })).toThrow('entropyFloor must be a number of nats');
    expect(project({}, { factorKind: 'lower' as FactorKind })).toThrow(
      'factorKind must be one of diagonal, cholesky',
    );
    expect(project({}, { entropyMode: 'maybe' as EntropyMode })).toThrow('entropyMode must be one of');
    expect(() =>
      projectGaussian('l2' as ProjectionId, pair(), pair(), { meanBound: 1, covarianceBound: 1 }),
    ).toThrow('projection must be one of kl, w2, frobenius, bures, not l2.');
  });

  it('names the state whose numbers are wrong', () => {
    expect(project({ mean: tf.tensor([0, 0, 0, Number.NaN, 0, 0], [3, 2]) })).toThrow(/state 1/);
    expect(project({ oldFactor: tf.tensor([1, 1, 1, 1, -1, 1], [3, 2]) })).toThrow(/state 2/);
    expect(project({}, { meanBound: tf.tensor1d([1, -1, 1]) })).toThrow(/state 1/);
  });
});
