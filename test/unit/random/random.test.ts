import { describe, expect, it } from 'vitest';
import { createRandom, restoreRandom } from '../../../src/random/random.ts';

describe('createRandom', () => {
  it('gives the same stream for the same seed and another for another', () => {
    const draw = (seed: number) => {
      const random = createRandom(seed);
      return Array.from({ length: 5 }, () => random.uniform());
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect(() => createRandom(0.5)).toThrow('seed must be an integer, got 0.5');
  });

  it('draws uniform and normal numbers with the right moments', () => {
    const random = createRandom(3);
    const count = 40_000;
    const moments = (draw: () => number) => {
      let [first, second, fourth] = [0, 0, 0];
      for (let i = 0; i < count; i++) {
        const x = draw();
        first += x / count;
        second += (x * x) / count;
        fourth += x ** 4 / count;
      }
      return [first, second, fourth] as const;
    };
    const [uniformMean, uniformSquare] = moments(() => random.uniform());
    expect(uniformMean).toBeCloseTo(0.5, 2);
    expect(uniformSquare).toBeCloseTo(1 / 3, 2);
    const [mean, square, fourth] = moments(() => random.normal());
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(Math.abs(square - 1)).toBeLessThan(0.03);
    expect(Math.abs(fourth - 3)).toBeLessThan(0.2);
  });

  it('draws every integer below the bound and none beyond', () => {
    const random = createRandom(4);
    const counts = new Array<number>(6).fill(0);
    for (let i = 0; i < 6000; i++) counts[random.integer(6)]!++;
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it('continues from a stored state, the spare normal included', () => {
    const random = createRandom(5);
    random.normal();
    const copy = restoreRandom(random.state());
    expect(copy.normal()).toBe(random.normal());
    expect(copy.uniform()).toBe(random.uniform());
    expect(() => restoreRandom([1, 2])).toThrow('random state must have 6 numbers, got 2');
  });

  it('forks streams that differ by label and leave the parent where it was', () => {
    const random = createRandom(6);
    const before = random.state();
    const [a, b] = [random.fork('environment'), random.fork('minibatches')];
    expect(random.state()).toEqual(before);
    expect(a.uniform()).not.toBe(b.uniform());
    expect(random.fork('environment').uniform()).toBe(createRandom(6).fork('environment').uniform());
  });
});
