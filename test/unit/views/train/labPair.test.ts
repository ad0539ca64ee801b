import { describe, expect, it } from 'vitest';
import { environmentById } from '../../../../src/environments/environmentById.ts';
import type { RunConfiguration } from '../../../../src/experiments/fields.ts';
import { PolicyComparison } from '../../../../src/trainer/policyComparison.ts';
import { evaluate } from '../../../../src/views/lab/evaluate.ts';
import { labPair } from '../../../../src/views/train/labPair.ts';
import { runToEnd, smallRun } from '../../../support/runs.ts';

/** Proposals leave the region: no trust-region loss, a high learning rate, a narrow region. */
const WILD = {
  trustRegionCoefficient: 0,
  learningRate: 0.01,
  meanBound: 1e-4,
  covarianceBound: 1e-5,
  steps: 128,
} as const;

/** The policies of the first states of a run's first batch. */
async function policiesOf(configuration: RunConfiguration) {
  const environment = environmentById(configuration.environment);
  const { iterations } = await runToEnd(configuration, environment);
  const report = iterations[0]!.members[0]!;
  const { entropy_floor } = report.metrics;
  const policies = new PolicyComparison(configuration, environment).compare(
    { old: report.oldParameters, proposed: report.policy.parameters, entropyFloor: entropy_floor },
    report.observation,
    16,
  );
  return { policies, entropyFloor: entropy_floor, dimension: environment.actionSpace.size };
}

describe('a state in the Lab', () => {
  const heads = [
    { projection: 'kl', head: 'diagonal' },
    { projection: 'kl', head: 'full' },
    { projection: 'w2', head: 'root' },
    { projection: 'w2', head: 'diagonal', scaled: false },
    { projection: 'frobenius', head: 'diagonal' },
    { projection: 'bures', head: 'full' },
    { projection: 'kl', head: 'full', entropySchedule: 'linear', targetEntropy: 2.6 },
  ] as const;
  for (const environment of ['pendulum', 'point-mass'] as const) {
    for (const overrides of heads) {
      it(`is as the layer of the run saw it: ${environment}, ${JSON.stringify(overrides)}`, async () => {
        const configuration = smallRun({ ...WILD, environment, ...overrides });
        const { policies, entropyFloor, dimension } = await policiesOf(configuration);
        const { projected, proposedDistance, projectedDistance } = policies;
        let held = 0;
        for (let row = 0; row < 16; row++) {
          const { lab } = labPair(configuration, policies, row, dimension, [0, 1], entropyFloor);
          const shown = evaluate(lab.projection, lab);
          expect(shown.meanPart.before).toBeCloseTo(proposedDistance.mean[row]!, 6);
          expect(shown.covariancePart.before).toBeCloseTo(proposedDistance.covariance[row]!, 6);
          if (shown.meanPart.binds) held++;
          // A floor of a single action is not one of two.
          if (dimension === 1 && entropyFloor !== null) continue;
          expect(shown.meanPart.after).toBeCloseTo(projectedDistance!.mean[row]!, 6);
          expect(shown.covariancePart.after).toBeCloseTo(projectedDistance!.covariance[row]!, 6);
          expect(shown.mean[0]).toBeCloseTo(projected!.mean[row * dimension]!, 6);
          expect(shown.covariance.xx).toBeCloseTo(projected!.covariance[row * dimension ** 2]!, 6);
        }
        expect(held).toBeGreaterThan(0);
      });
    }
  }

  it('says what differs from the run, and nothing where nothing does', () => {
    const configuration = smallRun();
    const gaussians = (k: number) => ({
      mean: new Float64Array(k),
      covariance: Float64Array.from({ length: k * k }, (_, i) => (i % (k + 1) === 0 ? 1 : 0)),
    });
    const differences = (k: number, floor: number | null = null) =>
      labPair(configuration, { old: gaussians(k), proposed: gaussians(k) }, 0, k, [0, 1], floor).differences;
    expect(differences(2)).toEqual([]);
    expect(differences(1)).toEqual([expect.stringContaining('one action')]);
    expect(differences(5, 1)).toEqual([
      expect.stringContaining('two of its 5 actions'),
      'The entropy floor is left out.',
    ]);
  });

  it('shows a policy beyond the Lab’s reach at its edge, and says so', () => {
    const far = { mean: Float64Array.of(40, -3), covariance: Float64Array.of(1e-8, 0, 0, 400) };
    const near = { mean: Float64Array.of(0, 0), covariance: Float64Array.of(1, 0, 0, 1) };
    const { lab, differences } = labPair(smallRun(), { old: near, proposed: far }, 0, 2, [0, 1], null);
    expect(lab.proposed.mean).toEqual([10, -3]);
    expect([lab.proposed.sigma1, lab.proposed.sigma2]).toEqual([10, 0.01]);
    expect(differences).toEqual([expect.stringContaining('moved to its edge')]);
  });
});
