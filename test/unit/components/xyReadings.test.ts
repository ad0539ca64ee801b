import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest, readAt, readingsText, type XyLine } from '../../../src/components/plot/xyReadings.ts';

const line = (label: string, x: number[], value: number[]): XyLine => ({
  label,
  look: { colour: '--kl', ink: '--kl-ink', dash: [], marker: 'circle' } as unknown as XyLine['look'],
  x: Float64Array.from(x),
  value: Float64Array.from(value),
  low: Float64Array.from(value, (one) => one - 1),
  high: Float64Array.from(value, (one) => one + 1),
  parts: [],
});

describe('readings of a chart', () => {
  it('takes the nearest point, the first of two', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 }),
        fc.double({ min: -2e6, max: 2e6, noNaN: true }),
        (values, at) => {
          const xs = Float64Array.from(values).sort();
          let best = 0;
          for (let i = 1; i < xs.length; i++) if (Math.abs(xs[i]! - at) < Math.abs(xs[best]! - at)) best = i;
          expect(Math.abs(xs[nearest(xs, at)]! - at)).toBe(Math.abs(xs[best]! - at));
        },
      ),
    );
    expect(nearest(Float64Array.of(0, 2), 1)).toBe(0);
    expect(nearest(new Float64Array(), 1)).toBe(0);
  });

  it('leaves out what is not known and says the rest', () => {
    const lines = [line('KL', [0, 1, 2], [5, 6, 7]), line('PPO', [0, 1, 2], [Number.NaN, 3, 4])];
    const text = (at: number) => readingsText(readAt(lines, at), (x) => `${x} steps`, String);
    expect(text(1.2)).toBe('1 steps: KL 6 [5, 7]; PPO 3 [2, 4]');
    expect(text(-3)).toBe('0 steps: KL 5 [4, 6]');
    expect(readingsText([], String, String)).toBe('nothing yet');
  });
});
