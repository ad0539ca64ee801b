import { describe, expect, it } from 'vitest';
import { DEFAULT_RUN } from '../../../../src/experiments/fields.ts';
import { shownDistances } from '../../../../src/views/train/shownDistances.ts';

const distances = (scale: number) => ({
  mean: Float32Array.of(scale),
  covariance: Float32Array.of(2 * scale),
  klMean: Float32Array.of(3 * scale),
  klCovariance: Float32Array.of(4 * scale),
});
const REPORT = { proposed: distances(1), projected: distances(10) };
const W2 = { ...DEFAULT_RUN, projection: 'w2', meanBound: 0.5, covarianceBound: 0.25 } as const;

describe('the distances shown', () => {
  it('are those of the part, with its own bound', () => {
    expect(shownDistances(REPORT, W2, 'mean', 'own')).toEqual({
      proposed: REPORT.proposed.mean,
      projected: REPORT.projected.mean,
      bound: 0.5,
      boundName: ['ε', 'μ'],
      xLabel: 'mean part of the W2 distance, one count a state',
    });
    expect(shownDistances(REPORT, W2, 'covariance', 'own')).toMatchObject({
      proposed: REPORT.proposed.covariance,
      bound: 0.25,
      boundName: ['ε', 'Σ'],
    });
  });

  it('draw no bound on a KL that nothing bounds', () => {
    const shown = shownDistances(REPORT, W2, 'covariance', 'kl');
    expect(shown).toMatchObject({ proposed: REPORT.proposed.klCovariance, boundName: null });
    expect(shown.xLabel).toContain('KL');
  });

  it('are bounded in KL where the projection is', () => {
    const shown = shownDistances(REPORT, { ...W2, projection: 'kl' }, 'mean', 'kl');
    expect(shown).toMatchObject({ proposed: REPORT.proposed.mean, boundName: ['ε', 'μ'] });
  });

  it('have no second row without a layer', () => {
    expect(shownDistances({ ...REPORT, projected: null }, W2, 'mean', 'own').projected).toBeNull();
  });
});
