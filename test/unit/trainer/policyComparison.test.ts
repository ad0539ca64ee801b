import { describe, expect, it } from 'vitest';
import { environmentById } from '../../../src/environments/environmentById.ts';
import type { RunConfiguration } from '../../../src/experiments/fields.ts';
import { PolicyComparison } from '../../../src/trainer/policyComparison.ts';
import { runToEnd, smallRun } from '../../support/runs.ts';

const pointMass = environmentById('point-mass');

/** Proposals leave the region: no trust-region loss, a high learning rate. */
const WILD = { trustRegionCoefficient: 0, learningRate: 0.01 } as const;

describe('policies in states of one’s choice', () => {
  for (const overrides of [
    { projection: 'kl', head: 'diagonal' },
    { projection: 'kl', head: 'full' },
    { projection: 'w2', head: 'root' },
    { projection: 'frobenius', head: 'full', stateDependent: false },
    { projection: 'kl', head: 'diagonal', entropySchedule: 'linear', targetEntropy: 2.5 },
    { algorithm: 'ppo' },
  ] as const satisfies readonly Partial<RunConfiguration>[]) {
    it(`are as far from the old one as the run measured: ${JSON.stringify(overrides)}`, async () => {
      const configuration = smallRun({ ...WILD, ...overrides, steps: 128 });
      const { iterations } = await runToEnd(configuration, pointMass);
      const report = iterations[0]!.members[0]!;
      const count = 128;
      const comparison = new PolicyComparison(configuration, pointMass);
      const found = comparison.compare(
        {
          old: report.oldParameters,
          proposed: report.policy.parameters,
          entropyFloor: report.metrics.entropy_floor,
        },
        report.observation,
        count,
      );
      const sides = [
        [found.proposedDistance, report.proposed],
        ...(report.projected ? [[found.projectedDistance!, report.projected] as const] : []),
      ] as const;
      let largest = 0;
      for (const [ours, measured] of sides) {
        for (let i = 0; i < count; i++) {
          expect(ours.mean[i]).toBeCloseTo(measured.mean[i]!, 4);
          expect(ours.covariance[i]).toBeCloseTo(measured.covariance[i]!, 4);
          largest = Math.max(largest, measured.mean[i]!);
        }
      }
      expect(largest).toBeGreaterThan(1e-3);
    });
  }

  it('are not a number where a covariance is none, and end no run', () => {
    const configuration = smallRun();
    const comparison = new PolicyComparison(configuration, pointMass);
    const size = pointMass.observationSpace.size;
    const broken = new Float32Array(10_000).fill(Number.NaN);
    const found = comparison.compare(
      { old: broken, proposed: broken, entropyFloor: null },
      new Float32Array(size).fill(1),
      1,
    );
    expect(found.proposedDistance.mean[0]).toBeNaN();
    expect(found.projected!.covariance[0]).toBeNaN();
  });
});
