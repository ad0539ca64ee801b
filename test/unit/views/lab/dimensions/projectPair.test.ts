import fc from 'fast-check';
import { createDistance, isMeanScaled, METRICS, PROJECTION_IDS } from 'trust-region-layers';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LAB } from '../../../../../src/experiments/labPresets.ts';
import {
  examplePair,
  turnedPair,
  withTurnedProposal,
} from '../../../../../src/views/lab/dimensions/examplePair.ts';
import { deviationOf, withDeviationOf } from '../../../../../src/views/lab/dimensions/gaussianPair.ts';
import { marginalOf, pairsOf } from '../../../../../src/views/lab/dimensions/marginal.ts';
import { projectAlone, projectPair } from '../../../../../src/views/lab/dimensions/projectPair.ts';
import { loneRange, relativeSpectrum } from '../../../../../src/views/lab/dimensions/spectrum.ts';
import { evaluate } from '../../../../../src/views/lab/evaluate.ts';
import { axesOf, covarianceOf } from '../../../../../src/views/lab/labGeometry.ts';

const SETTINGS = { ...DEFAULT_LAB, meanBound: 0.1, covarianceBound: 0.05 };
const cases = fc.record({
  dimension: fc.integer({ min: 2, max: 6 }),
  seed: fc.nat(9999),
  projection: fc.constantFrom(...PROJECTION_IDS),
  scaled: fc.boolean(),
});

describe('the projection of policies over k actions', () => {
  it('meets both bounds, measured again with the library’s distance', () => {
    fc.assert(
      fc.property(cases, ({ dimension, seed, projection, scaled }) => {
        const pair = examplePair(dimension, seed);
        const { projected } = projectPair(pair, { ...SETTINGS, projection, scaled });
        const distance = createDistance({
          projection,
          scaled: isMeanScaled(METRICS[projection], scaled),
          factor: 'covariance',
          dimension,
        });
        const [mean, covariance] = [new Float64Array(1), new Float64Array(1)];
        const batch = (gaussian: typeof projected) => ({
          mean: Float64Array.from(gaussian.mean),
          factor: Float64Array.from(gaussian.covariance),
        });
        distance.evaluate(batch(projected), batch(pair.old), mean, covariance, 1);
        expect(mean[0]).toBeLessThan(SETTINGS.meanBound * (1 + 1e-9));
        expect(covariance[0]).toBeLessThan(SETTINGS.covarianceBound * (1 + 1e-6));
      }),
      { numRuns: 150 },
    );
  });

  it('is the Lab’s own for two actions', () => {
    const pair = examplePair(2, 3);
    const gaussian = ({ mean, covariance: [xx, xy, , yy] }: typeof pair.old) => ({
      mean: [mean[0]!, mean[1]!] as const,
      ...axesOf({ xx: xx!, xy: xy!, yy: yy! }),
    });
    const lab = { ...SETTINGS, old: gaussian(pair.old), proposed: gaussian(pair.proposed) };
    const inPlane = evaluate('kl', lab);
    const { projected, covariancePart } = projectPair(pair, SETTINGS);
    expect(projected.covariance[1]).toBeCloseTo(inPlane.covariance.xy, 10);
    expect(covariancePart.multiplier).toBeCloseTo(inPlane.covariancePart.multiplier, 8);
    expect(covarianceOf(lab.old).xy).toBeCloseTo(pair.old.covariance[1]!, 12);
  });

  it('has a marginal that is not the projection of the marginals', () => {
    const pair = examplePair(4, 1);
    const { projected } = projectPair(pair, SETTINGS);
    const shown = marginalOf(projected, 4, [0, 2]);
    const alone = projectAlone(pair, [0, 2], SETTINGS);
    expect(Math.abs(shown.covariance[0]! - alone.covariance[0]!)).toBeGreaterThan(1e-3);
    expect(projectAlone(examplePair(2, 1), [0, 1], SETTINGS)).toEqual(
      projectPair(examplePair(2, 1), SETTINGS).projected,
    );
  });

  it('does not depend on the axes of the actions', () => {
    const pair = examplePair(5, 2);
    const before = projectPair(pair, SETTINGS);
    const after = projectPair(turnedPair(pair, 11), SETTINGS);
    expect(after.meanPart.before).toBeCloseTo(before.meanPart.before, 9);
    expect(after.covariancePart.multiplier).toBeCloseTo(before.covariancePart.multiplier, 8);
  });
});

