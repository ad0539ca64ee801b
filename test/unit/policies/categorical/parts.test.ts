import { describe, expect, it } from 'vitest';
import { createFisherMetric } from '../../../../src/policies/fisher.ts';
import { createHead, gaussianHeadOf } from '../../../../src/policies/heads.ts';
import { createKlDistance } from '../../../../src/policies/layer.ts';
import { policyParameterCount } from '../../../../src/policies/policyShape.ts';
import { likeliestActions, sampleActions } from '../../../../src/policies/sampling.ts';
import { createRandom } from '../../../../src/random/random.ts';

const specification = {
  head: 'categorical',
  actionSize: 3,
  initialStandardDeviation: 1,
  minimalStandardDeviation: 1e-5,
} as const;
const policiesOf = (raw: Float64Array) => {
  const policies = { mean: new Float64Array(raw.length), factor: new Float64Array() };
  createHead(specification).forward(raw, raw.length / 3, policies);
  return policies;
};

describe('categorical policies', () => {
  it('are drawn as often as they say', () => {
    const policy = policiesOf(Float64Array.of(0, 1, -1));
    const random = createRandom(3);
    const action = new Float64Array(1);
    const counts = [0, 0, 0];
    const draws = 30_000;
    for (let draw = 0; draw < draws; draw++) {
      sampleActions('categorical', 3, policy, 1, random, action);
      counts[action[0]!]!++;
    }
    for (const [i, count] of counts.entries()) {
      expect(Math.abs(count / draws - Math.exp(policy.mean[i]!))).toBeLessThan(0.01);
    }
  });

  it('never draw an action without probability, however the draw falls', () => {
    const action = new Float64Array(1);
    const never = {
      mean: Float64Array.of(-Infinity, Math.log(1 - 1e-9), -Infinity),
      factor: new Float64Array(),
    };
    for (const uniform of [0, 0.5, 1 - 2 ** -53]) {
      sampleActions('categorical', 3, never, 1, { ...createRandom(1), uniform: () => uniform }, action);
      expect(action[0]).toBe(1);
    }
  });

  it('are most likely to take the action of the largest probability', () => {
    const action = new Float64Array(2);
    likeliestActions('categorical', 3, policiesOf(Float64Array.of(0, 2, 1, 4, 4, 0)), 2, action);
    expect([...action]).toEqual([1, 0]);
  });

  it('have the Fisher information that is the second derivative of KL', () => {
    const raw = Float64Array.of(0.3, -1.2, 0.7);
    const metric = createFisherMetric(specification);
    const distance = createKlDistance(specification);
    const [mean, covariance] = [new Float64Array(1), new Float64Array(1)];
    const klTo = (to: Float64Array) => {
      distance.evaluate(policiesOf(raw), policiesOf(to), mean, covariance, 1);
      return mean[0]!;
    };
    const h = 1e-4;
    const out = new Float64Array(3);
    for (let i = 0; i < 3; i++) {
      const unit = Float64Array.from({ length: 3 }, (_, j) => Number(i === j));
      metric.apply(raw, unit, out, 1);
      for (let j = 0; j < 3; j++) {
        const at = (a: number, b: number) =>
          klTo(raw.map((value, l) => value + (l === i ? a * h : 0) + (l === j ? b * h : 0)));
        const second = (at(1, 1) - at(1, -1) - at(-1, 1) + at(-1, -1)) / (4 * h * h);
        expect(out[j]).toBeCloseTo(second, 5);
      }
    }
  });

  it('have as many parameters as a network with a logit for every action', () => {
    const shape = {
      ...specification,
      observationSize: 4,
      hiddenSizes: [5],
      activation: 'tanh',
      stateDependent: true,
    } as const;
    expect(policyParameterCount(shape)).toBe(4 * 5 + 5 + 5 * 3 + 3);
  });

  it('have no covariance to ask for', () => {
    expect(() => gaussianHeadOf(createHead(specification))).toThrow('needs a Gaussian policy');
  });
});
