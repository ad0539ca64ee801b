import { describe, expect, it } from 'vitest';
import { readPolicySteps } from '../../support/policyStepFixture.ts';
import { adamStep } from '../../support/reference/adam.ts';

describe('Adam', () => {
  it('equals the recorded updates: zero, tiny and spiking gradients', () => {
    const { adam } = readPolicySteps();
    const settings = { learningRate: adam.lr, beta1: adam.beta1, beta2: adam.beta2, epsilon: adam.eps };
    const x = Float64Array.from(adam.start);
    const m = new Float64Array(x.length);
    const v = new Float64Array(x.length);
    for (const [t, gradient] of adam.grads.entries()) {
      adamStep(x, m, v, Float64Array.from(gradient), t + 1, settings);
      for (let i = 0; i < x.length; i++) {
        expect(Math.abs(x[i]! - adam.x[t]![i]!)).toBeLessThan(5e-15);
        expect(Math.abs(m[i]! - adam.m[t]![i]!)).toBeLessThanOrEqual(1e-13 * Math.abs(adam.m[t]![i]!));
        expect(Math.abs(v[i]! - adam.v[t]![i]!)).toBeLessThanOrEqual(1e-13 * Math.abs(adam.v[t]![i]!));
      }
    }
  });
});