describe('the relative spectrum', () => {
  it('adds up to the distances of the library', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 6 }), fc.nat(9999), (dimension, seed) => {
        const pair = examplePair(dimension, seed);
        const spectrum = relativeSpectrum(pair.old, pair.proposed, dimension);
        const sum = (term: (value: number) => number) =>
          spectrum.reduce((total, value) => total + term(value), 0);
        const before = (projection: 'kl' | 'bures') =>
          projectPair(pair, { ...SETTINGS, projection, scaled: true }).covariancePart.before;
        expect(before('kl') / sum((value) => (value - 1 - Math.log(value)) / 2)).toBeCloseTo(1, 9);
        expect(spectrum).toEqual([...spectrum].sort((a, b) => b - a));
        expect(spectrum.at(-1)).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });

  it('is 1 everywhere for a proposal that did not change', () => {
    const { old } = examplePair(6, 4);
    for (const value of relativeSpectrum(old, old, 6)) expect(value).toBeCloseTo(1, 12);
  });

  it('is that of the whole projection along KL’s way: every eigenvalue comes nearer to 1', () => {
    const pair = examplePair(6, 8);
    const after = relativeSpectrum(pair.old, projectPair(pair, SETTINGS).projected, 6);
    relativeSpectrum(pair.old, pair.proposed, 6).forEach((before, i) => {
      expect(Math.abs(Math.log(after[i]!))).toBeLessThan(Math.abs(Math.log(before)));
    });
  });

  it('stays within how far one may go alone', () => {
    for (const projection of ['kl', 'bures'] as const) {
      const settings = { ...SETTINGS, projection };
      const [low, high] = loneRange(settings)!;
      const pair = examplePair(6, 5);
      for (const value of relativeSpectrum(pair.old, projectPair(pair, settings).projected, 6)) {
        expect(value).toBeGreaterThanOrEqual(low * (1 - 1e-9));
        expect(value).toBeLessThanOrEqual(high * (1 + 1e-9));
      }
    }
  });

  it('has the ends that follow from the formulas', () => {
    const epsilon = 0.05;
    for (const end of loneRange({ ...SETTINGS, projection: 'kl', covarianceBound: epsilon })!) {
      expect((end - 1 - Math.log(end)) / 2).toBeCloseTo(epsilon, 9);
    }
    const [low, high] = loneRange({ ...SETTINGS, projection: 'w2', covarianceBound: epsilon })!;
    expect(low).toBeCloseTo((1 - Math.sqrt(epsilon)) ** 2, 9);
    expect(high).toBeCloseTo((1 + Math.sqrt(epsilon)) ** 2, 9);
    expect(loneRange({ ...SETTINGS, projection: 'w2', covarianceBound: 4 })![0]).toBe(0);
    expect(loneRange({ ...SETTINGS, projection: 'frobenius' })).toBeNull();
    expect(loneRange({ ...SETTINGS, projection: 'w2', scaled: false })).toBeNull();
  });
});

describe('made-up pairs and edits', () => {
  it('are the same for the same seed and others for another', () => {
    expect(examplePair(4, 7)).toEqual(examplePair(4, 7));
    expect(examplePair(4, 7)).not.toEqual(examplePair(4, 8));
  });

  it('keep the correlations where one standard deviation changes', () => {
    const { old } = examplePair(5, 3);
    const changed = withDeviationOf(old, 5, 2, 3);
    expect(deviationOf(changed, 5, 2)).toBe(3);
    const correlation = (gaussian: typeof old, i: number, j: number) =>
      gaussian.covariance[i * 5 + j]! / (deviationOf(gaussian, 5, i) * deviationOf(gaussian, 5, j));
    for (const [i, j] of pairsOf(5))
      expect(correlation(changed, i, j)).toBeCloseTo(correlation(old, i, j), 12);
  });

  it('turn a proposal without changing how wide it is', () => {
    const pair = examplePair(6, 3);
    const turned = withTurnedProposal(pair, 2);
    const trace = ({ covariance }: typeof pair.old) =>
      covariance.reduce((sum, entry, at) => sum + (at % 7 === 0 ? entry : 0), 0);
    expect(trace(turned.proposed)).toBeCloseTo(trace(pair.proposed), 10);
    expect(turned.proposed.covariance).not.toEqual(pair.proposed.covariance);
    expect(turned.old).toBe(pair.old);
  });
});
