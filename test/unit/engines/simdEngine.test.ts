import { createDistance, PROJECTION_IDS } from 'trust-region-layers';
import { describe, expect, test } from 'vitest';
import { moduleBytes } from '../../../src/engines/simd/kernelModule.ts';
import { freshSnapshot } from '../../../src/engines/snapshot.ts';
import { createHead } from '../../../src/policies/heads.ts';
import { createPolicyNetwork } from '../../../src/policies/policyShape.ts';
import { ACTIVATION_IDS, factorKindOf, GAUSSIAN_HEAD_IDS } from '../../../src/policies/types.ts';
import { type EngineCase, type EngineCaseOptions, engineCase } from '../../support/engineCase.ts';
import { createTestedEngine } from '../../support/reference/referenceEngine.ts';

async function open(id: 'simd' | 'reference', { specification, initial, batch }: EngineCase) {
  const engine = await createTestedEngine(id, specification, freshSnapshot(initial));
  engine.beginUpdate(batch);
  return engine;
}

const largest = (values: ArrayLike<number>) => Math.max(...Array.from(values, Math.abs));
const difference = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  largest(Array.from(a, (value, i) => value - b[i]!));

const CASES: (EngineCaseOptions & { name: string })[] = [];
for (const head of GAUSSIAN_HEAD_IDS) {
  for (const stateDependent of [true, false]) {
    for (const scaled of [true, false]) {
      for (const projection of PROJECTION_IDS) {
        const name = `trpl ${projection} ${scaled ? '' : 'unscaled '}${head} ${stateDependent ? '' : 'shared'}`;
        CASES.push({ name, projection, scaled, head, stateDependent });
      }
    }
    for (const algorithm of ['pg', 'ppo'] as const) {
      CASES.push({
        name: `${algorithm} ${head} ${stateDependent ? '' : 'shared'}`,
        algorithm,
        head,
        stateDependent,
      });
    }
  }
}
/** Sizes that fit no block of the kernels. */
for (const [observationSize, hiddenSizes, actionSize, count] of [
  [1, [1], 1, 1],
  [2, [3, 5], 2, 7],
  [17, [33, 20], 6, 13],
  [8, [64, 64], 2, 67],
  [5, [12, 4, 9, 31], 3, 18],
] as const) {
  for (const activation of ACTIVATION_IDS) {
    const name = `${observationSize}-${hiddenSizes.join('-')}-${actionSize}, ${count} states, ${activation}`;
    CASES.push({ name, observationSize, hiddenSizes, actionSize, count, activation, head: 'full' });
  }
}

describe('the same step on WebAssembly and on TensorFlow.js', () => {
  test.each(CASES)('$name', async (options) => {
    const given = engineCase({ entropyCoefficient: 0.01, ...options });
    const results = await Promise.all(
      (['simd', 'reference'] as const).map(async (id) => {
        const engine = await open(id, given);
        engine.policyStep(given.policyMinibatch);
        engine.valueStep(given.valueMinibatch);
        const { policy, value } = await engine.takeLosses();
        const snapshot = await engine.snapshot();
        engine.dispose();
        const losses = [policy.surrogate[0]!, policy.trustRegion[0]!, policy.entropy[0]!, value[0]!];
        return { losses, policyMoment1: snapshot.policy.moment1, valueMoment1: snapshot.value.moment1 };
      }),
    );
    const [simd, cpu] = results as [(typeof results)[0], (typeof results)[0]];
    expect(difference(simd.losses, cpu.losses)).toBeLessThan(1e-5 * largest(cpu.losses));
    expect(difference(simd.policyMoment1, cpu.policyMoment1)).toBeLessThan(1e-4 * largest(cpu.policyMoment1));
    expect(difference(simd.valueMoment1, cpu.valueMoment1)).toBeLessThan(1e-4 * largest(cpu.valueMoment1));
  });
});

