import { describe, expect, it } from 'vitest';
import {
  fixtureNames,
  flat,
  maxNorm,
  type ReferenceCase,
  readFixture,
  specificationOf,
} from '../../../../test/support/projectionFixtures.ts';
import { createProjector } from '../../src/metrics.ts';

/** Every quantity that misses its tolerance, as a line that says by how much. */
function complaints(name: string, one: ReferenceCase): string[] {
  const found: string[] = [];
  const compare = (
    quantity: string,
    actual: ArrayLike<number>,
    expected: ArrayLike<number>,
    tolerance: number,
  ) => {
    let error = actual.length === expected.length ? 0 : Number.NaN;
    for (let i = 0; i < expected.length; i++) error = Math.max(error, Math.abs(actual[i]! - expected[i]!));
    if (!(error <= tolerance)) found.push(`${one.id} (${one.scenario}) ${quantity}: ${error} > ${tolerance}`);
  };

  const specification = specificationOf(name, one);
  const projector = createProjector(specification);
  const proposed = { mean: flat(one.mean), factor: flat(one.std) };
  const old = { mean: flat(one.old_mean ?? one.mean), factor: flat(one.old_std ?? one.std) };
  const bounds = {
    mean: one.eps_mean ?? 1,
    covariance: one.eps_cov ?? 1e12,
    entropyFloor: one.entropy_bound ?? undefined,
  };
  const upstream = { mean: flat(one.G_mean), factor: flat(one.G_std) };
  const gradient = { mean: new Float64Array(one.d), factor: new Float64Array(proposed.factor.length) };
  const result = projector.createResult(1);
  projector.forward(proposed, old, bounds, result, 1);
  projector.backward(proposed, old, bounds, result, upstream, gradient, 1);

  const { ref_err: error, scale } = one;
  const largestWeight = maxNorm(upstream.mean, upstream.factor);
  const gradientTolerance = (part: 'grad_mean' | 'grad_std') =>
    10 * error[part] + 1e-10 * Math.max(scale[part], 1e-6 * largestWeight);
  compare('mean', result.mean, one.proj_mean, 10 * error.mean + 1e-12 * scale.mean);
  compare('mean gradient', gradient.mean, one.grad_mean, gradientTolerance('grad_mean'));

  const expectedFactor = flat(one.proj_std);
  const expectedGradient = flat(one.grad_std);
  if (specification.projection === 'kl') {
    // The reference's own solver stops at |ε − KL| ≤ 1e-8; the exact optimum is recorded beside it.
    if (!(one.scenario === 'boundary_out' && (one.eps_cov ?? 1) <= 1e-3)) {
      compare('factor, loosely', result.factor, expectedFactor, 1e-6 * maxNorm(expectedFactor));
      compare(
        'factor gradient, loosely',
        gradient.factor,
        expectedGradient,
        2e-4 * maxNorm(expectedGradient, [1e-6 * largestWeight]),
      );
    }
    const exact = one.exact!;
    const factor = flat(exact.proj_std);
    const slope = flat(exact.grad_std);
    const cancelling = one.scenario === 'rotation_full_ill' && one.d === 2;
    compare('factor', result.factor, factor, 1e-11 * maxNorm(factor));
    compare(
      'factor gradient',
      gradient.factor,
      slope,
      (cancelling ? 1e-5 : 1e-9) * maxNorm(slope, [1e-6 * largestWeight]),
    );
    if (exact.eta != null) {
      compare('multiplier', result.covarianceMultiplier, [exact.eta], 1e-9 * (1 + exact.eta));
    }
  } else {
    compare('factor', result.factor, expectedFactor, 10 * error.std + 1e-12 * scale.std);
    compare('factor gradient', gradient.factor, expectedGradient, gradientTolerance('grad_std'));
    compare('entropy after', result.after.entropy, [one.entropy_after], 1e-9);
  }
  compare('entropy before', result.before.entropy, [one.entropy_before], 1e-9);
  if (one.mean_part_before != null && one.old_mean != null) {
    // The recorded distances are differences of traces and carry their cancellation.
    const near = (value: number) => 1e-6 * Math.abs(value) + 1e-13;
    compare('mean part', result.before.mean, [one.mean_part_before], near(one.mean_part_before));
    compare('covariance part', result.before.covariance, [one.cov_part_before!], near(one.cov_part_before!));
    if (specification.entropy?.order !== 'before') {
      compare('activity', [result.covarianceMultiplier[0]! > 0 ? 1 : 0], [one.cov_active ? 1 : 0], 0);
    }
    compare('mean activity', [result.meanMultiplier[0]! > 0 ? 1 : 0], [one.mean_active ? 1 : 0], 0);
  }
  return found;
}

describe('recorded projections of the published code', () => {
  const names = fixtureNames().filter((name) => !name.endsWith('full_cov') && name !== 'entropy_schedule');

  it('span every family', () => {
    expect(names).toHaveLength(25);
  });

  it.each(names)('%s', (name) => {
    const cases = readFixture<ReferenceCase>(name);
    expect(cases.length).toBeGreaterThan(5);
    expect(cases.flatMap((one) => complaints(name, one))).toEqual([]);
  });
});
