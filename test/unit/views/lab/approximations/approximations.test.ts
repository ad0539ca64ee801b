import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planarRoot } from '../../../../../src/components/ellipse.ts';
import {
  average,
  between,
  projectAverage,
} from '../../../../../src/views/lab/approximations/averageBound.ts';
import { realShapes } from '../../../../../src/views/lab/approximations/ballShapes.ts';
import { clipRing, furthestOnRing } from '../../../../../src/views/lab/approximations/clipRegion.ts';
import { type Gaussian, gaussianOf, klOf } from '../../../../../src/views/lab/approximations/divergence.ts';
import { inPlane, largestKl } from '../../../../../src/views/lab/approximations/largestKl.ts';
import { LIMITLESS, quadraticKl } from '../../../../../src/views/lab/approximations/quadraticBall.ts';
import { sampleRatio } from '../../../../../src/views/lab/sample/sampleRatio.ts';
import { tameLab } from '../gradient/labs.ts';

const point = fc.tuple(
  fc.double({ min: -2, max: 2, noNaN: true }),
  fc.double({ min: -2, max: 2, noNaN: true }),
);
const anyBound = fc.double({ min: 1e-3, max: 0.24, noNaN: true });

/** The density ratio by the formula of a Gaussian, written out. */
function ratio(action: readonly [number, number], p: Gaussian, q: Gaussian): number {
  const log = ({ mean, covariance: { xx, xy, yy } }: Gaussian) => {
    const determinant = xx * yy - xy * xy;
    const [dx, dy] = [action[0] - mean[0], action[1] - mean[1]];
    return -0.5 * (Math.log(determinant) + (yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / determinant);
  };
  return Math.exp(log(p) - log(q));
}

describe('the ring that PPO’s clip draws around a sample', () => {
  it('has ratios of 1 ± c on its edges, as a density written out has them', () => {
    let rings = 0;
    fc.assert(
      fc.property(
        tameLab,
        point,
        fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
        ({ old, proposed }, action, angle) => {
          const { covariance } = gaussianOf(proposed);
          const { inner, outer } = clipRing(action, 0.2, covariance, old);
          // Along the first axis of the covariance and the second.
          const turn = (proposed.angle * Math.PI) / 180;
          const [u, v] = [proposed.sigma1 * Math.cos(angle), proposed.sigma2 * Math.sin(angle)];
          const at = (deviations: number): Gaussian => ({
            mean: [
              action[0] + deviations * (u * Math.cos(turn) - v * Math.sin(turn)),
              action[1] + deviations * (u * Math.sin(turn) + v * Math.cos(turn)),
            ],
            covariance,
          });
          const q = gaussianOf(old);
          if (outer === null) expect(ratio(action, at(0), q)).toBeLessThan(0.8);
          else expect(ratio(action, at(outer), q)).toBeCloseTo(0.8, 9);
          if (inner === 0) expect(ratio(action, at(0), q)).toBeLessThanOrEqual(1.2 + 1e-9);
          else {
            rings++;
            expect(ratio(action, at(inner), q)).toBeCloseTo(1.2, 9);
          }
          const plain = ratio(action, gaussianOf(proposed), q);
          expect(sampleRatio(action, proposed.mean, covariance, old) / plain).toBeCloseTo(1, 9);
        },
      ),
    );
    expect(rings).toBeGreaterThan(5);
  });
});

describe('the furthest policy of the ring', () => {
  it('is further than any other mean on it, and really there', () => {
    fc.assert(
      fc.property(
        tameLab,
        point,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
        ({ old, proposed }, action, depth, angle) => {
          const { covariance } = gaussianOf(proposed);
          const ring = clipRing(action, 0.2, covariance, old);
          const furthest = furthestOnRing(action, ring, covariance, old);
          fc.pre(ring.outer !== null && furthest !== null);
          const [a, b, d] = planarRoot(covariance.xx, covariance.xy, covariance.yy);
          const deviations = ring.inner + depth * (ring.outer! - ring.inner);
          const [u, v] = [deviations * Math.cos(angle), deviations * Math.sin(angle)];
          const p: Gaussian = { mean: [action[0] + a * u + b * v, action[1] + b * u + d * v], covariance };
          expect(klOf(p, gaussianOf(old))).toBeLessThanOrEqual(furthest! * (1 + 1e-3));
        },
      ),
    );
  });
});

describe('the real region among the shapes', () => {
  it('has its edge where the KL is the bound', () => {
    const old: Gaussian = { mean: [0, 0], covariance: { xx: 1, xy: 0, yy: 1 } };
    for (const bound of [0.002, 0.05, 0.2]) {
      for (const [one, two] of realShapes(bound, 10)) {
        const kl = klOf(old, { mean: [0, 0], covariance: { xx: one, xy: 0, yy: two } });
        expect(kl).toBeLessThanOrEqual(bound + 1e-9);
        if (Math.max(one, two) < 9.99) expect(kl).toBeCloseTo(bound, 6);
      }
    }
  });
});

describe('TRPO’s quadratic KL', () => {
  it('is the KL exactly while only the mean moves', () => {
    fc.assert(
      fc.property(tameLab, point, ({ old }, mean) => {
        const q = gaussianOf(old);
        const p = { ...q, mean };
        expect(quadraticKl(p, q)).toBeCloseTo(klOf(q, p), 8);
      }),
    );
  });

  it('is half the second derivative of the real one at the old policy, in every direction', () => {
    fc.assert(
      fc.property(tameLab, ({ old, proposed }) => {
        const q = gaussianOf(old);
        const state = { old: q, proposed: gaussianOf(proposed) };
        const step = 1e-3;
        const kl = (share: number) => klOf(q, between(state, share));
        const curvature = (kl(step) + kl(-step)) / step ** 2 / 2;
        const expected = quadraticKl(state.proposed, q);
        expect(Math.abs(curvature - expected)).toBeLessThan(1e-3 * (1 + expected));
      }),
    );
  });
});

describe('the largest real KL on the quadratic ball', () => {
  it('is one that a policy on the ball has, wherever the old policy is', () => {
    fc.assert(
      fc.property(tameLab, anyBound, fc.double({ min: -3, max: 3, noNaN: true }), ({ old }, bound, angle) => {
        const q = gaussianOf(old);
        const found = largestKl(bound)!;
        const p = inPlane(found.policy, q, angle);
        expect(quadraticKl(p, q)).toBeCloseTo(bound, 8);
        expect(klOf(q, p) / found.kl).toBeCloseTo(1, 6);
        expect(found.kl).toBeGreaterThan(bound);
      }),
    );
  });

  it('is beaten by none of the policies on the ball, turned ones included', () => {
    const q: Gaussian = { mean: [0, 0], covariance: { xx: 1, xy: 0, yy: 1 } };
    const entry = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(anyBound, fc.tuple(entry, entry, entry, entry, entry), (bound, [u, v, xx, xy, yy]) => {
        const length = 0.5 * (u * u + v * v) + 0.25 * (xx * xx + 2 * xy * xy + yy * yy);
        fc.pre(length > 1e-3);
        const size = Math.sqrt(bound / length);
        const p: Gaussian = {
          mean: [u * size, v * size],
          covariance: { xx: 1 + xx * size, xy: xy * size, yy: 1 + yy * size },
        };
        expect(quadraticKl(p, q)).toBeCloseTo(bound, 9);
        expect(klOf(q, p)).toBeLessThanOrEqual(largestKl(bound)!.kl * (1 + 1e-9));
      }),
      { numRuns: 1000 },
    );
  });

  it('is the best that one variance and the mean along it can do', () => {
    for (const bound of [0.001, 0.01, 0.05, 0.1, 0.2, 0.24]) {
      let best = 0;
      // What λ leaves of the ball goes to the mean, where it weighs 1/λ.
      for (let i = 0; i <= 20_000; i++) {
        const lambda = 1 - 2 * Math.sqrt(bound) * (i / 20_000);
        const rest = bound - (lambda - 1) ** 2 / 4;
        best = Math.max(best, (1 / lambda - 1 + Math.log(lambda)) / 2 + rest / lambda);
      }
      expect(largestKl(bound)!.kl / best).toBeCloseTo(1, 4);
    }
  });

  it('has no limit where the ball holds policies without spread', () => {
    expect(largestKl(LIMITLESS)).toBeNull();
    expect(largestKl(0.2499999)!.kl).toBeGreaterThan(1e3);
  });
});