describe('second-order information', () => {
  const shapes = GAUSSIAN_HEAD_IDS.flatMap((head) =>
    [true, false].map((stateDependent) => ({ head, stateDependent })),
  );

  test.each(shapes)(
    '$head, state-dependent $stateDependent: the gradient is that of a step',
    async (shape) => {
      const given = engineCase({ ...shape, algorithm: 'pg' });
      const engine = await open('simd', given);
      const gradient = engine.curvature!.gradient(given.policyMinibatch);
      expect((await engine.takeLosses()).policy.surrogate[0]).toBeNaN();
      engine.policyStep(given.policyMinibatch);
      const { moment1 } = (await engine.snapshot()).policy;
      engine.dispose();
      expect(
        difference(
          moment1,
          gradient.map((g) => 0.1 * g),
        ),
      ).toBeLessThan(1e-6 * largest(gradient));
    },
  );

  test.each(shapes)(
    '$head, state-dependent $stateDependent: F v is the change of the KL’s gradient along v',
    async (shape) => {
      const given = engineCase({ ...shape, algorithm: 'pg', count: 10, hiddenSizes: [5, 4] });
      const { specification, batch, initial } = given;
      const { policy } = specification;
      const engine = await open('simd', given);
      const at = Float64Array.from(initial.policy);
      const v = Float32Array.from(at, (_, i) => Math.sin(3 * i + 1));
      const product = engine.curvature!.fisherVectorProduct(given.valueMinibatch, v);
      engine.dispose();

      const network = createPolicyNetwork(policy);
      const head = createHead(policy);
      const factor = factorKindOf(policy.head);
      const distance = createDistance({
        projection: 'kl',
        scaled: true,
        factor,
        dimension: policy.actionSize,
      });
      const gaussians = (parameters: Float64Array) => {
        const raw = new Float64Array(batch.count * network.rawSize);
        network.forward(parameters, batch.observation, batch.count, raw);
        const gaussian = {
          mean: new Float64Array(batch.count * policy.actionSize),
          factor: new Float64Array(batch.count * head.factorSize),
        };
        head.forward(raw, batch.count, gaussian);
        return gaussian;
      };
      const still = gaussians(at);
      const [mean, covariance] = [new Float64Array(batch.count), new Float64Array(batch.count)];
      const kl = (parameters: Float64Array) => {
        distance.evaluate(still, gaussians(parameters), mean, covariance, batch.count);
        return mean.reduce((sum, part, i) => sum + part + covariance[i]!, 0) / batch.count;
      };
      // The mixed second difference of the mean KL in direction v and in that of one parameter.
      const step = 1e-4;
      const shifted = (along: number, index: number, own: number) =>
        kl(at.map((value, i) => value + along * step * v[i]! + (i === index ? own * step : 0)));
      for (let index = 0; index < at.length; index += 5) {
        const second =
          (shifted(1, index, 1) - shifted(1, index, -1) - shifted(-1, index, 1) + shifted(-1, index, -1)) /
          (4 * step * step);
        expect(Math.abs(product[index]! - second)).toBeLessThan(1e-4 * Math.max(1, largest(product)));
      }
    },
  );

  test('F is symmetric and positive semidefinite', async () => {
    const given = engineCase({ head: 'full', algorithm: 'pg' });
    const engine = await open('simd', given);
    const size = given.initial.policy.length;
    const vector = (phase: number) =>
      Float32Array.from({ length: size }, (_, i) => Math.cos(phase * i + phase));
    const [a, b] = [vector(1.7), vector(0.9)];
    const product = (v: Float32Array) => engine.curvature!.fisherVectorProduct(given.valueMinibatch, v);
    const inner = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, i) => sum + value * y[i]!, 0);
    const [fa, fb] = [product(a), product(b)];
    engine.dispose();
    expect(Math.abs(inner(a, fb) - inner(b, fa))).toBeLessThan(1e-4 * Math.abs(inner(a, fb)));
    expect(inner(a, fa)).toBeGreaterThan(0);
  });
});

describe('memory', () => {
  test('does not grow over a thousand iterations', async () => {
    const given = engineCase({ head: 'full' });
    const engine = await open('simd', given);
    let settled = 0;
    for (let iteration = 0; iteration < 1000; iteration++) {
      engine.beginUpdate(given.batch);
      await engine.policyOutput(given.batch.observation, given.batch.count);
      engine.policyStep(given.policyMinibatch);
      engine.valueStep(given.valueMinibatch);
      if (iteration === 2) settled = engine.memory().bytes;
    }
    expect(settled).toBeGreaterThan(0);
    expect(engine.memory().bytes).toBe(settled);
    engine.dispose();
  });

  test('the module is small', () => expect(moduleBytes().length).toBeLessThan(60_000));
});
