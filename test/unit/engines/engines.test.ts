import { PROJECTION_IDS } from 'trust-region-layers';
import { CATEGORICAL_METRIC_IDS } from 'trust-region-layers/categorical';
import { describe, expect, test } from 'vitest';
import { createEngine } from '../../../src/engines/createEngine.ts';
import type { Engine, EngineSnapshot } from '../../../src/engines/engine.ts';
import { memberPart } from '../../../src/engines/memberAxis.ts';
import { freshSnapshot, memberSnapshot } from '../../../src/engines/snapshot.ts';
import { createNetwork } from '../../../src/policies/network.ts';
import { createPolicyObjective, type ObjectiveBatch } from '../../../src/policies/objective.ts';
import { createPolicyNetwork, rawFactorSize, rawSize } from '../../../src/policies/policyShape.ts';
import { ACTIVATION_IDS, GAUSSIAN_HEAD_IDS } from '../../../src/policies/types.ts';
import { type EngineCase, type EngineCaseOptions, engineCase, OBJECTIVES } from '../../support/engineCase.ts';
import { kernelsPerPolicyStep } from '../../support/kernelCount.ts';
import { networkGradient, policyGradient } from '../../support/networkGradient.ts';
import { createTestedEngine } from '../../support/reference/referenceEngine.ts';

/** Both are held to the same tests: the reference, which trains populations, and WebAssembly, which most people use. */
const ENGINES = ['reference', 'simd'] as const;
type Tested = (typeof ENGINES)[number];
/** Bounds of as many members as an engine trains side by side. */
const SIDE_BY_SIDE: Readonly<Record<Tested, EngineCaseOptions['bounds']>> = {
  reference: [
    [0.03, 0.001],
    [0.1, 0.1],
  ],
  simd: [[0.03, 0.001]],
};

/** An engine with the case's states already given. */
async function open(
  id: Tested,
  { specification, initial, batch }: EngineCase,
  start: EngineSnapshot = freshSnapshot(initial),
): Promise<Engine> {
  const engine = await createTestedEngine(id, specification, start);
  engine.beginUpdate(batch);
  return engine;
}

/** Mean losses and gradient of a case of one member in float64, from the policies' own code. */
function reference(
  { specification, batch: states, policyMinibatch: minibatch }: EngineCase,
  parameters: ArrayLike<number>,
) {
  const { policy, objective } = specification;
  const { count } = minibatch;
  const exact = Float64Array.from(parameters);
  const raw = new Float64Array(count * rawSize(policy));
  createPolicyNetwork(policy).forward(exact, states.observation, count, raw);
  const instance = createPolicyObjective(objective);
  const result = instance.createResult(count);
  const batch: ObjectiveBatch = {
    old: instance.prepare({ mean: states.oldMean, factor: states.oldFactor }, count),
    rows: minibatch.rows,
    action: states.action,
    oldLogProbability: states.oldLogProbability,
    advantage: minibatch.advantage,
    meanBound: states.meanBound[0]!,
    covarianceBound: states.covarianceBound[0]!,
    entropyFloor: states.entropyFloor[0]!,
  };
  instance.evaluate(raw, batch, result, count);
  const mean = (values: ArrayLike<number>) => sum(values) / count;
  return {
    losses: [mean(result.surrogate), mean(result.trustRegion), mean(result.entropy)],
    gradient: policyGradient(policy, exact, states.observation, count, result.gradient).map(
      (entry) => entry / count,
    ),
  };
}

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0);
const largest = (values: ArrayLike<number>) => Math.max(...Array.from(values, Math.abs));
function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return largest(Array.from(a, (value, i) => value - b[i]!));
}

/** After the first step the first moment is the gradient times 1 − β₁. */
const gradientOf = (moment1: Float32Array) => Float64Array.from(moment1, (value) => value / 0.1);

