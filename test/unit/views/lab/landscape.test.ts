import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LAB_LIMITS } from '../../../../src/experiments/lab.ts';
import { DEFAULT_LAB } from '../../../../src/experiments/labPresets.ts';
import { LANDSCAPE_IDS } from '../../../../src/experiments/landscapeLink.ts';
import { evaluate } from '../../../../src/views/lab/evaluate.ts';
import { covarianceOf, type Point } from '../../../../src/views/lab/labGeometry.ts';
import { batchEstimate } from '../../../../src/views/lab/landscape/batchEstimate.ts';
import {
  expectedReward,
  type Hill,
  promisedGain,
  rewardAt,
} from '../../../../src/views/lab/landscape/expectedReward.ts';
import { groundContours } from '../../../../src/views/lab/landscape/groundContours.ts';
import { LANDSCAPES } from '../../../../src/views/lab/landscape/landscapes.ts';
import { uphillProposal } from '../../../../src/views/lab/landscape/uphill.ts';
import { stepped, walkAhead } from '../../../../src/views/lab/landscape/walk.ts';
import { walkOn, walkSoFar } from '../../../../src/views/lab/landscape/walkSoFar.ts';
import { logRatio, planarGaussian } from '../../../../src/views/lab/samples/importanceWeights.ts';
import { noiseOf, samplesOf } from '../../../../src/views/lab/samples/noise.ts';

const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const shape = { sigma1: real(0.3, 2), sigma2: real(0.3, 2), angle: real(-89, 90) };
const gaussian = fc.record({ mean: fc.tuple(real(-2, 2), real(-2, 2)), ...shape });
const hill: fc.Arbitrary<Hill> = fc
  .record({ height: real(-3, 3), at: fc.tuple(real(-2, 2), real(-2, 2)), ...shape })
  .map(({ height, at, ...axes }) => ({ height, at, breadth: covarianceOf(axes) }));
const hills = fc.array(hill, { minLength: 1, maxLength: 3 });

const UNIT = planarGaussian({ mean: [0, 0], sigma1: 1, sigma2: 1, angle: 0 });

/** E[r] by the trapezoidal rule. */
function integrated(ground: readonly Hill[], policy: ReturnType<typeof planarGaussian>): number {
  const density = logRatio(policy, UNIT);
  const [reach, n] = [14, 280];
  const step = (2 * reach) / n;
  let sum = 0;
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= n; j++) {
      const [x, y] = [-reach + i * step, -reach + j * step];
      sum += rewardAt(ground, [x, y]) * Math.exp(density(x, y) - 0.5 * (x * x + y * y));
    }
  }
  return (sum * step * step) / (2 * Math.PI);
}

describe('the expected reward', () => {
  it('is the integral of reward times density', () => {
    fc.assert(
      fc.property(hills, gaussian, (ground, lab) => {
        const policy = planarGaussian(lab);
        expect(expectedReward(ground, policy).reward).toBeCloseTo(integrated(ground, policy), 6);
      }),
      { numRuns: 10 },
    );
  });

  it('has the slope of finite differences, in mean and covariance', () => {
    fc.assert(
      fc.property(hills, gaussian, (ground, lab) => {
        const at = planarGaussian(lab);
        const { slope } = expectedReward(ground, at);
        const h = 1e-5;
        const reward = (mean: Point, [xx, xy, yy]: readonly [number, number, number]) =>
          expectedReward(ground, {
            mean: [at.mean[0] + mean[0], at.mean[1] + mean[1]],
            covariance: { xx: at.covariance.xx + xx, xy: at.covariance.xy + xy, yy: at.covariance.yy + yy },
          }).reward;
        const none = [0, 0, 0] as const;
        expect((reward([h, 0], none) - reward([-h, 0], none)) / (2 * h)).toBeCloseTo(slope.mean[0], 5);
        expect((reward([0, h], none) - reward([0, -h], none)) / (2 * h)).toBeCloseTo(slope.mean[1], 5);
        const still: Point = [0, 0];
        const along = (d: readonly [number, number, number]) =>
          (reward(still, [h * d[0], h * d[1], h * d[2]]) - reward(still, [-h * d[0], -h * d[1], -h * d[2]])) /
          (2 * h);
        expect(along([1, 0, 0])).toBeCloseTo(slope.covariance.xx, 5);
        expect(along([0, 0, 1])).toBeCloseTo(slope.covariance.yy, 5);
        // Both entries off the diagonal move at once.
        expect(along([0, 1, 0])).toBeCloseTo(2 * slope.covariance.xy, 5);
      }),
    );
  });

  it('is promised rightly for small steps', () => {
    fc.assert(
      fc.property(hills, gaussian, real(-1, 1), real(-1, 1), real(-1, 1), (ground, lab, x, y, wide) => {
        const from = planarGaussian(lab);
        const { reward, slope } = expectedReward(ground, from);
        const size = 1e-4;
        const to = planarGaussian({
          ...lab,
          mean: [lab.mean[0] + size * x, lab.mean[1] + size * y],
          sigma1: lab.sigma1 * (1 + size * wide),
          angle: lab.angle + size * x,
        });
        const gain = expectedReward(ground, to).reward - reward;
        expect(Math.abs(gain - promisedGain(slope, from, to))).toBeLessThan(1e-5 * size * 1e3);
      }),
    );
  });
});

