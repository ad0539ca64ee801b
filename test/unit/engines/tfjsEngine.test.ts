import { describe, expect, test } from 'vitest';
import { createEngine } from '../../../src/engines/createEngine.ts';
import type { Engine, EngineSnapshot } from '../../../src/engines/engine.ts';
import { kernelsPerPolicyStep } from '../../../src/engines/tfjs/kernelCount.ts';
import { createNetwork } from '../../../src/policies/network.ts';
import {
  createPolicyObjective,
  OBJECTIVE_IDS,
  type ObjectiveBatch,
} from '../../../src/policies/objective.ts';
import { createPolicyNetwork, rawFactorSize, rawSize } from '../../../src/policies/policyShape.ts';
import { ACTIVATION_IDS, HEAD_IDS } from '../../../src/policies/types.ts';
import { PROJECTION_IDS } from '../../../src/projections/types.ts';
import { type EngineCase, type EngineCaseOptions, engineCase } from '../../support/engineCase.ts';
import { networkGradient, policyGradient } from '../../support/networkGradient.ts';

async function cpuEngine({ specification, initial }: EngineCase): Promise<Engine> {
  return (await createEngine('cpu', specification, initial)).engine;
}

/** Mean losses and gradient of a case of one member in float64, from the policies' own code. */
function reference({ specification, policyMinibatch: minibatch }: EngineCase, parameters: ArrayLike<number>) {
  const { policy, objective } = specification;
  const { count } = minibatch;
  const exact = Float64Array.from(parameters);
  const raw = new Float64Array(count * rawSize(policy));
  createPolicyNetwork(policy).forward(exact, minibatch.observation, count, raw);
  const instance = createPolicyObjective(objective);
  const result = instance.createResult(count);
  const batch: ObjectiveBatch = {
    ...minibatch,
    meanBound: new Float64Array(count).fill(minibatch.meanBound[0]!),
    covarianceBound: new Float64Array(count).fill(minibatch.covarianceBound[0]!),
    entropyFloor: new Float64Array(count).fill(minibatch.entropyFloor[0]!),
  };
  instance.evaluate(raw, batch, result, count);
  const mean = (values: ArrayLike<number>) => sum(values) / count;
  return {
    losses: [mean(result.surrogate), mean(result.trustRegion), mean(result.entropy)],
    gradient: policyGradient(policy, exact, minibatch.observation, count, result.gradient).map(
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
for (const head of HEAD_IDS) {
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

describe('one policy step on the CPU', () => {
  test.each(COMBINATIONS)('$name: losses and gradient as in float64', async (options) => {
    const given = engineCase({ ...options, actionSize: 3, entropyCoefficient: 0.01 });
    const engine = await cpuEngine(given);
    engine.policyStep(given.policyMinibatch);
    const { policy } = await engine.takeLosses();
    const snapshot = await engine.snapshot();
    engine.dispose();
    const { losses, gradient } = reference(given, given.initial.policy);
    const scale = largest(losses);
    expect(
      difference([policy.surrogate[0]!, policy.trustRegion[0]!, policy.entropy[0]!], losses),
    ).toBeLessThan(1e-5 * scale);
    expect(difference(gradientOf(snapshot.policyMoment1), gradient)).toBeLessThan(1e-4 * largest(gradient));
  });

  test.each([
    { name: 'unscaled', scaled: false, projection: 'w2' as const },
    { name: 'an entropy floor', entropy: { mode: 'inequality', order: 'after' } as const, entropyFloor: 2.5 },
    { name: 'entropy first', entropy: { mode: 'equality', order: 'before' } as const, entropyFloor: 2 },
    { name: 'no trust-region loss', trustRegionCoefficient: 0 },
    ...ACTIVATION_IDS.map((activation) => ({ name: activation, activation, hiddenSizes: [7, 5, 6] })),
  ])('with $name', async (options) => {
    const given = engineCase(options);
    const engine = await cpuEngine(given);
    engine.policyStep(given.policyMinibatch);
    const snapshot = await engine.snapshot();
    engine.dispose();
    const { gradient } = reference(given, given.initial.policy);
    expect(difference(gradientOf(snapshot.policyMoment1), gradient)).toBeLessThan(1e-4 * largest(gradient));
  });

  test.each(OBJECTIVE_IDS)(
    '%s: the gradient is that of the whole loss, by central differences',
    async (algorithm) => {
      // α d(p, stop-gradient p̃) is not the derivative of a function of the parameters alone, so it is left out here.
      const given = engineCase({
        algorithm,
        trustRegionCoefficient: 0,
        entropyCoefficient: 0.02,
        head: 'full',
      });
      const engine = await cpuEngine(given);
      engine.policyStep(given.policyMinibatch);
      const gradient = gradientOf((await engine.snapshot()).policyMoment1);
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
    },
  );
});

test('a value step is one Adam step on the mean squared error', async () => {
  const given = engineCase();
  const { value: shape } = given.specification;
  const { observation, target, count } = given.valueMinibatch;
  const engine = await cpuEngine(given);
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
  expect(difference(gradientOf(snapshot.valueMoment1), gradient)).toBeLessThan(1e-5 * largest(gradient));
  // The first step of Adam moves every parameter by the learning rate against its gradient's sign.
  const moved = snapshot.value.map((after, i) => (given.initial.value[i]! - after) / 1e-3);
  const expected = gradient.map((g) => g / (Math.abs(g) + 1e-5));
  expect(difference(moved, expected)).toBeLessThan(1e-3);
});

test.each(HEAD_IDS)(
  '%s: three members with different bounds are three single runs, to the bit',
  async (head) => {
    const bounds = [
      [0.03, 0.001],
      [0.3, 0.05],
      [0.001, 1e-5],
    ] as const;
    const all = engineCase({ head, bounds });
    const population = await cpuEngine(all);
    const after = await threeSteps(population, all);
    population.dispose();
    for (const [member, pair] of bounds.entries()) {
      const one = engineCase({ head, bounds: [pair], seed: 1 + 1000 * member });
      const single = await cpuEngine(one);
      const alone = await threeSteps(single, one);
      single.dispose();
      const part = (values: Float32Array) =>
        values.subarray((member * values.length) / 3, ((member + 1) * values.length) / 3);
      expect(part(after.policy)).toEqual(alone.policy);
      expect(part(after.policyMoment2)).toEqual(alone.policyMoment2);
      expect(part(after.value)).toEqual(alone.value);
    }
  },
);

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

describe('the life of an engine', () => {
  test('holds as many tensors after iteration 50 as after iteration 3, and none when disposed', async () => {
    const given = engineCase({ stateDependent: false });
    const { policyMinibatch, valueMinibatch } = given;
    const engine = await cpuEngine(given);
    const counts: number[] = [];
    for (let iteration = 1; iteration <= 50; iteration++) {
      await engine.policyOutput(policyMinibatch.observation, policyMinibatch.count);
      await engine.values(valueMinibatch.observation, valueMinibatch.count);
      engine.valueStep(valueMinibatch);
      engine.policyStep(policyMinibatch);
      engine.setRawFactor(new Float32Array(2));
      await engine.takeLosses();
      await engine.snapshot();
      counts[iteration] = engine.memory().tensors;
    }
    expect(counts[50]).toBe(counts[3]);
    engine.dispose();
    expect(engine.memory().tensors).toBe(0);
  });

  test('a restored snapshot continues to the bit, in the same engine and in another', async () => {
    const given = engineCase({ head: 'root', projection: 'w2' });
    const engine = await cpuEngine(given);
    await threeSteps(engine, given);
    const middle = await engine.snapshot();
    const end = await threeSteps(engine, given);
    engine.restore(structuredClone(middle));
    expect(await threeSteps(engine, given)).toEqual(end);
    engine.dispose();
    const { engine: other } = await createEngine('cpu', given.specification, middle);
    expect(await threeSteps(other, given)).toEqual(end);
    other.dispose();
  });

  test('a snapshot is a copy: later steps do not change it', async () => {
    const given = engineCase();
    const engine = await cpuEngine(given);
    const before = await engine.snapshot();
    const copy = structuredClone(before);
    await threeSteps(engine, given);
    expect(before).toEqual(copy);
    engine.dispose();
  });

  test('losses are means over the steps since they were last taken', async () => {
    const given = engineCase();
    const first = await cpuEngine(given);
    const singles: number[] = [];
    for (let step = 0; step < 3; step++) {
      first.policyStep(given.policyMinibatch);
      singles.push((await first.takeLosses()).policy.surrogate[0]!);
    }
    first.dispose();
    const second = await cpuEngine(given);
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
      bounds: [
        [0.03, 0.001],
        [0.1, 0.1],
      ],
    });
    const { policy, members } = given.specification;
    const { observation, count } = given.policyMinibatch;
    const engine = await cpuEngine(given);
    for (let step = 0; step < 2; step++) {
      const parameters = await engine.policyParameters();
      const { value } = await engine.snapshot();
      const expected = new Float32Array(members * count * rawSize(policy));
      const values = new Float32Array(members * count);
      for (let member = 0; member < members; member++) {
        const slice = <T extends Float32Array>(array: T) =>
          array.subarray((member * array.length) / members, ((member + 1) * array.length) / members);
        createPolicyNetwork(policy).forward(slice(parameters), slice(observation), count, slice(expected));
        createNetwork(given.specification.value).forward(
          slice(value),
          slice(observation),
          count,
          slice(values),
        );
      }
      expect(await engine.policyOutput(observation, count)).toEqual(expected);
      expect(await engine.values(observation, count)).toEqual(values);
      engine.policyStep(given.policyMinibatch);
      engine.valueStep(given.valueMinibatch);
    }
    engine.dispose();
  });

  test('setRawFactor replaces the free vector and nothing else', async () => {
    const given = engineCase({
      head: 'full',
      stateDependent: false,
      bounds: [
        [0.03, 0.001],
        [0.1, 0.1],
      ],
    });
    const engine = await cpuEngine(given);
    const before = await engine.policyParameters();
    const size = rawFactorSize('full', 2);
    const raw = Float32Array.from({ length: 2 * size }, (_, i) => 1 + i);
    engine.setRawFactor(raw);
    const after = await engine.policyParameters();
    const half = before.length / 2;
    for (const member of [0, 1]) {
      const end = (member + 1) * half;
      expect(after.subarray(end - size, end)).toEqual(raw.subarray(member * size, (member + 1) * size));
      expect(after.subarray(member * half, end - size)).toEqual(before.subarray(member * half, end - size));
    }
    engine.dispose();
  });

  test('a policy step of the standard agent is ten kernels', async () => {
    const given = engineCase({ observationSize: 8, hiddenSizes: [64, 64], count: 64 });
    const engine = await cpuEngine(given);
    const kernels = await kernelsPerPolicyStep(engine, given.policyMinibatch);
    engine.dispose();
    expect(kernels.length).toBe(10);
  });
});

describe('what goes wrong', () => {
  test('arrays of a wrong length are named', async () => {
    const given = engineCase();
    const engine = await cpuEngine(given);
    const short = new Float32Array(3);
    expect(() => engine.policyStep({ ...given.policyMinibatch, oldFactor: short })).toThrow(
      'oldFactor must have 48 numbers, got 3',
    );
    expect(() => engine.valueStep({ ...given.valueMinibatch, target: short })).toThrow(
      'target must have 24 numbers, got 3',
    );
    await expect(engine.policyOutput(short, 24)).rejects.toThrow('observation must have 72 numbers, got 3');
    expect(() => engine.setRawFactor(short)).toThrow('state-independent covariance');
    const snapshot = await engine.snapshot();
    expect(() => engine.restore({ ...snapshot, value: short })).toThrow(
      /parameters must have 1 × \d+ numbers/,
    );
    engine.dispose();
    const start = { ...given.initial, policy: short };
    await expect(createEngine('cpu', given.specification, start)).rejects.toThrow(RangeError);
  });

  test('a member that diverges becomes NaN; the others are not disturbed', async () => {
    const given = engineCase({
      bounds: [
        [0.03, 0.001],
        [0.03, 0.001],
      ],
    });
    const half = given.initial.policy.length / 2;
    const broken = { ...given.initial, policy: given.initial.policy.slice().fill(Number.NaN, 0, half) };
    const engine = await cpuEngine({ ...given, initial: broken });
    const healthy = await cpuEngine(given);
    engine.policyStep(given.policyMinibatch);
    healthy.policyStep(given.policyMinibatch);
    const { policy } = await engine.takeLosses();
    expect(policy.surrogate[0]).toBeNaN();
    expect(policy.surrogate[1]).toBe((await healthy.takeLosses()).policy.surrogate[1]);
    engine.dispose();
    healthy.dispose();
  });
});
