import { describe, expect, it } from 'vitest';
import { changeScale, valueLevels } from '../../../../src/components/fieldPicture.ts';
import { environmentById } from '../../../../src/environments/environmentById.ts';
import type { PolicyField } from '../../../../src/trainer/policyField.ts';
import { nearestPoint, nearestProbe, readField } from '../../../../src/views/train/fieldReading.ts';
import { ShapeTrail } from '../../../../src/views/train/shapeTrail.ts';

const pendulum = environmentById('pendulum');
const plane = pendulum.plane!;
const GRID = { columns: 3, rows: 3 };
const range = (from: number) => Float64Array.from({ length: 9 }, (_, i) => from + i / 10);
const FIELD: PolicyField = {
  policyGrid: GRID,
  old: { mean: range(0), covariance: new Float64Array(9).fill(1) },
  now: { mean: range(1), covariance: new Float64Array(9).fill(0.25) },
  valueGrid: GRID,
  value: range(-5),
};

describe('reading a policy field', () => {
  it('takes the nearest point, also beyond the edges', () => {
    expect(nearestPoint(plane, GRID, [0, 0])).toBe(4);
    expect(nearestPoint(plane, GRID, [-99, -99])).toBe(0);
    expect(nearestPoint(plane, GRID, [3, 7.9])).toBe(8);
  });

  it('gives both policies and the value there', () => {
    const lines = readField(pendulum, plane, FIELD, [0], [0, 0]);
    expect(Object.fromEntries(lines.map(({ name, value }) => [name, value]))).toMatchObject({
      'new policy': '1.4 ± 0.50',
      'old policy': '0.40 ± 1.0',
      value: '−4.6',
    });
  });

  it('finds the nearest probe in shares of the plane', () => {
    // 1 rad is a sixth of the way across, 2 rad/s an eighth of the way up.
    expect(
      nearestProbe(
        plane,
        [
          [1, 0],
          [0, 2],
        ],
        [0, 0],
      ),
    ).toBe(1);
    expect(nearestProbe(plane, [], [0, 0])).toBe(-1);
  });

  it('has round contours, and colours of change that hold nearly all of it', () => {
    expect(valueLevels(range(-5))).toEqual([-5, -4.9, -4.8, -4.7, -4.6, -4.5, -4.4, -4.3, -4.2]);
    expect(valueLevels(new Float64Array(4).fill(2))).toEqual([]);
    expect(changeScale(FIELD)).toBe(1);
    expect(changeScale({ ...FIELD, now: FIELD.old })).toBe(1);
    const small = { ...FIELD, now: { ...FIELD.now, mean: range(0.03) } };
    expect(changeScale(small)).toBeCloseTo(0.05, 12);
  });
});

describe('the trail of a probe state', () => {
  it('is spread over all iterations, however many, and ends before the one on show', () => {
    const trail = new ShapeTrail<number>();
    for (let iteration = 1; iteration <= 500; iteration++) trail.add(iteration, iteration);
    const shapes = trail.before(500);
    expect(shapes.length).toBeGreaterThan(6);
    expect(shapes.length).toBeLessThanOrEqual(16);
    expect(shapes[0]).toBe(1);
    expect(shapes.at(-1)).toBeGreaterThan(400);
    expect(Math.max(...trail.before(50))).toBeLessThan(50);
    trail.add(3, 3);
    expect(trail.before(500)).toEqual(shapes);
  });
});
