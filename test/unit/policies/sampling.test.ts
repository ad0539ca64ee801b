import { createLogDensity } from 'trust-region-layers/gaussian';
import { describe, expect, it } from 'vitest';
import { sampleActions } from '../../../src/policies/sampling.ts';
import { factorKindOf, type HeadId } from '../../../src/policies/types.ts';
import { createRandom } from '../../../src/random/random.ts';
import { flat, readPolicySteps } from '../../support/policyStepFixture.ts';

const HEAD: Record<'diag' | 'chol' | 'sqrt', HeadId> = { diag: 'diagonal', chol: 'full', sqrt: 'root' };

describe('log-density of an action', () => {
  it('and the entropy equal the recorded ones, k from 1 to 6', () => {
    for (const recorded of readPolicySteps().log_prob_entropy) {
      const { k, logp, entropy } = recorded;
      const gaussian = { mean: flat(recorded.mean), factor: flat(recorded.std) };
      const density = createLogDensity(factorKindOf(HEAD[recorded.head]), k);
      const out = new Float64Array(1);
      density.forward(gaussian, flat(recorded.x), out, 1);
      expect(Math.abs(out[0]! - logp)).toBeLessThan(1e-12 * (1 + Math.abs(logp)));
      // The objective's identity: the density at the mean is k/2 − H.
      density.forward(gaussian, gaussian.mean, out, 1);
      expect(Math.abs(k / 2 - out[0]! - entropy)).toBeLessThan(1e-12 * (1 + Math.abs(entropy)));
    }
  });
});

describe('sampled actions', () => {
  const covariance = [0.5, 0.3, 0.3, 0.9];
  const l11 = Math.sqrt(0.5);
  const lower = [l11, 0, 0.3 / l11, Math.sqrt(0.9 - 0.18)];
  // Square root of a 2×2 matrix: (Σ + √|Σ| I) / √(tr Σ + 2√|Σ|).
  const determinantRoot = Math.sqrt(0.5 * 0.9 - 0.09);
  const normaliser = Math.sqrt(1.4 + 2 * determinantRoot);
  const root = covariance.map((c, i) => (c + (i % 3 === 0 ? determinantRoot : 0)) / normaliser);

  it.each([
    { head: 'diagonal', factor: [0.7, 1.3], expected: [0.49, 0, 0, 1.69] },
    { head: 'full', factor: lower, expected: covariance },
    { head: 'root', factor: root, expected: covariance },
  ] as const)('have the mean and the covariance of the policy: $head', ({ head, factor, expected }) => {
    const n = 40_000;
    const mean = Float64Array.from({ length: 2 * n }, (_, i) => (i % 2 ? -2 : 1));
    const factors = Float64Array.from({ length: factor.length * n }, (_, i) => factor[i % factor.length]!);
    const action = new Float64Array(2 * n);
    sampleActions(head, 2, { mean, factor: factors }, n, createRandom(11), action);
    for (let i = 0; i < 2; i++) {
      for (let j = 0; j < 2; j++) {
        let sum = 0;
        for (let row = 0; row < n; row++) {
          sum += (action[2 * row + i]! - mean[i]!) * (action[2 * row + j]! - mean[j]!);
        }
        expect(Math.abs(sum / n - expected[2 * i + j]!)).toBeLessThan(0.03);
      }
    }
  });

  it('are a function of the stream', () => {
    const gaussian = { mean: new Float64Array(6), factor: new Float64Array(6).fill(1) };
    const draw = () => {
      const action = new Float64Array(6);
      sampleActions('diagonal', 3, gaussian, 2, createRandom(5), action);
      return action;
    };
    expect(draw()).toEqual(draw());
  });
});