describe('a proposal uphill', () => {
  it('is a gradient step on the mean and on the logarithm of the spread', () => {
    fc.assert(
      fc.property(hills, gaussian, (ground, lab) => {
        const size = 1e-3;
        const old = { ...lab, angle: 0 };
        const next = planarGaussian(uphillProposal(ground, old, size));
        const { slope } = expectedReward(ground, planarGaussian(old));
        expect(next.mean[0] - old.mean[0]).toBeCloseTo(size * slope.mean[0], 9);
        const logarithm = (sigma: number) =>
          expectedReward(ground, planarGaussian({ ...old, sigma1: sigma })).reward;
        const h = 1e-4;
        const derivative =
          (logarithm(old.sigma1 * Math.exp(h)) - logarithm(old.sigma1 * Math.exp(-h))) / (2 * h);
        const change = Math.log(next.covariance.xx) / 2 - Math.log(old.sigma1);
        expect(change / size).toBeCloseTo(derivative, 2);
      }),
    );
  });

  it('never leaves the limits of the Lab, however steep', () => {
    fc.assert(
      fc.property(hills, gaussian, real(0.01, 1e4), (ground, old, size) => {
        const { mean, sigma1, sigma2 } = uphillProposal(ground, old, size);
        for (const value of mean) expect(Math.abs(value)).toBeLessThanOrEqual(LAB_LIMITS.mean.maximum);
        expect(Math.min(sigma1, sigma2)).toBeGreaterThanOrEqual(LAB_LIMITS.sigma.minimum);
        expect(Math.max(sigma1, sigma2)).toBeLessThanOrEqual(LAB_LIMITS.sigma.maximum);
      }),
    );
  });
});

describe('the landscapes', () => {
  it('begin with a cliff: the slope promises a gain, the proposal loses, the projection gains', () => {
    const { hills: ground } = LANDSCAPES.cliff;
    const lab = DEFAULT_LAB;
    const [old, proposed] = [planarGaussian(lab.old), planarGaussian(lab.proposed)];
    const projected = evaluate(lab.projection, lab);
    const { reward, slope } = expectedReward(ground, old);
    expect(promisedGain(slope, old, proposed)).toBeGreaterThan(0.3);
    expect(expectedReward(ground, proposed).reward - reward).toBeLessThan(-1);
    expect(expectedReward(ground, projected).reward - reward).toBeGreaterThan(
      0.8 * promisedGain(slope, old, projected),
    );
  });

  it.each(LANDSCAPE_IDS)('let the projected walk up %s whatever the size of the steps', (id) => {
    const { hills: ground, start } = LANDSCAPES[id];
    for (const size of [1, 2, 4, 8]) {
      const lab = { ...DEFAULT_LAB, old: start };
      const rewards = walkAhead(lab, 'projected', ground, size, 12);
      expect(rewards).toHaveLength(13);
      expect(rewards.at(-1)!).toBeGreaterThan(rewards[0]! + 0.3);
      for (const [i, reward] of rewards.slice(1).entries())
        expect(reward).toBeGreaterThan(rewards[i]! - 0.05);
    }
  });

  it('throw who takes whole steps off the cliff for good', () => {
    const { hills: ground, start } = LANDSCAPES.cliff;
    const rewards = walkAhead({ ...DEFAULT_LAB, old: start }, 'proposed', ground, 4, 12);
    expect(Math.min(...rewards)).toBeLessThan(-2);
    expect(rewards.at(-1)!).toBeLessThan(0.1);
  });
});

