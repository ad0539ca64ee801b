import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LAB_PRESETS } from '../../../../src/experiments/labPresets.ts';
import { planeScale } from '../../../../src/views/lab/planeView.ts';
import {
  batchWorth,
  exactWorth,
  logRatio,
  logRatios,
  planarGaussian,
} from '../../../../src/views/lab/samples/importanceWeights.ts';
import { MOST_SAMPLES, noiseOf, samplesOf } from '../../../../src/views/lab/samples/noise.ts';
import {
  levelRatio,
  levelSize,
  RATIO_LEVELS,
  ratioLevel,
} from '../../../../src/views/lab/samples/ratioLevels.ts';
import { sampleDots, samplePaths } from '../../../../src/views/lab/samples/samplePaths.ts';

const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const gaussian = fc
  .record({
    mean: fc.tuple(real(-1, 1), real(-1, 1)),
    sigma1: real(0.4, 2),
    sigma2: real(0.4, 2),
    angle: real(-89, 90),
  })
  .map(planarGaussian);

/** ∫ f over a square by the trapezoidal rule, which for smooth bells is exact to rounding. */
function quadrature(f: (x: number, y: number) => number, reach: number, n = 240): number {
  const step = (2 * reach) / n;
  let sum = 0;
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= n; j++) sum += f(-reach + i * step, -reach + j * step);
  }
  return sum * step * step;
}

describe('density ratios', () => {
  it('turn the old density into the other one, which integrates to 1', () => {
    fc.assert(
      fc.property(gaussian, gaussian, (p, q) => {
        const unit = planarGaussian({ mean: [0, 0], sigma1: 1, sigma2: 1, angle: 0 });
        const density = (x: number, y: number) => Math.exp(-0.5 * (x * x + y * y)) / (2 * Math.PI);
        const toQ = logRatio(q, unit);
        const toP = logRatio(p, q);
        const total = quadrature((x, y) => density(x, y) * Math.exp(toQ(x, y) + toP(x, y)), 14);
        expect(total).toBeCloseTo(1, 6);
      }),
      { numRuns: 12 },
    );
  });
});

describe('the worth of a batch', () => {
  it('is exact in the limit: one over the integral of p²/q', () => {
    fc.assert(
      fc.property(gaussian, gaussian, (p, q) => {
        const exact = exactWorth(p, q);
        expect(exact).toBeGreaterThanOrEqual(0);
        expect(exact).toBeLessThanOrEqual(1 + 1e-12);
        // Near the edge of the finite the integrand has tails longer than the square.
        if (exact < 0.02) return;
        const [ratio, unit] = [
          logRatio(p, q),
          planarGaussian({ mean: [0, 0], sigma1: 1, sigma2: 1, angle: 0 }),
        ];
        const toP = logRatio(p, unit);
        const second = quadrature(
          (x, y) => Math.exp(toP(x, y) + ratio(x, y) - 0.5 * (x * x + y * y)) / (2 * Math.PI),
          40,
          600,
        );
        expect(exact * second).toBeCloseTo(1, 3);
      }),
      { numRuns: 40 },
    );
  });

  it('is all of it for the same policy, and nothing where a variance has doubled', () => {
    const { old } = LAB_PRESETS[0].configuration;
    const q = planarGaussian(old);
    expect(exactWorth(q, q)).toBeCloseTo(1, 12);
    const wider = (factor: number) => planarGaussian({ ...old, sigma1: old.sigma1 * Math.sqrt(factor) });
    expect(exactWorth(wider(1.999), q)).toBeGreaterThan(0);
    expect(exactWorth(wider(2.001), q)).toBe(0);
    // A shift by one old standard deviation costs e⁻¹.
    const shifted = { ...q, mean: [q.mean[0] + Math.sqrt(q.covariance.xx), q.mean[1]] as const };
    const round = { xx: 1, xy: 0, yy: 1 };
    expect(exactWorth({ mean: [1, 0], covariance: round }, { mean: [0, 0], covariance: round })).toBeCloseTo(
      Math.exp(-1),
      12,
    );
    expect(exactWorth(shifted, q)).toBeLessThan(1);
  });

  it('is that of samples, on many of them', () => {
    const q = planarGaussian({ mean: [0, 0], sigma1: 1.2, sigma2: 0.7, angle: 25 });
    const p = planarGaussian({ mean: [0.4, 0.1], sigma1: 1, sigma2: 0.6, angle: 40 });
    const samples = samplesOf(q, noiseOf(7), MOST_SAMPLES);
    const { effective } = batchWorth(logRatios(logRatio(p, q), samples));
    expect(effective / MOST_SAMPLES / exactWorth(p, q)).toBeCloseTo(1, 1);
  });

  it('lies between one sample and all of them, whatever the scale of the weights', () => {
    fc.assert(
      fc.property(fc.array(real(-900, 900), { minLength: 1, maxLength: 50 }), real(-500, 500), (logs, by) => {
        const { effective, heaviest } = batchWorth(Float64Array.from(logs));
        expect(effective).toBeGreaterThanOrEqual(1 - 1e-9);
        expect(effective).toBeLessThanOrEqual(logs.length * (1 + 1e-12));
        expect(heaviest).toBeGreaterThanOrEqual(1 / logs.length - 1e-12);
        expect(heaviest).toBeLessThanOrEqual(1);
        const moved = batchWorth(Float64Array.from(logs.map((log) => log + by)));
        expect(moved.effective / effective).toBeCloseTo(1, 6);
      }),
    );
    expect(batchWorth(Float64Array.of(3, 3, 3, 3)).effective).toBe(4);
  });
});

