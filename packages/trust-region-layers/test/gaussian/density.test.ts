import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/random/random.ts';
import {
  derivative,
  FACTOR_KINDS,
  factorDirections,
  mildFactor,
} from '../../../../test/support/gaussians.ts';
import { createLogDensity } from '../../src/gaussian/density.ts';
import { factorToCovariance } from '../../src/gaussian/factor.ts';

describe.each(FACTOR_KINDS)('createLogDensity for %s', (kind) => {
  it('is the density of the textbook in two dimensions', () => {
    const random = createRandom(1);
    const factor = mildFactor(kind, 2, random);
    const covariance = new Float64Array(4);
    factorToCovariance(kind, factor, 2, covariance);
    const [a, b, , d] = covariance as unknown as [number, number, number, number];
    const determinant = a * d - b * b;
    const mean = Float64Array.of(0.4, -1);
    const action = Float64Array.of(-0.2, 0.3);
    const [x, y] = [action[0]! - mean[0]!, action[1]! - mean[1]!];
    const quadratic = (d * x * x - 2 * b * x * y + a * y * y) / determinant;
    const out = new Float64Array(1);
    createLogDensity(kind, 2).forward({ mean, factor }, action, out, 1);
    expect(out[0]).toBeCloseTo(-Math.log(2 * Math.PI * Math.sqrt(determinant)) - quadratic / 2, 13);
  });

  it('integrates to one', () => {
    const random = createRandom(2);
    const factor = mildFactor(kind, 2, random);
    const density = createLogDensity(kind, 2);
    const side = 121;
    const count = side * side;
    const step = 0.15;
    const action = Float64Array.from(
      { length: 2 * count },
      (_, i) => ((i % 2 === 0 ? Math.floor(i / 2 / side) : Math.floor(i / 2) % side) - 60) * step,
    );
    const repeat = (values: Float64Array) =>
      Float64Array.from({ length: count * values.length }, (_, i) => values[i % values.length]!);
    const out = new Float64Array(count);
    density.forward({ mean: repeat(Float64Array.of(0.3, -0.2)), factor: repeat(factor) }, action, out, count);
    expect(out.reduce((sum, x) => sum + Math.exp(x), 0) * step * step).toBeCloseTo(1, 10);
  });

  it('has the gradient of central differences', () => {
    const density = createLogDensity(kind, 3);
    const random = createRandom(3);
    const count = 2;
    const size = mildFactor(kind, 3, random).length;
    const normals = (length: number) => Float64Array.from({ length }, () => random.normal());
    const mean = normals(3 * count);
    const action = normals(3 * count);
    const factor = new Float64Array(size * count);
    for (let n = 0; n < count; n++) factor.set(mildFactor(kind, 3, random), n * size);
    const upstream = Float64Array.of(-0.7, 1.3);
    const gradient = { mean: new Float64Array(3 * count), factor: new Float64Array(size * count) };
    density.backward({ mean, factor }, action, upstream, gradient, count);
    const out = new Float64Array(count);
    const lossAt = (m: Float64Array, f: Float64Array) => {
      density.forward({ mean: m, factor: f }, action, out, count);
      return out.reduce((sum, x, n) => sum + upstream[n]! * x, 0);
    };
    for (let i = 0; i < 3 * count; i++) {
      const numeric = derivative((step) =>
        lossAt(
          mean.map((x, j) => (i === j ? x + step : x)),
          factor,
        ),
      );
      expect(gradient.mean[i]).toBeCloseTo(numeric, 9);
    }
    for (let n = 0; n < count; n++) {
      for (const direction of factorDirections(kind, 3)) {
        const change = (j: number) => direction[j - n * size] ?? 0;
        const numeric = derivative((step) =>
          lossAt(
            mean,
            factor.map((x, j) => x + step * change(j)),
          ),
        );
        const analytic = gradient.factor.reduce((sum, x, j) => sum + x * change(j), 0);
        expect(analytic).toBeCloseTo(numeric, 7);
      }
    }
  });

  it('names a state that has no density', () => {
    const size = mildFactor(kind, 2, createRandom(4)).length;
    const factor = new Float64Array(size);
    expect(() =>
      createLogDensity(kind, 2).forward(
        { mean: new Float64Array(2), factor },
        new Float64Array(2),
        new Float64Array(1),
        1,
      ),
    ).toThrow('covariance of state 0 is not positive definite');
  });
});
