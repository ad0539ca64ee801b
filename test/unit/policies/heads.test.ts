import { describe, expect, it } from 'vitest';
import { inverseSoftplus, softplus, softplusDerivative } from '../../../src/policies/gaussian/softplus.ts';
import { createHead } from '../../../src/policies/heads.ts';
import { GAUSSIAN_HEAD_IDS } from '../../../src/policies/types.ts';
import { createRandom } from '../../../src/random/random.ts';

const CONSTANTS = { initialStandardDeviation: 0.7, minimalStandardDeviation: 1e-5 };

describe('softplus', () => {
  it('keeps its digits from −700 to 10¹⁵ and never overflows', () => {
    expect(softplus(0)).toBeCloseTo(Math.LN2, 15);
    expect(softplus(-700)).toBe(Math.exp(-700));
    expect(softplus(-40)).toBe(Math.exp(-40));
    expect(softplus(40)).toBe(40);
    expect(softplus(1e15)).toBe(1e15);
    expect(softplus(-Number.MAX_VALUE)).toBe(0);
    expect(softplus(Number.MAX_VALUE)).toBe(Number.MAX_VALUE);
  });

  it('has its logistic derivative, 0 and 1 far out', () => {
    expect(softplusDerivative(0)).toBe(0.5);
    expect(softplusDerivative(-1e4)).toBe(0);
    expect(softplusDerivative(1e4)).toBe(1);
    expect(softplusDerivative(-40)).toBeCloseTo(Math.exp(-40), 30);
  });

  it.each([1e-300, 1e-12, 1e-5, 0.3, 1, 5, 700, 1e15])('inverts: y = %d', (y) => {
    expect(Math.abs(softplus(inverseSoftplus(y)) / y - 1)).toBeLessThan(1e-12);
  });
});

describe.each(GAUSSIAN_HEAD_IDS)('head %s', (id) => {
  describe.each([1, 2, 3, 5])('k = %i', (k) => {
    const head = createHead({ head: id, actionSize: k, ...CONSTANTS });
    const { rawSize, factorSize } = head;
    const n = 6;
    const random = createRandom(10 * k);
    const raw = Float64Array.from({ length: n * rawSize }, () => 1.5 * random.normal());
    const gaussian = (count: number) => ({
      mean: new Float64Array(count * k),
      factor: new Float64Array(count * factorSize),
    });

    it('goes back from a factor to its raw numbers', () => {
      const batch = gaussian(n);
      head.forward(raw, n, batch);
      const back = new Float64Array(rawSize - k);
      for (let row = 0; row < n; row++) {
        head.rawFromFactor(batch.factor.subarray(row * factorSize, (row + 1) * factorSize), back);
        for (let j = 0; j < back.length; j++) {
          expect(back[j]).toBeCloseTo(raw[row * rawSize + k + j]!, 9);
        }
      }
    });

    it('gives the same gradient to the bit from the slopes that its forward pass leaves', () => {
      // Rows 2 and 3 have the same covariance, of which a head may make use.
      const rows = raw.slice();
      rows.copyWithin(3 * rawSize + k, 2 * rawSize + k, 3 * rawSize);
      const slope = new Float64Array(n * k);
      const [batch, plain] = [gaussian(n), gaussian(n)];
      head.forward(rows, n, batch, slope);
      head.forward(rows, n, plain);
      expect(batch).toEqual(plain);
      const [fromSlopes, anew] = [new Float64Array(n * rawSize), new Float64Array(n * rawSize)];
      head.backward(rows, batch, fromSlopes, n, slope);
      head.backward(rows, batch, anew, n);
      expect(fromSlopes).toEqual(anew);
    });

    it('has the gradient of central differences', () => {
      const upstream = gaussian(n);
      for (const array of [upstream.mean, upstream.factor]) {
        for (let i = 0; i < array.length; i++) array[i] = random.normal();
      }
      if (id === 'root') symmetrise(upstream.factor, k);
      const gradient = new Float64Array(n * rawSize);
      head.backward(raw, upstream, gradient, n);

      const loss = () => {
        const batch = gaussian(n);
        head.forward(raw, n, batch);
        let sum = 0;
        for (let i = 0; i < batch.mean.length; i++) sum += batch.mean[i]! * upstream.mean[i]!;
        for (let i = 0; i < batch.factor.length; i++) sum += batch.factor[i]! * upstream.factor[i]!;
        return sum;
      };
      const h = 1e-5;
      for (let i = 0; i < raw.length; i++) {
        const centre = raw[i]!;
        raw[i] = centre + h;
        const above = loss();
        raw[i] = centre - h;
        const below = loss();
        raw[i] = centre;
        expect(Math.abs((above - below) / (2 * h) - gradient[i]!)).toBeLessThan(
          1e-7 * (1 + Math.abs(gradient[i]!)),
        );
      }
    });

    it('brings a factor at or below the minimum back to one it can train from', () => {
      const factor = new Float64Array(factorSize);
      for (let j = 0; j < k; j++) factor[id === 'diagonal' ? j : j * (k + 1)] = id === 'root' ? 1e-10 : 1e-5;
      const back = new Float64Array(rawSize - k);
      head.rawFromFactor(factor, back);
      const row = Float64Array.from([...new Array(k).fill(0), ...back]);
      const batch = gaussian(1);
      head.forward(row, 1, batch);
      for (let i = 0; i < factorSize; i++) {
        expect(Math.abs(batch.factor[i]! - factor[i]!)).toBeLessThanOrEqual(3e-3 * 1e-5);
      }
      expect(back.every((z) => Number.isFinite(z) && z > -40)).toBe(true);
    });
  });

  it('starts at the initial standard deviation for raw zero', () => {
    const head = createHead({ head: id, actionSize: 2, ...CONSTANTS });
    const batch = { mean: new Float64Array(2), factor: new Float64Array(head.factorSize) };
    head.forward(new Float64Array(head.rawSize), 1, batch);
    if (id === 'root') {
      expect(batch.factor[0]).toBeCloseTo((Math.sqrt(0.7) - Math.sqrt(1e-5) + 1e-5) ** 2, 14);
    } else expect(batch.factor[0]).toBeCloseTo(0.7, 14);
  });

  it('names what is wrong', () => {
    expect(() =>
      createHead({
        head: id,
        actionSize: 1,
        initialStandardDeviation: 1e-5,
        minimalStandardDeviation: 1e-5,
      }),
    ).toThrow('initialStandardDeviation must exceed minimalStandardDeviation');
    const head = createHead({ head: id, actionSize: 1, ...CONSTANTS });
    expect(() => head.rawFromFactor(Float64Array.of(-1), new Float64Array(1))).toThrow('positive');
  });
});

/** Γ of a symmetric matrix: the average of a matrix and its transpose. */
function symmetrise(matrices: Float64Array, k: number): void {
  for (let at = 0; at < matrices.length; at += k * k) {
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < i; j++) {
        const average = (matrices[at + i * k + j]! + matrices[at + j * k + i]!) / 2;
        matrices[at + i * k + j] = average;
        matrices[at + j * k + i] = average;
      }
    }
  }
}
