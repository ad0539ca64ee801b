import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barAt, barBeside, describeBar, stateOfBar } from '../../../src/components/distanceBars.ts';
import type { DistanceLayout } from '../../../src/components/distancePicture.ts';
import { fillLogHistogram, histogramAround } from '../../../src/components/logHistogram.ts';

const BOUND = 0.03;

function layoutOf(...sets: readonly Float64Array[]): DistanceLayout {
  const around = histogramAround(BOUND, sets);
  const rows = sets.map((values) => {
    const histogram = { ...around, counts: new Float64Array(around.counts.length) };
    fillLogHistogram(histogram, values);
    return histogram;
  });
  return { left: 0, right: rows[0]!.counts.length * 10, top: 20, rowHeight: 50, rows };
}

const distances = fc
  .array(fc.double({ min: 1e-9, max: 10, noNaN: true }), { minLength: 1, maxLength: 60 })
  .map((values) => Float64Array.from(values));

describe('bars of the histogram of distances', () => {
  it('have a state each, which their count includes', () => {
    fc.assert(
      fc.property(distances, (values) => {
        const layout = layoutOf(values);
        const [histogram] = layout.rows;
        for (const [bin, count] of histogram!.counts.entries()) {
          const state = stateOfBar(values, histogram!, bin);
          // Rounding of the edges may give the neighbouring bar a value that lies on one.
          if (count > 1) expect(state).toBeGreaterThanOrEqual(0);
          if (state < 0) continue;
          const alone = { ...histogram!, counts: new Float64Array(histogram!.counts.length) };
          fillLogHistogram(alone, [values[state]!]);
          expect(Math.abs(alone.counts.indexOf(1) - bin)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('are found under the pointer, in its own row, the nearest where there is none', () => {
    const layout = layoutOf(Float64Array.of(0.001, 0.1), Float64Array.of(0.001));
    const [proposed, projected] = layout.rows;
    const last = proposed!.counts.findLastIndex((count) => count > 0);
    expect(barAt(layout, layout.right, 30)).toEqual({ row: 0, bin: last });
    expect(barAt(layout, layout.right, 90)).toEqual({ row: 1, bin: projected!.counts.indexOf(1) });
    expect(barAt(layout, -5, -5)).toEqual({ row: 0, bin: proposed!.counts.indexOf(1) });
    expect(barAt(layoutOf(Float64Array.of(Number.NaN)), 5, 30)).toBeNull();
  });

  it('are gone through with the arrow keys', () => {
    const layout = layoutOf(Float64Array.of(0.001, 0.02, 0.1), Float64Array.of(0.02));
    const steps = { left: { along: -1, down: 0 }, right: { along: 1, down: 0 }, down: { along: 0, down: 1 } };
    const filled = [...layout.rows[0]!.counts.keys()].filter((bin) => layout.rows[0]!.counts[bin]! > 0);
    const last = barBeside(layout, null, steps.right);
    expect(last).toEqual({ row: 0, bin: filled[2] });
    expect(barBeside(layout, last, steps.right)).toEqual(last);
    const middle = barBeside(layout, last, steps.left);
    expect(middle).toEqual({ row: 0, bin: filled[1] });
    expect(barBeside(layout, last, steps.down)).toEqual({ row: 1, bin: filled[1] });
  });

  it('say how many states they are and how far these went', () => {
    const values = Float64Array.of(0.02, 0.0201, 0.0202, 1e-7);
    const layout = layoutOf(values);
    const bin = layout.rows[0]!.counts.indexOf(3);
    const model = { proposed: values, projected: null, bound: BOUND, boundName: null, xLabel: '' };
    expect(describeBar(model, layout, { row: 0, bin })).toMatch(
      /^proposed: 3 of 4 states \(75\s%\) from 0\.0\d+ to 0\.0\d+$/,
    );
    expect(describeBar(model, layout, { row: 0, bin: 0 })).toContain('up to');
  });
});