describe('samples', () => {
  it('have the mean and the covariance of their policy', () => {
    const policy = planarGaussian({ mean: [1, -2], sigma1: 2, sigma2: 0.5, angle: -40 });
    const samples = samplesOf(policy, noiseOf(1), MOST_SAMPLES);
    const n = MOST_SAMPLES;
    const mean = [0, 0];
    for (let i = 0; i < 2 * n; i++) mean[i % 2]! += samples[i]! / n;
    expect(mean[0]).toBeCloseTo(1, 1);
    expect(mean[1]).toBeCloseTo(-2, 1);
    let cross = 0;
    for (let i = 0; i < n; i++) cross += ((samples[2 * i]! - 1) * (samples[2 * i + 1]! + 2)) / n;
    expect(cross / policy.covariance.xy).toBeCloseTo(1, 1);
  });

  it('use the same noise for every policy and number, and another for another seed', () => {
    const policy = planarGaussian({ mean: [0, 0], sigma1: 1, sigma2: 1, angle: 0 });
    const few = samplesOf(policy, noiseOf(3), 10);
    const many = samplesOf({ ...policy, mean: [5, 0] }, noiseOf(3), 500);
    for (let i = 0; i < 10; i++) {
      expect(many[2 * i]! - few[2 * i]!).toBeCloseTo(5, 12);
      expect(many[2 * i + 1]).toBe(few[2 * i + 1]);
    }
    expect(samplesOf(policy, noiseOf(4), 1)).not.toEqual(samplesOf(policy, noiseOf(3), 1));
  });
});

describe('the scale of density ratios', () => {
  it('puts every ratio on the nearest step, and what is beyond on the ends', () => {
    for (let level = 0; level < RATIO_LEVELS; level++) {
      expect(ratioLevel(Math.log(levelRatio(level)))).toBe(level);
      expect(ratioLevel(Math.log(1.3 * levelRatio(level)))).toBe(level);
      if (level > 0) expect(levelSize(level)).toBeGreaterThanOrEqual(levelSize(level - 1));
    }
    expect(levelRatio(4)).toBe(1);
    expect(ratioLevel(-700)).toBe(0);
    expect(ratioLevel(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(ratioLevel(700)).toBe(RATIO_LEVELS - 1);
  });

  it('draws every sample in sight once, on the path of its step', () => {
    const scale = planeScale({ centre: [0, 0], half: 2 }, 10, 20, 400);
    const samples = samplesOf(
      planarGaussian({ mean: [0, 0], sigma1: 1, sigma2: 1, angle: 0 }),
      noiseOf(2),
      1000,
    );
    const rising = (x: number) => x * Math.LN2;
    const paths = samplePaths(samples, sampleDots(samples, scale, [10, 20], 400), rising);
    let inSight = 0;
    for (let i = 0; i < 1000; i++) {
      if (Math.max(Math.abs(samples[2 * i]!), Math.abs(samples[2 * i + 1]!)) <= 2) inSight++;
    }
    const dots = paths.map((path) => [...path.matchAll(/M([\d.]+) [\d.]+h0/g)].map(([, x]) => Number(x)));
    expect(dots.flat()).toHaveLength(inSight);
    for (const [level, places] of dots.entries()) {
      for (const x of places) {
        const a1 = scale.invert(x, 0)[0];
        expect(Math.abs(a1 - (level - 4))).toBeLessThan(0.501);
      }
    }
  });
});