const COMBINATIONS: (EngineCaseOptions & { name: string })[] = [];
for (const head of GAUSSIAN_HEAD_IDS) {
  for (const stateDependent of [true, false]) {
    for (const projection of PROJECTION_IDS) {
      const name = `trpl ${projection} ${head} ${stateDependent ? 'state-dependent' : 'shared'}`;
      COMBINATIONS.push({ name, projection, head, stateDependent });
    }
    for (const algorithm of ['pg', 'ppo'] as const) {
      const name = `${algorithm} ${head} ${stateDependent ? 'state-dependent' : 'shared'}`;
      COMBINATIONS.push({ name, algorithm, head, stateDependent });
    }
  }
}

for (const metric of CATEGORICAL_METRIC_IDS) {
  COMBINATIONS.push({ name: `trpl ${metric} categorical`, metric, head: 'categorical' });
}
for (const algorithm of ['pg', 'ppo'] as const) {
  COMBINATIONS.push({ name: `${algorithm} categorical`, algorithm, head: 'categorical' });
}

async function threeSteps(
  engine: Engine,
  { policyMinibatch, valueMinibatch }: EngineCase,
): Promise<EngineSnapshot> {
  for (let step = 0; step < 3; step++) {
    engine.valueStep(valueMinibatch);
    engine.policyStep(policyMinibatch);
  }
  return engine.snapshot();
}

