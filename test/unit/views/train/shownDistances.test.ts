import { describe, expect, it } from 'vitest';
import { DEFAULT_RUN } from '../../../../src/experiments/fields.ts';
import type { IterationMetrics } from '../../../../src/trainer/metrics.ts';
import {
  beyondEither,
  distanceParts,
  shownDistances,
  worsePart,
} from '../../../../src/views/train/shownDistances.ts';

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

  it('are one over discrete actions, with its bound', () => {
    const discrete = {
      ...W2,
      environment: 'cart-pole-balance',
      categoricalBound: 0.04,
      categoricalProjection: 'euclidean',
    } as const;
    expect(distanceParts(W2)).toEqual(['mean', 'covariance']);
    expect(distanceParts(discrete)).toEqual(['mean']);
    expect(shownDistances(REPORT, discrete, 'mean', 'own')).toEqual({
      proposed: REPORT.proposed.mean,
      projected: REPORT.projected.mean,
      bound: 0.04,
      boundName: ['ε', ''],
      xLabel: 'Euclidean distance, one count a state',
    });
    const inKl = shownDistances(REPORT, discrete, 'mean', 'kl');
    expect(inKl).toMatchObject({ proposed: REPORT.proposed.klMean, boundName: null });
    expect(inKl.xLabel).toBe('KL distance, one count a state');
    expect(worsePart(REPORT, discrete, 'own', 'mean')).toBe('mean');
    const metrics = { violations_proposed: 0.25, violations_projected: 0 } as IterationMetrics;
    expect(beyondEither({ metrics }, discrete, 'own')).toBe(
      '25\u202f% of the states are beyond the bound; after projection 0\u202f%.',
    );
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

describe('the part that is shown first', () => {
  const states = (mean: number[], covariance: number[]) => ({
    projected: null,
    proposed: {
      mean: Float32Array.from(mean),
      covariance: Float32Array.from(covariance),
      klMean: Float32Array.from(covariance),
      klCovariance: Float32Array.from(mean),
    },
  });

  it('is the one with more states beyond its bound, in the distance on show', () => {
    const report = states([0.1, 0.6, 0.1, 0.1], [0.3, 0.3, 0.3, 0.1]);
    expect(worsePart(report, W2, 'own', 'mean')).toBe('covariance');
    expect(worsePart(report, W2, 'own', 'covariance')).toBe('covariance');
    expect(worsePart(states([0.6, 0.6], [0.1, 0.1]), W2, 'kl', 'mean')).toBe('covariance');
  });

  it('stays where neither is clearly worse, and where nothing was measured', () => {
    const even = states([0.6, 0.1], [0.3, 0.1]);
    for (const shown of ['mean', 'covariance'] as const) {
      expect(worsePart(even, W2, 'own', shown)).toBe(shown);
      expect(worsePart(states([], []), W2, 'own', shown)).toBe(shown);
    }
  });
});

describe('the sentence over the distances', () => {
  const metrics = {
    violations_proposed: 0.97,
    violations_projected: 0,
    kl_violations_proposed: 0.5,
    kl_violations_projected: 0.25,
  } as IterationMetrics;

  it('has the shares of the table of metrics, of either part', () => {
    expect(beyondEither({ metrics }, W2, 'own')).toBe(
      '97\u202f% of the states are beyond a bound; after projection 0\u202f%.',
    );
    expect(beyondEither({ metrics }, W2, 'kl')).toMatch(/^50.*25/);
    expect(beyondEither({ metrics: { ...metrics, violations_projected: null } }, W2, 'own')).toMatch(
      /beyond a bound\.$/,
    );
  });

  it('is silent where nothing was measured', () => {
    expect(beyondEither({ metrics: { ...metrics, violations_proposed: Number.NaN } }, W2, 'own')).toBe('');
  });
});
