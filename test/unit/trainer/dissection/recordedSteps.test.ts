import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordedSteps } from '../../../../src/trainer/dissection/recordedSteps.ts';

describe('the steps that a dissection records', () => {
  it('are the whole first epoch, then the last of each', () => {
    expect([...recordedSteps(4, 3)]).toEqual([1, 2, 3, 4, 8, 12]);
    expect([...recordedSteps(4, 0)]).toEqual([]);
  });

  it('are few, in order, and end every epoch that they begin with', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 500 }),
        (minibatches, epochs) => {
          const steps = [...recordedSteps(minibatches, epochs)];
          expect(steps.length).toBeLessThanOrEqual(60);
          expect(steps).toEqual(steps.toSorted((a, b) => a - b));
          expect(steps).toContain(minibatches);
          expect(steps.at(-1)).toBe(minibatches * epochs);
          expect(steps.every((step) => Number.isInteger(step) && step >= 1)).toBe(true);
          const later = steps.filter((step) => step > minibatches);
          expect(later.every((step) => step % minibatches === 0)).toBe(true);
        },
      ),
    );
  });
});
