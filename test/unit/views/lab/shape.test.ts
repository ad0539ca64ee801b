import fc from 'fast-check';
import { PROJECTION_IDS } from 'trust-region-layers';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LAB } from '../../../../src/experiments/labPresets.ts';
import { evaluate } from '../../../../src/views/lab/evaluate.ts';
import { covarianceOf } from '../../../../src/views/lab/labGeometry.ts';
import { boundShare, withBoundShare } from '../../../../src/views/lab/shape/boundShare.ts';
import { projectionPath } from '../../../../src/views/lab/shape/projectionPath.ts';
import {
  covarianceOfShape,
  relativeShape,
  turnedBy,
  withShape,
} from '../../../../src/views/lab/shape/relativeShape.ts';
import { LIMIT, shapeRegion } from '../../../../src/views/lab/shape/shapeRegion.ts';

const gaussian = fc.record({
  mean: fc.constant<[number, number]>([0, 0]),
  sigma1: fc.double({ min: 0.2, max: 3, noNaN: true }),
  sigma2: fc.double({ min: 0.2, max: 3, noNaN: true }),
  angle: fc.double({ min: -89, max: 90, noNaN: true }),
});

describe('a shape', () => {
  it('is (1, 1) for the old policy and gives its covariance back', () => {
    fc.assert(
      fc.property(gaussian, gaussian, (old, proposed) => {
        const [a, b] = [covarianceOf(old), covarianceOf(proposed)];
        for (const one of relativeShape(a, a).lambda) expect(one).toBeCloseTo(1, 6);
        const shape = relativeShape(a, b);
        const back = covarianceOfShape(a, shape);
        const size = b.xx + b.yy;
        for (const name of ['xx', 'xy', 'yy'] as const) {
          expect(Math.abs(back[name] - b[name])).toBeLessThan(1e-6 * size);
        }
        // The KL of the covariance is a function of λ alone.
        const lab = { ...DEFAULT_LAB, old, proposed };
        const kl = shape.lambda.reduce((sum, one) => sum + (one - 1 - Math.log(one)) / 2, 0);
        const { before } = evaluate('kl', lab).covariancePart;
        expect(Math.abs(kl - before)).toBeLessThan(1e-6 * (1 + before));
      }),
    );
  });

  it('knows whether axes are shared', () => {
    const old = { ...DEFAULT_LAB.old, angle: 30 };
    const turned = (angle: number, sigma1 = 2, sigma2 = 0.3) =>
      turnedBy(old, relativeShape(covarianceOf(old), covarianceOf({ ...old, sigma1, sigma2, angle })));
    expect(turned(30)).toBeCloseTo(0, 6);
    expect(turned(-60)).toBeCloseTo(0, 6);
    expect(turned(55)).toBeGreaterThan(5);
  });

  it('is set with the axes kept', () => {
    const lab = DEFAULT_LAB;
    const old = covarianceOf(lab.old);
    const shape = relativeShape(old, covarianceOf(lab.proposed));
    const next = withShape(lab, { ...shape, lambda: [2, 0.25] });
    expect(next.mean).toEqual(lab.proposed.mean);
    const reached = relativeShape(old, covarianceOf(next), shape.angle);
    expect(reached.lambda[0]).toBeCloseTo(2, 6);
    expect(reached.lambda[1]).toBeCloseTo(0.25, 6);
    // An axis has no direction.
    expect(Math.sin(reached.angle - shape.angle)).toBeCloseTo(0, 6);
  });
});

describe('the regions', () => {
  it('end where the projection of a policy with shared axes begins to bind', () => {
    for (const projection of PROJECTION_IDS) {
      for (const scaled of [true, false]) {
        const base = { ...DEFAULT_LAB, projection, scaled };
        for (const [one, two] of shapeRegion(projection, base).filter((_, i) => i % 7 === 0)) {
          if (Math.max(one, two, 1 / one, 1 / two) > 0.999 * LIMIT) continue;
          const at = (factor: number) => {
            const proposed = {
              ...base.old,
              sigma1: base.old.sigma1 * Math.sqrt(one ** factor),
              sigma2: base.old.sigma2 * Math.sqrt(two ** factor),
            };
            return evaluate(projection, { ...base, proposed }).covariancePart.binds;
          };
          expect([at(0.99), at(1.01)], `${projection} ${one} ${two}`).toEqual([false, true]);
        }
      }
    }
  });
});

describe('the path of a projection', () => {
  it('begins at the old and ends at the proposed policy, ever further from the old one', () => {
    for (const projection of PROJECTION_IDS) {
      const path = projectionPath(projection, { ...DEFAULT_LAB, projection });
      expect(path[0]!.mean[0]).toBeCloseTo(DEFAULT_LAB.old.mean[0], 1);
      const end = path.at(-1)!;
      expect(end.mean[0]).toBeCloseTo(DEFAULT_LAB.proposed.mean[0], 6);
      expect(end.covariance.xy).toBeCloseTo(covarianceOf(DEFAULT_LAB.proposed).xy, 6);
      const distances = path.map(({ covariancePart }) => covariancePart.after);
      expect(distances).toEqual(distances.toSorted((a, b) => a - b));
    }
    expect(projectionPath('kl', { ...DEFAULT_LAB, proposed: DEFAULT_LAB.old })).toEqual([]);
  });
});

describe('the scrubber of both bounds', () => {
  it('is all the way where the proposal passes, and sets what it shows', () => {
    const lab = DEFAULT_LAB;
    const start = evaluate('kl', lab);
    for (const share of [1, 0.3, 1e-3]) {
      const next = { ...lab, ...withBoundShare(lab, start, share) };
      expect(boundShare(evaluate('kl', next)) / share).toBeCloseTo(1, 1);
      expect(next.meanBound / next.covarianceBound).toBeCloseTo(lab.meanBound / lab.covarianceBound, 1);
    }
    const passing = evaluate('kl', { ...lab, ...withBoundShare(lab, start, 1) });
    expect([passing.meanPart.binds, passing.covariancePart.binds]).toEqual([false, false]);
    const still = { ...lab, proposed: lab.old };
    expect(withBoundShare(still, evaluate('kl', still), 0.1)).toEqual({
      meanBound: lab.meanBound,
      covarianceBound: lab.covarianceBound,
    });
  });
});
