import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/random/random.ts';
import { convertFactor, FACTOR_KINDS, mildFactor } from '../../../../test/support/gaussians.ts';
import { factorToCovariance } from '../../src/gaussian/factor.ts';
import { createDistance, PROJECTION_IDS, type ProjectionId } from '../../src/metrics.ts';

type Matrix = number[][];
const toMatrix = (values: Float64Array, k: number): Matrix =>
  Array.from({ length: k }, (_, i) => Array.from(values.subarray(i * k, (i + 1) * k)));
const product = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => b[0]!.map((_, j) => row.reduce((sum, x, p) => sum + x * b[p]![j]!, 0)));
const trace = (a: Matrix) => a.reduce((sum, row, i) => sum + row[i]!, 0);
const squares = (a: Matrix) => a.flat().reduce((sum, x) => sum + x * x, 0);
const minus = (a: Matrix, b: Matrix): Matrix => a.map((row, i) => row.map((x, j) => x - b[i]![j]!));

/** Inverse and determinant by Gauss–Jordan: slow, plain, and nobody else's code. */
function invert(a: Matrix): { inverse: Matrix; determinant: number } {
  const k = a.length;
  const rows = a.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  let determinant = 1;
  for (let i = 0; i < k; i++) {
    const pivot = rows[i]![i]!;
    determinant *= pivot;
    rows[i] = rows[i]!.map((x) => x / pivot);
    for (let r = 0; r < k; r++) {
      if (r === i) continue;
      const factor = rows[r]![i]!;
      rows[r] = rows[r]!.map((x, j) => x - factor * rows[i]![j]!);
    }
  }
  return { inverse: rows.map((row) => row.slice(k)), determinant };
}

/** Principal root by the Denman–Beavers iteration. */
function rootOf(a: Matrix): Matrix {
  let y = a;
  let z: Matrix = a.map((row, i) => row.map((_, j) => (i === j ? 1 : 0)));
  for (let step = 0; step < 40; step++) {
    const mean = (a: Matrix, b: Matrix): Matrix =>
      a.map((row, i) => row.map((x, j) => 0.5 * (x + b[i]![j]!)));
    [y, z] = [mean(y, invert(z).inverse), mean(z, invert(y).inverse)];
  }
  return y;
}

/** The table of docs/mathematics.md §2, as it stands there. */
function byDefinition(projection: ProjectionId, scaled: boolean, delta: number[], s: Matrix, so: Matrix) {
  const { inverse, determinant } = invert(so);
  const column = delta.map((x) => [x]);
  const mahalanobis = product([delta], product(inverse, column))[0]![0]!;
  const euclidean = delta.reduce((sum, x) => sum + x * x, 0);
  const mean = projection === 'kl' ? 0.5 * mahalanobis : scaled ? mahalanobis : euclidean;
  const k = s.length;
  const root = rootOf(s);
  const oldRoot = rootOf(so);
  const whitener = invert(oldRoot).inverse;
  const c = product(whitener, product(s, whitener));
  const identity: Matrix = s.map((row, i) => row.map((_, j) => (i === j ? 1 : 0)));
  switch (projection) {
    case 'kl':
      return {
        mean,
        covariance: 0.5 * (trace(product(inverse, s)) - k + Math.log(determinant / invert(s).determinant)),
      };
    case 'w2':
      return {
        mean,
        covariance: scaled
          ? squares(minus(product(whitener, root), identity))
          : trace(so) + trace(s) - 2 * trace(product(oldRoot, root)),
      };
    case 'frobenius':
      return { mean, covariance: squares(minus(s, so)) };
    case 'bures':
      return {
        mean,
        covariance: scaled
          ? k + trace(c) - 2 * trace(rootOf(c))
          : trace(so) + trace(s) - 2 * trace(rootOf(product(oldRoot, product(s, oldRoot)))),
      };
  }
}

describe.each(PROJECTION_IDS)('distance %s', (projection) => {
  it.each(FACTOR_KINDS)('is what its definition says (%s)', (kind) => {
    const random = createRandom(11);
    for (const k of [1, 2, 3, 5]) {
      for (const scaled of [true, false]) {
        const normals = () => Float64Array.from({ length: k }, () => random.normal());
        const p = { mean: normals(), factor: mildFactor(kind, k, random) };
        const q = { mean: normals(), factor: mildFactor(kind, k, random) };
        const mean = new Float64Array(1);
        const covariance = new Float64Array(1);
        createDistance({ projection, scaled, factor: kind, dimension: k }).evaluate(
          p,
          q,
          mean,
          covariance,
          1,
        );
        const matrixOf = (factor: Float64Array) => {
          const out = new Float64Array(k * k);
          factorToCovariance(kind, factor, k, out);
          return toMatrix(out, k);
        };
        const delta = Array.from(p.mean, (x, i) => x - q.mean[i]!);
        const expected = byDefinition(projection, scaled, delta, matrixOf(p.factor), matrixOf(q.factor));
        expect(mean[0]).toBeCloseTo(expected.mean, 11);
        expect(covariance[0]).toBeCloseTo(expected.covariance, 10);
      }
    }
  });

  it('is zero from a policy to itself, and the same in every layout', () => {
    const random = createRandom(12);
    const k = 4;
    const first = mildFactor('cholesky', k, random);
    const second = mildFactor('cholesky', k, random);
    const mean = new Float64Array(k);
    const values = (['cholesky', 'root', 'covariance'] as const).map((kind) => {
      const distance = createDistance({ projection, scaled: true, factor: kind, dimension: k });
      const out = new Float64Array(1);
      const p = { mean, factor: convertFactor('cholesky', kind, first, k) };
      const q = { mean, factor: convertFactor('cholesky', kind, second, k) };
      distance.evaluate(p, p, new Float64Array(1), out, 1);
      expect(out[0]).toBeLessThan(1e-29);
      distance.evaluate(p, q, new Float64Array(1), out, 1);
      return out[0]!;
    });
    expect(values[1]).toBeCloseTo(values[0]!, 11);
    expect(values[2]).toBeCloseTo(values[0]!, 11);
  });
});

describe('createDistance', () => {
  it('keeps the digits of small differences', () => {
    const evaluate = (projection: ProjectionId, change: number) => {
      const covariance = new Float64Array(1);
      const q = { mean: new Float64Array(1), factor: Float64Array.of(1) };
      const p = { mean: new Float64Array(1), factor: Float64Array.of(1 + change) };
      createDistance({ projection, scaled: true, factor: 'diagonal', dimension: 1 }).evaluate(
        p,
        q,
        new Float64Array(1),
        covariance,
        1,
      );
      return covariance[0]!;
    };
    // A power of two, so that 1 + r is exact: KL = r² − r³/3 + r⁴/4 − …, W2 = r².
    const r = 2 ** -20;
    expect(evaluate('kl', r) / (r * r - r ** 3 / 3 + r ** 4 / 4)).toBeCloseTo(1, 14);
    expect(evaluate('w2', r)).toBe(r * r);
  });

  it('names what is wrong', () => {
    const distance = createDistance({ projection: 'kl', scaled: true, factor: 'diagonal', dimension: 1 });
    const good = { mean: Float64Array.of(0), factor: Float64Array.of(1) };
    const bad = { mean: Float64Array.of(0), factor: Float64Array.of(-1) };
    const out = new Float64Array(1);
    expect(() => distance.evaluate(good, bad, out, out, 1)).toThrow(
      'second covariance of state 0 is not positive definite',
    );
    expect(() => distance.evaluate(good, good, out, new Float64Array(0), 1)).toThrow(
      'covariance part has length 0',
    );
  });
});
