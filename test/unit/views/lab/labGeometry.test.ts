import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LabGaussian } from '../../../../src/experiments/lab.ts';
import {
  axesOf,
  axisTip,
  covarianceOf,
  covarianceProblem,
  dragAxis,
  nearerSide,
  normaliseAngle,
  withCovariance,
} from '../../../../src/views/lab/labGeometry.ts';
import { dragTo, handlesOf, nearestHandle, pressed } from '../../../../src/views/lab/planeHandles.ts';

const sigma = fc.double({ min: 0.02, max: 9, noNaN: true });
const gaussian: fc.Arbitrary<LabGaussian> = fc.record({
  mean: fc.tuple(fc.double({ min: -5, max: 5, noNaN: true }), fc.double({ min: -5, max: 5, noNaN: true })),
  sigma1: sigma,
  sigma2: sigma,
  angle: fc.double({ min: -89.9, max: 90, noNaN: true }),
});
const point = fc.tuple(
  fc.double({ min: -4, max: 4, noNaN: true }),
  fc.double({ min: -4, max: 4, noNaN: true }),
);

describe('the Gaussian under the hand', () => {
  it('keeps angles in (−90, 90]', () => {
    expect([0, 90, -90, 91, 180, 270, -181].map(normaliseAngle)).toEqual([0, 90, 90, -89, 0, 90, -1]);
  });

  it('goes from axes to matrix and back', () => {
    fc.assert(
      fc.property(gaussian, (before) => {
        const covariance = covarianceOf(before);
        const after = covarianceOf({ ...axesOf(covariance) });
        const size = covariance.xx + covariance.yy;
        expect(after.xx).toBeCloseTo(covariance.xx, 9 - Math.ceil(Math.log10(size + 1)));
        expect(after.xy).toBeCloseTo(covariance.xy, 9 - Math.ceil(Math.log10(size + 1)));
        expect(after.yy).toBeCloseTo(covariance.yy, 9 - Math.ceil(Math.log10(size + 1)));
      }),
    );
  });

  it('stays positive definite and puts the tip under the pointer, wherever an axis is pulled', () => {
    fc.assert(
      fc.property(gaussian, fc.constantFrom(1 as const, 2 as const), point, (before, axis, to) => {
        const after = dragAxis(before, axis, to);
        expect(covarianceProblem(covarianceOf(after))).toBeNull();
        expect(after.angle).toBeGreaterThan(-90);
        expect(after.angle).toBeLessThanOrEqual(90);
        const distance = Math.hypot(to[0] - before.mean[0], to[1] - before.mean[1]);
        if (distance < 0.01) return;
        const tip = axisTip(after, axis, nearerSide(after, axis, to));
        const capped = Math.min(distance, 10);
        expect(Math.hypot(tip[0] - to[0], tip[1] - to[1])).toBeCloseTo(distance - capped, 6);
      }),
    );
  });

  it('says why a typed matrix is refused', () => {
    expect(covarianceProblem({ xx: 1, xy: 0.5, yy: 1 })).toBeNull();
    expect(covarianceProblem({ xx: 1, xy: 1, yy: 1 })).toMatch(/^Not positive definite/);
    expect(covarianceProblem({ xx: -1, xy: 0, yy: -1 })).toMatch(/^Not positive definite/);
    expect(covarianceProblem({ xx: 1e4, xy: 0, yy: 1 })).toMatch(/between 0.01 and 10/);
  });

  it('takes a typed matrix as it is', () => {
    const start: LabGaussian = { mean: [1, 2], sigma1: 1, sigma2: 1, angle: 0 };
    const after = covarianceOf(withCovariance(start, { xx: 0.49, xy: -0.1, yy: 0.36 }));
    expect(after.xx).toBeCloseTo(0.49, 12);
    expect(after.xy).toBeCloseTo(-0.1, 12);
    expect(after.yy).toBeCloseTo(0.36, 12);
  });
});

describe('handles', () => {
  const old: LabGaussian = { mean: [0, 0], sigma1: 1, sigma2: 0.5, angle: 0 };
  const ends = { 'old-1': 1, 'old-2': 1, 'proposed-1': -1, 'proposed-2': 1 } as const;

  it('lie on mean and axes, at the chosen ends', () => {
    const handles = handlesOf({ old, proposed: old }, ends);
    expect(handles.map(({ key }) => key)).toEqual([
      'old-1',
      'old-2',
      'old-mean',
      'proposed-1',
      'proposed-2',
      'proposed-mean',
    ]);
    expect(handles[0]!.at).toEqual([1, 0]);
    expect(handles[3]!.at).toEqual([-1, 0]);
  });

  it('give the proposed policy where both lie in the same place', () => {
    const handles = handlesOf({ old, proposed: old }, ends);
    expect(nearestHandle(handles, ([x, y]) => Math.hypot(x, y))?.key).toBe('proposed-mean');
  });

  it('move by arrows: small, and ten times as far with shift', () => {
    expect(pressed(old, 'mean', 'ArrowRight', false)?.mean).toEqual([0.02, 0]);
    expect(pressed(old, 'mean', 'ArrowDown', true)?.mean).toEqual([0, -0.2]);
    expect(pressed(old, 1, 'ArrowLeft', false)?.angle).toBe(1);
    expect(pressed(old, 2, 'ArrowUp', false)?.sigma2).toBeCloseTo(0.51, 12);
    expect(pressed(old, 1, 'Enter', false)).toBeNull();
  });

  it('keep the mean inside the limits', () => {
    expect(dragTo(old, 'mean', [50, -50]).mean).toEqual([10, -10]);
  });
});
