import { isBeyond } from 'trust-region-layers';
import { describe, expect, it } from 'vitest';
import type { RunConfiguration } from '../../../src/experiments/fields.ts';
import type { StateDistances } from '../../../src/trainer/stateDistances.ts';
import { observedAction } from '../../support/probeEnvironments.ts';
import { runToEnd, smallRun } from '../../support/runs.ts';

/** Proposals leave the region: no trust-region loss, a high learning rate. */
const WILD = { trustRegionCoefficient: 0, learningRate: 0.01, steps: 128 * 5 } as const;

async function reports(overrides: Partial<RunConfiguration>) {
  const { iterations } = await runToEnd(smallRun({ ...WILD, ...overrides }), observedAction);
  return iterations.map(({ members }) => members[0]!);
}

const kl = ({ klMean, klCovariance }: StateDistances) =>
  Array.from(klMean, (part, i) => part + klCovariance[i]!);
const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const shareBeyond = (
  mean: Float32Array,
  covariance: Float32Array,
  { meanBound, covarianceBound }: RunConfiguration,
) =>
  average(
    Array.from(mean, (part, i) =>
      isBeyond(part, meanBound) || isBeyond(covariance[i]!, covarianceBound) ? 1 : 0,
    ),
  );

describe('metrics of an iteration', () => {
  for (const projection of ['kl', 'w2', 'frobenius', 'bures'] as const) {
    it(`are those of the states it reports: ${projection}`, async () => {
      const configuration = smallRun({ projection });
      for (const { metrics, proposed, projected } of await reports({ projection })) {
        expect(metrics.approx_kl).toBeCloseTo(average(kl(proposed)), 6);
        expect(metrics.max_kl).toBe(Math.max(...kl(proposed)));
        expect(metrics.projected_kl).toBeCloseTo(average(kl(projected!)), 6);
        expect(metrics.projected_max_kl).toBe(Math.max(...kl(projected!)));
        const beyond = ({ mean, covariance }: StateDistances) => shareBeyond(mean, covariance, configuration);
        const beyondInKl = ({ klMean, klCovariance }: StateDistances) =>
          shareBeyond(klMean, klCovariance, configuration);
        expect(metrics.violations_proposed).toBe(beyond(proposed));
        expect(metrics.violations_projected).toBe(beyond(projected!));
        expect(metrics.kl_violations_proposed).toBe(beyondInKl(proposed));
        expect(metrics.kl_violations_projected).toBe(beyondInKl(projected!));
      }
    });
  }

  it('measure violations in KL whatever the run’s own metric', async () => {
    const shares = async (overrides: Partial<RunConfiguration>) => {
      const all = (await reports(overrides)).map(({ metrics }) => metrics);
      return {
        own: average(all.map((metrics) => metrics.violations_projected!)),
        kl: average(all.map((metrics) => metrics.kl_violations_projected!)),
        proposed: average(all.map((metrics) => metrics.kl_violations_proposed)),
      };
    };
    const kl = await shares({ projection: 'kl' });
    expect(kl).toMatchObject({ own: 0, kl: 0 });
    expect(kl.proposed).toBeGreaterThan(0.5);
    // A step x in units of the old deviation is x² to W2, and x² up to terms of third order to KL.
    const w2 = await shares({ projection: 'w2' });
    expect(w2.own).toBe(0);
    expect(w2.kl).toBeGreaterThan(0.5);
    // Variances far below 1 may change by more than their size before Frobenius objects; those near 1 may not.
    const narrow = await shares({ projection: 'frobenius', initialStandardDeviation: 0.1 });
    expect(narrow.own).toBe(0);
    expect(narrow.kl).toBeGreaterThan(0.3);
    expect(await shares({ projection: 'frobenius' })).toMatchObject({ own: 0, kl: 0 });
  });

  it('have no projected side without a layer, and the drift all the same', async () => {
    for (const algorithm of ['ppo', 'pg', 'papi', 'trpo'] as const) {
      for (const { metrics } of await reports({ algorithm })) {
        expect(metrics).toMatchObject({
          projected_kl: null,
          projected_max_kl: null,
          violations_projected: null,
          kl_violations_projected: null,
        });
        expect(metrics.max_kl).toBeGreaterThanOrEqual(metrics.approx_kl);
        expect(metrics.max_kl).toBeGreaterThan(0);
      }
    }
  });

  it('tell how far an update went, and no losses where there were no minibatches', async () => {
    const metrics = async (overrides: Partial<RunConfiguration>) =>
      (await reports(overrides)).map((report) => report.metrics);
    for (const one of await metrics({ algorithm: 'trpl', policyEpochs: 3 })) {
      expect(one).toMatchObject({ policy_epochs: 3, step_share: null, policy_loss: expect.any(Number) });
    }
    for (const one of await metrics({ algorithm: 'trpo', averageKlBound: 0.01 })) {
      expect(one).toMatchObject({ policy_loss: null, trust_region_loss: null, entropy_loss: null });
      expect(one.policy_epochs).toBe(1);
      expect(one.step_share).toBeGreaterThanOrEqual(0);
      expect(one.step_share).toBeLessThanOrEqual(1);
      expect(one.approx_kl).toBeLessThan(0.0101);
    }
    const papi = await metrics({ algorithm: 'papi', averageKlBound: 0.001 });
    for (const one of papi) expect(one.approx_kl).toBeLessThan(0.00101);
    expect(papi.some(({ step_share }) => step_share! < 1)).toBe(true);
  });
});
