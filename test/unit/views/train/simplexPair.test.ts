import { describe, expect, it } from 'vitest';
import { decodeLink, encodeLink } from '../../../../src/experiments/link.ts';
import { PolicyComparison } from '../../../../src/trainer/policyComparison.ts';
import { taskNames } from '../../../../src/views/simplex/actionNames.ts';
import { evaluateSimplex } from '../../../../src/views/simplex/evaluateSimplex.ts';
import { simplexPair } from '../../../../src/views/train/simplexPair.ts';
import { chain } from '../../../support/chain.ts';
import { runToEnd, smallRun } from '../../../support/runs.ts';

describe('a state over discrete actions in the Lab', () => {
  const layers = [
    { categoricalProjection: 'kl', categoricalBound: 1e-3 },
    { categoricalProjection: 'euclidean', categoricalBound: 1e-3 },
    { categoricalProjection: 'kl', categoricalBound: 1e-3, entropySchedule: 'linear', targetEntropy: 1.07 },
  ] as const;
  for (const overrides of layers) {
    it(`is as the layer of the run saw it: ${JSON.stringify(overrides)}`, async () => {
      const configuration = smallRun({
        ...{ trustRegionCoefficient: 0, learningRate: 0.01, steps: 128 * 6 },
        ...overrides,
        environment: 'chain' as never,
      });
      const { iterations } = await runToEnd(configuration, chain);
      const report = iterations.at(-1)!.members[0]!;
      const { entropy_floor: entropyFloor } = report.metrics;
      const policies = new PolicyComparison(configuration, chain).compare(
        { old: report.oldParameters, proposed: report.policy.parameters, entropyFloor },
        report.observation,
        8,
      );
      let held = 0;
      for (let row = 0; row < 8; row++) {
        const { simplex, differences } = simplexPair(configuration, policies, row, chain, entropyFloor);
        expect(differences).toEqual([]);
        // As a link carries it.
        const link = encodeLink({ view: 'simplex', simplex, looks: [] });
        expect(decodeLink(link)).toEqual({ state: { view: 'simplex', simplex, looks: [] }, notices: [] });
        const shown = evaluateSimplex(simplex);
        for (let action = 0; action < 3; action++) {
          const at = row * 3 + action;
          expect(shown.old[action]).toBeCloseTo(policies.old.mean[at]!, 3);
          expect(shown.proposed[action]).toBeCloseTo(policies.proposed.mean[at]!, 3);
          // Logits and floor are rounded to what a link carries.
          expect(Math.abs(shown.projected[action]! - policies.projected!.mean[at]!)).toBeLessThan(2e-3);
        }
        expect(shown.before.distance).toBeCloseTo(policies.proposedDistance.mean[row]!, 3);
        if (shown.binds) held++;
      }
      expect(held).toBeGreaterThan(0);
    });
  }

  it('says where a floor is too high for it', () => {
    const policy = { mean: Float64Array.of(0.3, 0.3, 0.4), covariance: new Float64Array() };
    const run = smallRun({ entropySchedule: 'linear' });
    const { simplex, differences } = simplexPair(run, { old: policy, proposed: policy }, 0, chain, 1.097);
    expect(simplex.entropyFloor).toBe(1.09);
    expect(differences).toHaveLength(1);
  });

  it('has the likeliest of many actions, and all others as one', () => {
    const n = 27;
    const letters = [...'abcdefghijklmnopqrstuvwxyz_'];
    const logits = Array.from({ length: n }, (_, i) => -Math.abs(i - 13));
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
    const mean = Float64Array.from(logits, (logit) => Math.exp(logit) / total);
    const policy = { mean, covariance: new Float64Array() };
    const { simplex, differences } = simplexPair(
      smallRun({ categoricalBound: 0.02 }),
      { old: policy, proposed: policy },
      0,
      { id: 'spelling', actionSpace: { kind: 'discrete', size: n, labels: letters } },
      null,
    );
    expect(simplex.old).toHaveLength(12);
    expect(taskNames(simplex.actions!, letters, 12)).toEqual([...'ijklmnopqrs', 'all others']);
    expect(differences).toEqual(['The 11 likeliest of its 27 actions, and all others as one.']);
    const { old } = evaluateSimplex(simplex);
    expect(old[5]).toBeCloseTo(mean[13]!, 3);
    const rest = mean.slice(0, 8).reduce((a, b) => a + b) + mean.slice(19).reduce((a, b) => a + b);
    expect(old[11]).toBeCloseTo(rest, 3);
  });
});