describe('PAPI’s average', () => {
  const states = fc
    .array(tameLab, { minLength: 1, maxLength: 4 })
    .map((labs) =>
      labs.map(({ old, proposed }) => ({ old: gaussianOf(old), proposed: gaussianOf(proposed) })),
    );

  it('is on the bound or inside, with all states the same share of their way', () => {
    fc.assert(
      fc.property(states, fc.double({ min: 0.01, max: 2, noNaN: true }), (all, bound) => {
        const { share, policies, before, after } = projectAverage(all, bound);
        if (average(before) <= bound) {
          expect(share).toBe(1);
          expect(after).toEqual(before);
        } else {
          expect(average(after)).toBeLessThanOrEqual(bound);
          expect(average(after)).toBeCloseTo(bound, 6);
        }
        for (const [i, { old, proposed }] of all.entries()) {
          expect(klOf(policies[i]!, old)).toBeCloseTo(after[i]!, 9);
          const moved = policies[i]!.mean[0] - old.mean[0];
          expect(moved).toBeCloseTo(share * (proposed.mean[0] - old.mean[0]), 9);
        }
      }),
    );
  });

  it('lets one state escape where the others hardly move', () => {
    const old: Gaussian = { mean: [0, 0], covariance: { xx: 1, xy: 0, yy: 1 } };
    const at = (x: number) => ({ old, proposed: { ...old, mean: [x, 0] as const } });
    const { after } = projectAverage([at(3), at(0.1), at(0)], 0.1);
    expect(average(after)).toBeCloseTo(0.1, 9);
    expect(after[0]).toBeGreaterThan(0.29);
  });
});