describe.each(ENGINES)('%s', (id) => {
  describe('one policy step', () => {
    test.each(COMBINATIONS)('$name: losses and gradient as in float64', async (options) => {
      const given = engineCase({ ...options, actionSize: 3, entropyCoefficient: 0.01 });
      const engine = await open(id, given);
      engine.policyStep(given.policyMinibatch);
      const { policy } = await engine.takeLosses();
      const snapshot = await engine.snapshot();
      engine.dispose();
      const { losses, gradient } = reference(given, given.initial.policy);
      const scale = largest(losses);
      expect(
        difference([policy.surrogate[0]!, policy.trustRegion[0]!, policy.entropy[0]!], losses),
      ).toBeLessThan(1e-5 * scale);
      expect(difference(gradientOf(snapshot.policy.moment1), gradient)).toBeLessThan(
        1e-4 * largest(gradient),
      );
    });

    test.each([
      { name: 'unscaled', scaled: false, projection: 'w2' as const },
      {
        name: 'an entropy floor',
        entropy: { mode: 'inequality', order: 'after' } as const,
        entropyFloor: 2.5,
      },
      { name: 'entropy first', entropy: { mode: 'equality', order: 'before' } as const, entropyFloor: 2 },
      { name: 'no trust-region loss', trustRegionCoefficient: 0 },
      ...ACTIVATION_IDS.map((activation) => ({ name: activation, activation, hiddenSizes: [7, 5, 6] })),
    ])('with $name', async (options) => {
      const given = engineCase(options);
      const engine = await open(id, given);
      engine.policyStep(given.policyMinibatch);
      const snapshot = await engine.snapshot();
      engine.dispose();
      const { gradient } = reference(given, given.initial.policy);
      expect(difference(gradientOf(snapshot.policy.moment1), gradient)).toBeLessThan(
        1e-4 * largest(gradient),
      );
    });

    test.each(
      OBJECTIVES.flatMap((algorithm) =>
        (['full', 'categorical'] as const).map((head) => [algorithm, head] as const),
      ),
    )('%s, %s: the gradient is that of the whole loss, by central differences', async (algorithm, head) => {
      // α d(p, stop-gradient p̃) is not the derivative of a function of the parameters alone, so it is left out here.
      const given = engineCase({
        algorithm,
        trustRegionCoefficient: 0,
        entropyCoefficient: 0.02,
        head,
        actionSize: head === 'categorical' ? 4 : 2,
      });
      const engine = await open(id, given);
      engine.policyStep(given.policyMinibatch);
      const gradient = gradientOf((await engine.snapshot()).policy.moment1);
      engine.dispose();
      const loss = (parameters: Float64Array) => sum(reference(given, parameters).losses);
      const step = 1e-6;
      for (let index = 0; index < gradient.length; index += 7) {
        const shifted = (sign: number) => {
          const parameters = Float64Array.from(given.initial.policy);
          parameters[index]! += sign * step;
          return loss(parameters);
        };
        const slope = (shifted(1) - shifted(-1)) / (2 * step);
        expect(Math.abs(gradient[index]! - slope)).toBeLessThan(2e-5 * Math.max(1, largest(gradient)));
      }
    });
  });

  test('a value step is one Adam step on the mean squared error', async () => {
    const given = engineCase();
    const { value: shape } = given.specification;
    const { observation, target, count } = given.batch;
    const engine = await open(id, given);
    engine.valueStep(given.valueMinibatch);
    const { value } = await engine.takeLosses();
    const snapshot = await engine.snapshot();
    engine.dispose();
    const output = new Float64Array(count);
    createNetwork(shape).forward(given.initial.value, observation, count, output);
    const errors = output.map((v, i) => v - target[i]!);
    expect(value[0]).toBeCloseTo(sum(errors.map((error) => error ** 2)) / count, 5);
    const upstream = errors.map((error) => (2 * error) / count);
    const gradient = networkGradient(shape, given.initial.value, observation, count, upstream);
    expect(difference(gradientOf(snapshot.value.moment1), gradient)).toBeLessThan(1e-5 * largest(gradient));
    // The first step of Adam moves every parameter by the learning rate against its gradient's sign.
    const moved = snapshot.value.parameters.map((after, i) => (given.initial.value[i]! - after) / 1e-3);
    const expected = gradient.map((g) => g / (Math.abs(g) + 1e-5));
    expect(difference(moved, expected)).toBeLessThan(1e-3);
  });

  test('a gradient longer than the largest norm is shortened to it, of either network', async () => {
    const plain = engineCase();
    const free = await open(id, plain);
    free.policyStep(plain.policyMinibatch);
    free.valueStep(plain.valueMinibatch);
    const whole = await free.snapshot();
    free.dispose();
    const norm = (moment: Float32Array) => Math.sqrt(sum(gradientOf(moment).map((g) => g * g)));
    const [policyNorm, valueNorm] = [norm(whole.policy.moment1), norm(whole.value.moment1)];
    const limit = 0.5 * Math.min(policyNorm, valueNorm);
    for (const [maximalGradientNorm, expected] of [
      [limit, [limit, limit]],
      [2 * Math.max(policyNorm, valueNorm), [policyNorm, valueNorm]],
    ] as const) {
      const given = engineCase({ maximalGradientNorm });
      const engine = await open(id, given);
      engine.policyStep(given.policyMinibatch);
      engine.valueStep(given.valueMinibatch);
      const { policy, value } = await engine.snapshot();
      engine.dispose();
      expect(norm(policy.moment1) / expected[0]).toBeCloseTo(1, 5);
      expect(norm(value.moment1) / expected[1]).toBeCloseTo(1, 5);
      const direction = gradientOf(policy.moment1).map((g) => (g * policyNorm) / expected[0]);
      expect(difference(direction, gradientOf(whole.policy.moment1))).toBeLessThan(1e-5 * policyNorm);
    }
  });

  test('a value clip counts the larger error, and stops the gradient where that is the clipped one', async () => {
    const given = engineCase({ valueClip: 0.3 });
    const { value: shape } = given.specification;
    const { observation, target, oldValue, count } = given.batch;
    const output = new Float64Array(count);
    createNetwork(shape).forward(given.initial.value, observation, count, output);
    const upstream = new Float64Array(count);
    let loss = 0;
    let clipped = 0;
    let inside = 0;
    for (let i = 0; i < count; i++) {
      const error = output[i]! - target[i]!;
      const moved = output[i]! - oldValue[i]!;
      if (Math.abs(moved) <= 0.3) inside++;
      const other = Math.abs(moved) > 0.3 ? oldValue[i]! + Math.sign(moved) * 0.3 - target[i]! : error;
      if (other * other > error * error) clipped++;
      else upstream[i] = (2 * error) / count;
      loss += Math.max(error * error, other * other) / count;
    }
    expect(clipped).toBeGreaterThan(2);
    // Of those that are not clipped the gradient goes on, to the last one.
    expect(inside).toBeGreaterThan(2);
    const engine = await open(id, given);
    engine.valueStep(given.valueMinibatch);
    expect((await engine.takeLosses()).value[0]).toBeCloseTo(loss, 5);
    const { value } = await engine.snapshot();
    engine.dispose();
    const gradient = networkGradient(shape, given.initial.value, observation, count, upstream);
    expect(difference(gradientOf(value.moment1), gradient)).toBeLessThan(1e-5 * largest(gradient));
  });

  test('a minibatch takes the rows it names, in their order', async () => {
    const given = engineCase({ count: 24 });
    const rows = Int32Array.of(7, 3, 21, 0, 11);
    const pick = (values: Float32Array) => {
      const width = values.length / 24;
      return Float32Array.from(
        [...rows].flatMap((row) => [...values.subarray(row * width, (row + 1) * width)]),
      );
    };
    const { batch } = given;
    const advantage = Float32Array.of(1, -2, 0.5, 0.1, -0.7);
    const whole = await open(id, given);
    whole.policyStep({ count: 5, rows, advantage });
    whole.valueStep({ count: 5, rows });
    const small = await open(id, {
      ...given,
      batch: {
        ...batch,
        count: 5,
        observation: pick(batch.observation),
        action: pick(batch.action),
        oldMean: pick(batch.oldMean),
        oldFactor: pick(batch.oldFactor),
        oldLogProbability: pick(batch.oldLogProbability),
        oldValue: pick(batch.oldValue),
        target: pick(batch.target),
      },
    });
    const inOrder = { count: 5, rows: Int32Array.of(0, 1, 2, 3, 4), advantage };
    small.policyStep(inOrder);
    small.valueStep(inOrder);
    expect(await whole.snapshot()).toEqual(await small.snapshot());
    whole.dispose();
    small.dispose();
  });

  test('parameters that are put in are those that come out; the optimiser goes on', async () => {
    const given = engineCase({ stateDependent: false });
    const engine = await open(id, given);
    await threeSteps(engine, given);
    const before = await engine.snapshot();
    const parameters = before.policy.parameters.map((value) => value + 0.01);
    engine.setPolicyParameters(parameters);
    const after = await engine.snapshot();
    engine.dispose();
    expect(after).toEqual({ ...before, policy: { ...before.policy, parameters } });
  });

  describe('the life of an engine', () => {
    test('holds as much memory after iteration 50 as after iteration 3, and no tensor when disposed', async () => {
      const given = engineCase({ stateDependent: false });
      const { batch, policyMinibatch, valueMinibatch } = given;
      const engine = await open(id, given);
      const held: { tensors: number; bytes: number }[] = [];
      for (let iteration = 1; iteration <= 50; iteration++) {
        engine.beginUpdate(batch);
        await engine.policyOutput(batch.observation, batch.count);
        await engine.values(batch.observation, batch.count);
        engine.valueStep(valueMinibatch);
        engine.policyStep(policyMinibatch);
        engine.setRawFactor(new Float32Array(2));
        await engine.takeLosses();
        await engine.snapshot();
        held[iteration] = engine.memory();
      }
      expect(held[50]).toEqual(held[3]);
      engine.dispose();
      expect(engine.memory().tensors).toBe(0);
    });

    test('a restored snapshot continues to the bit, in the same engine and in another', async () => {
      const given = engineCase({ head: 'root', projection: 'w2' });
      const engine = await open(id, given);
      await threeSteps(engine, given);
      const middle = await engine.snapshot();
      const end = await threeSteps(engine, given);
      engine.restore(structuredClone(middle));
      expect(await threeSteps(engine, given)).toEqual(end);
      engine.dispose();
      const other = await open(id, given, middle);
      expect(await threeSteps(other, given)).toEqual(end);
      other.dispose();
    });

    test('remembers nothing of the batches before: a larger one, then a smaller one', async () => {
      const [large, small] = [engineCase({ count: 40, seed: 7 }), engineCase({ count: 24 })];
      const engine = await open(id, small);
      for (const given of [large, small, large]) {
        engine.beginUpdate(given.batch);
        const before = await engine.snapshot();
        const after = await threeSteps(engine, given);
        const fresh = await open(id, given, before);
        expect(await threeSteps(fresh, given)).toEqual(after);
        fresh.dispose();
      }
      engine.dispose();
    });

    test('needs a batch to take a step', async () => {
      const { specification, initial, policyMinibatch, valueMinibatch } = engineCase();
      const engine = await createTestedEngine(id, specification, freshSnapshot(initial));
      expect(() => engine.policyStep(policyMinibatch)).toThrow('call beginUpdate first');
      expect(() => engine.valueStep(valueMinibatch)).toThrow('call beginUpdate first');
      engine.dispose();
    });

    test('a snapshot is a copy: later steps do not change it', async () => {
      const given = engineCase();
      const engine = await open(id, given);
      const before = await engine.snapshot();
      const copy = structuredClone(before);
      await threeSteps(engine, given);
      expect(before).toEqual(copy);
      engine.dispose();
    });

    test('losses are means over the steps since they were last taken', async () => {
      const given = engineCase();
      const first = await open(id, given);
      const singles: number[] = [];
      for (let step = 0; step < 3; step++) {
        first.policyStep(given.policyMinibatch);
        singles.push((await first.takeLosses()).policy.surrogate[0]!);
      }
      first.dispose();
      const second = await open(id, given);
      second.policyStep(given.policyMinibatch);
      expect((await second.takeLosses()).policy.surrogate[0]).toBe(singles[0]);
      second.policyStep(given.policyMinibatch);
      second.policyStep(given.policyMinibatch);
      const { policy, value } = await second.takeLosses();
      expect(policy.surrogate[0]).toBeCloseTo((singles[1]! + singles[2]!) / 2, 6);
      expect(value[0]).toBeNaN();
      second.dispose();
    });

    test('output and values are those of the networks, and follow every step', async () => {
      const given = engineCase({
        head: 'full',
        stateDependent: false,
        bounds: SIDE_BY_SIDE[id],
      });
      const { policy, members } = given.specification;
      const { observation, count } = given.batch;
      const engine = await open(id, given);
      for (let step = 0; step < 2; step++) {
        const parameters = await engine.policyParameters();
        const { value } = await engine.snapshot();
        const expected = new Float32Array(members * count * rawSize(policy));
        const values = new Float32Array(members * count);
        for (let member = 0; member < members; member++) {
          const slice = (array: Float32Array) => memberPart(array, members, member);
          createPolicyNetwork(policy).forward(slice(parameters), slice(observation), count, slice(expected));
          createNetwork(given.specification.value).forward(
            slice(value.parameters),
            slice(observation),
            count,
            slice(values),
          );
        }
        expect(difference(await engine.policyOutput(observation, count), expected)).toBeLessThan(2e-6);
        expect(difference(await engine.values(observation, count), values)).toBeLessThan(2e-6);
        engine.policyStep(given.policyMinibatch);
        engine.valueStep(given.valueMinibatch);
      }
      engine.dispose();
    });

    test('setRawFactor replaces the free vector and nothing else', async () => {
      const given = engineCase({
        head: 'full',
        stateDependent: false,
        bounds: SIDE_BY_SIDE[id],
      });
      const { members } = given.specification;
      const engine = await open(id, given);
      const before = await engine.policyParameters();
      const size = rawFactorSize('full', 2);
      const raw = Float32Array.from({ length: members * size }, (_, i) => 1 + i);
      engine.setRawFactor(raw);
      const after = await engine.policyParameters();
      const free = before.length / members - size;
      for (let member = 0; member < members; member++) {
        const [now, then] = [memberPart(after, members, member), memberPart(before, members, member)];
        expect(now.subarray(free)).toEqual(memberPart(raw, members, member));
        expect(now.subarray(0, free)).toEqual(then.subarray(0, free));
      }
      engine.dispose();
    });
  });

  describe('what goes wrong', () => {
    test('arrays of a wrong length are named', async () => {
      const given = engineCase();
      const engine = await open(id, given);
      const short = new Float32Array(3);
      expect(() => engine.beginUpdate({ ...given.batch, oldFactor: short })).toThrow(
        'oldFactor must have 48 numbers, got 3',
      );
      expect(() => engine.beginUpdate({ ...given.batch, target: short })).toThrow(
        'target must have 24 numbers, got 3',
      );
      expect(() => engine.setPolicyParameters(short)).toThrow(
        /policy parameters must have \d+ numbers, got 3/,
      );
      await expect(engine.policyOutput(short, 24)).rejects.toThrow('observation must have 72 numbers, got 3');
      expect(() => engine.setRawFactor(short)).toThrow('state-independent covariance');
      const snapshot = await engine.snapshot();
      expect(() => engine.restore({ ...snapshot, value: { ...snapshot.value, parameters: short } })).toThrow(
        /parameters must have .*\d+ numbers/,
      );
      engine.dispose();
      const start = freshSnapshot({ ...given.initial, policy: short });
      await expect(createTestedEngine(id, given.specification, start)).rejects.toThrow(RangeError);
    });
  });
});