describe('a step', () => {
  it('makes the projected or the proposed policy the old one', () => {
    const { hills: ground } = LANDSCAPES.cliff;
    const unprojected = stepped(DEFAULT_LAB, 'proposed', ground, 4);
    expect(unprojected.old).toEqual(DEFAULT_LAB.proposed);
    const { old } = stepped(DEFAULT_LAB, 'projected', ground, 4);
    const projected = evaluate(DEFAULT_LAB.projection, DEFAULT_LAB);
    expect(old.mean[0]).toBeCloseTo(projected.mean[0], 12);
    expect(covarianceOf(old).xy).toBeCloseTo(projected.covariance.xy, 9);
  });
});

describe('the walk', () => {
  const [a, b, c, other] = [0, 1, 2, 9].map((x) => ({
    mean: [x, 0] as const,
    sigma1: 1,
    sigma2: 1,
    angle: 0,
  }));

  it('goes on, back with undo, on with redo, and is cut off by another step', () => {
    let walk = walkOn([], a!, b!, 'projected');
    walk = walkOn(walk, b!, c!, 'proposed');
    expect(walkSoFar(walk, c!).map(({ kind }) => kind)).toEqual([null, 'projected', 'proposed']);
    // Undone, the old policy is the one before; a copy of it is as good.
    expect(walkSoFar(walk, { ...b! }).map(({ old }) => old)).toEqual([a, b]);
    expect(walkSoFar(walk, c!)).toHaveLength(3);
    expect(walkOn(walk, b!, other!, 'projected').map(({ old }) => old)).toEqual([a, b, other]);
  });

  it('begins anew from a policy that it never came through', () => {
    const walk = walkOn([], a!, b!, 'projected');
    expect(walkSoFar(walk, other!)).toEqual([{ old: other, kind: null }]);
  });
});

describe('a batch', () => {
  it('tells the expected reward within its error, on the old policy and on one near by', () => {
    const { hills: ground } = LANDSCAPES.cliff;
    const old = planarGaussian(DEFAULT_LAB.old);
    const samples = samplesOf(old, noiseOf(5), 4000);
    for (const policy of [old, evaluate('kl', DEFAULT_LAB)]) {
      const { reward, error } = batchEstimate(ground, policy, old, samples);
      expect(error).toBeLessThan(0.1);
      expect(Math.abs(reward - expectedReward(ground, policy).reward)).toBeLessThan(4 * error);
    }
  });

  it('has the mean and the standard error of its weighted rewards', () => {
    const ground = [{ height: 2, at: [0, 0], breadth: { xx: 1, xy: 0, yy: 1 } }] as const;
    const { reward, error } = batchEstimate(ground, UNIT, UNIT, Float64Array.of(0, 0, 1, 0));
    const [one, two] = [2, 2 * Math.exp(-0.5)];
    expect(reward).toBeCloseTo((one + two) / 2, 12);
    expect(error).toBeCloseTo(Math.abs(one - two) / 2, 12);
  });
});

describe('the lines of the ground', () => {
  it.each(LANDSCAPE_IDS)('of %s lie where the reward is theirs', (id) => {
    const { hills: ground } = LANDSCAPES[id];
    const levels = groundContours(ground);
    expect(levels.length).toBeGreaterThan(6);
    const rewards = levels.map(({ reward }) => reward);
    expect(new Set(rewards).size).toBe(rewards.length);
    expect(rewards).not.toContain(0);
    const step = Math.min(...rewards.map(Math.abs));
    for (const { reward, path } of levels) {
      expect(path).toMatch(/^(M[-\d. L]+Z)+$/);
      const points = [...path.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(
        ([, x, y]): Point => [Number(x), Number(y)],
      );
      const worst = Math.max(...points.map((point) => Math.abs(rewardAt(ground, point) - reward)));
      expect(worst).toBeLessThan(step / 4);
    }
  });
});
