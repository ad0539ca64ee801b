import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LAB } from '../../../../src/experiments/labPresets.ts';
import { covarianceBand, type Ring, ringPoints } from '../../../../src/views/lab/covarianceBand.ts';
import { evaluate } from '../../../../src/views/lab/evaluate.ts';
import type { Point } from '../../../../src/views/lab/labGeometry.ts';

const METRICS = ['kl', 'w2', 'frobenius', 'bures'] as const;
const gaussian = fc.record({
  mean: fc.constant<[number, number]>([0, 0]),
  sigma1: fc.double({ min: 0.1, max: 5, noNaN: true }),
  sigma2: fc.double({ min: 0.1, max: 5, noNaN: true }),
  angle: fc.double({ min: -89, max: 90, noNaN: true }),
});
const directions = Array.from(
  { length: 24 },
  (_, i): Point => [Math.cos((i / 24) * Math.PI), Math.sin((i / 24) * Math.PI)],
);

/** How far a ring reaches in a direction. */
function reachOf({ covariance: { xx, xy, yy }, offset }: Ring, [u, v]: Point): number {
  return Math.sqrt(xx * u * u + 2 * xy * u * v + yy * v * v) + offset;
}

describe.each(METRICS)('the band of %s', (projection) => {
  it('holds the contour of every projected policy', () => {
    fc.assert(
      fc.property(
        gaussian,
        gaussian,
        fc.double({ min: 1e-4, max: 4, noNaN: true }),
        fc.boolean(),
        (old, proposed, covarianceBound, scaled) => {
          const lab = { ...DEFAULT_LAB, projection, scaled, covarianceBound, old, proposed };
          const { xx, xy, yy } = evaluate(projection, lab).covariance;
          const { outer, inner } = covarianceBand(lab);
          for (const u of directions) {
            const reach = Math.sqrt(xx * u[0] * u[0] + 2 * xy * u[0] * u[1] + yy * u[1] * u[1]);
            expect(reach).toBeLessThanOrEqual(reachOf(outer, u) * (1 + 1e-6));
            if (inner) expect(reach).toBeGreaterThanOrEqual(reachOf(inner, u) * (1 - 1e-6));
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is touched by a policy that changed along one axis only', () => {
    for (const scaled of [true, false]) {
      for (const covarianceBound of [1e-6, 0.03, 0.5]) {
        const old = { ...DEFAULT_LAB.old, angle: 30 };
        const base = { ...DEFAULT_LAB, projection, scaled, covarianceBound, old };
        const band = covarianceBand(base);
        const u: Point = [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)];
        const reach = (sigma1: number) => {
          const proposed = { ...old, sigma1 };
          const { xx, xy, yy } = evaluate(projection, { ...base, proposed }).covariance;
          return Math.sqrt(xx * u[0] * u[0] + 2 * xy * u[0] * u[1] + yy * u[1] * u[1]);
        };
        expect(reach(9) / reachOf(band.outer, u)).toBeCloseTo(1, 6);
        if (band.inner) expect(reach(0.02) / reachOf(band.inner, u)).toBeCloseTo(1, 5);
      }
    }
  });
});

describe('points of a ring', () => {
  it('lie on tangents at its reach: the hull of all its half planes', () => {
    const ring = { covariance: { xx: 2, xy: 0.5, yy: 0.6 }, offset: 0.3 };
    for (const [i, [x, y]] of ringPoints(ring).entries()) {
      const angle = (i / 96) * 2 * Math.PI;
      const u: Point = [Math.cos(angle), Math.sin(angle)];
      expect(x * u[0] + y * u[1]).toBeCloseTo(reachOf(ring, u), 12);
    }
  });
});