describe('a population in one engine', () => {
  test.each(GAUSSIAN_HEAD_IDS)(
    '%s: three members with different bounds are three single runs, to the bit',
    async (head) => {
      const bounds = [
        [0.03, 0.001],
        [0.3, 0.05],
        [0.001, 1e-5],
      ] as const;
      const all = engineCase({ head, bounds });
      const population = await open('reference', all);
      const after = await threeSteps(population, all);
      population.dispose();
      for (const [member, pair] of bounds.entries()) {
        const one = engineCase({ head, bounds: [pair], seed: 1 + 1000 * member });
        const single = await open('reference', one);
        const alone = await threeSteps(single, one);
        single.dispose();
        expect(memberSnapshot(after, 3, member)).toEqual(alone);
      }
    },
  );

  test('a member that diverges becomes NaN; the others are not disturbed', async () => {
    const given = engineCase({
      bounds: [
        [0.03, 0.001],
        [0.03, 0.001],
      ],
    });
    const half = given.initial.policy.length / 2;
    const broken = { ...given.initial, policy: given.initial.policy.slice().fill(Number.NaN, 0, half) };
    const engine = await open('reference', { ...given, initial: broken });
    const healthy = await open('reference', given);
    engine.policyStep(given.policyMinibatch);
    healthy.policyStep(given.policyMinibatch);
    const { policy } = await engine.takeLosses();
    expect(policy.surrogate[0]).toBeNaN();
    expect(policy.surrogate[1]).toBe((await healthy.takeLosses()).policy.surrogate[1]);
    engine.dispose();
    healthy.dispose();
  });

  test('is not for WebAssembly, which takes the first member', async () => {
    const given = engineCase({
      bounds: [
        [0.03, 0.001],
        [0.1, 0.1],
      ],
    });
    const start = freshSnapshot(given.initial);
    const engine = await createEngine('simd', given.specification, start);
    expect(engine.specification).toEqual({ ...given.specification, members: 1 });
    expect(await engine.snapshot()).toEqual(memberSnapshot(start, 2, 0));
    engine.dispose();
  });
});

test('a policy step of the standard agent on TensorFlow.js is ten kernels', async () => {
  const given = engineCase({ observationSize: 8, hiddenSizes: [64, 64], count: 64 });
  const engine = await open('reference', given);
  const kernels = await kernelsPerPolicyStep(engine, given.batch, given.policyMinibatch);
  engine.dispose();
  expect(kernels.length).toBe(10);
});
