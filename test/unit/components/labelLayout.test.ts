import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spreadLabels } from '../../../src/components/labelLayout.ts';

describe('spreadLabels', () => {
  it('leaves labels that do not touch', () => {
    expect(spreadLabels([20, 80], 18, 0, 100)).toEqual([20, 80]);
  });

  it('moves labels apart, keeps their order and stays inside where there is room', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 200, noNaN: true }), { minLength: 1, maxLength: 8 }),
        (wanted) => {
          const placed = spreadLabels(wanted, 18, 0, 200);
          const sorted = [...placed].sort((a, b) => a - b);
          for (let i = 1; i < sorted.length; i++)
            expect(sorted[i]! - sorted[i - 1]!).toBeGreaterThan(18 - 1e-9);
          expect(sorted[0]).toBeGreaterThan(9 - 1e-9);
          expect(sorted.at(-1)).toBeLessThan(191 + 1e-9);
        },
      ),
    );
  });
});
