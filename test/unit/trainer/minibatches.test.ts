import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/random/random.ts';
import { minibatchRanges, normaliseAdvantages, shuffle } from '../../../src/trainer/minibatches.ts';

describe('shuffle', () => {
  it('is a permutation, the same for the same seed and another for another', () => {
    const shuffled = (seed: number) => {
      const order = Int32Array.from({ length: 100 }, (_, i) => i);
      shuffle(order, createRandom(seed));
      return [...order];
    };
    expect([...shuffled(1)].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect(shuffled(1)).toEqual(shuffled(1));
    expect(shuffled(1)).not.toEqual(shuffled(2));
  });

  it('puts every element everywhere about equally often', () => {
    const random = createRandom(3);
    const counts = new Float64Array(16);
    for (let trial = 0; trial < 4000; trial++) {
      const order = Int32Array.of(0, 1, 2, 3);
      shuffle(order, random);
      for (let place = 0; place < 4; place++) counts[place * 4 + order[place]!]!++;
    }
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});

describe('minibatchRanges', () => {
  it('covers every row once with pieces no larger than asked and nearly equal', () => {
    for (const [total, size] of [
      [2048, 256],
      [100, 32],
      [7, 100],
      [33, 32],
    ] as const) {
      const ranges = minibatchRanges(total, size);
      let next = 0;
      for (const { start, count } of ranges) {
        expect(start).toBe(next);
        next += count;
      }
      expect(next).toBe(total);
      const counts = ranges.map(({ count }) => count);
      expect(Math.max(...counts)).toBeLessThanOrEqual(size);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
  });
});

describe('normaliseAdvantages', () => {
  it('divides by the sample deviation (n − 1) and touches only its range', () => {
    const advantage = Float32Array.of(7, 1, 2, 3, 7);
    normaliseAdvantages(advantage, 1, 3);
    expect([...advantage]).toEqual([7, -1, 0, 1, 7]);
  });

  it('turns equal advantages into zeros', () => {
    const advantage = Float32Array.of(2, 2, 2);
    normaliseAdvantages(advantage, 0, 3);
    expect([...advantage]).toEqual([0, 0, 0]);
  });
});
