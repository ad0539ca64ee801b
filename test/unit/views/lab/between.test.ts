import { describe, expect, it } from 'vitest';
import { DEFAULT_LAB, LAB_PRESETS } from '../../../../src/experiments/labPresets.ts';
import { betweenContours, betweenLabs } from '../../../../src/views/lab/between.ts';

describe('the way from one example to another', () => {
  it('begins at one and ends at the other, with positive axes on the way', () => {
    for (const from of LAB_PRESETS) {
      for (const to of LAB_PRESETS) {
        const ends = [0, 1].map((share) => betweenLabs(from.configuration, to.configuration, share));
        for (const which of ['old', 'proposed'] as const) {
          expect(ends[0]![which].angle).toBeCloseTo(from.configuration[which].angle, 9);
          expect(ends[0]![which].sigma1).toBeCloseTo(from.configuration[which].sigma1, 9);
          expect(ends[1]![which].sigma2).toBeCloseTo(to.configuration[which].sigma2, 9);
          expect(ends[1]![which].mean[0]).toBeCloseTo(to.configuration[which].mean[0], 9);
        }
        const middle = betweenLabs(from.configuration, to.configuration, 0.5);
        expect(Math.min(middle.old.sigma1, middle.proposed.sigma2)).toBeGreaterThan(0);
      }
    }
  });

  it('turns an axis the shorter way', () => {
    const turned = (angle: number) => ({ ...DEFAULT_LAB, old: { ...DEFAULT_LAB.old, angle } });
    expect(Math.abs(betweenLabs(turned(80), turned(-80), 0.5).old.angle)).toBeCloseTo(90, 9);
    expect(betweenLabs(turned(20), turned(40), 0.5).old.angle).toBeCloseTo(30, 9);
  });

  it('mixes outlines', () => {
    const a = { one: { x: 0, y: 0, matrix: [1, 0, 0, 1] } } as const;
    const b = { one: { x: 4, y: 2, matrix: [3, 0, 0, 5] } } as const;
    expect(betweenContours<'one'>(a, b, 0.5)).toEqual({ one: { x: 2, y: 1, matrix: [2, 0, 0, 3] } });
  });
});
