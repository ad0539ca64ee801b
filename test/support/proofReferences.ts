import { covarianceGradientToFactor } from '../../packages/trust-region-layers/src/gaussian/factor.ts';
import type { ReferenceCase } from '../../src/proof/references.ts';
import {
  flat,
  maxNorm,
  type OracleCase,
  type ReferenceCase as RecordedCase,
  readFixture,
  specificationOf,
} from './projectionFixtures.ts';

/** What the page checks itself against: a few small cases of each of these files of test/fixtures/projections. */
const SOLVED = ['kl_full_cov', 'bures_full_cov'] as const;
const RECORDED = ['kl_diag', 'w2_diag_prec', 'w2_sqrt_prec', 'frob_diag_prec', 'frob_chol_prec'] as const;
const CASES_A_FILE = 8;
const LARGEST = 3;

/** Cases of two and three actions, spread over the scenarios of a file; none whose own numbers cancel. */
function spread<Case extends { readonly d: number; readonly scenario: string }>(cases: readonly Case[]) {
  const small = cases.filter(({ d, scenario }) => d > 1 && d <= LARGEST && !scenario.endsWith('_ill'));
  return Array.from(
    { length: CASES_A_FILE },
    (_, i) => small[Math.floor((i * small.length) / CASES_A_FILE)]!,
  );
}

/** The cases in the one form that the page reads, with the tolerances that the tests of the library hold them to. */
export function proofReferences(): ReferenceCase[] {
  return [
    ...SOLVED.flatMap((name) =>
      spread(readFixture<OracleCase>(name)).map((one) =>
        solvedCase(name === 'kl_full_cov' ? 'kl' : 'bures', one),
      ),
    ),
    ...RECORDED.flatMap((name) =>
      spread(readFixture<RecordedCase>(name)).map((one) => recordedCase(name, one)),
    ),
  ];
}

function solvedCase(projection: 'kl' | 'bures', one: OracleCase): ReferenceCase {
  const through = (factor: number[][], gradient: number[][]) => {
    const out = new Float64Array(one.d * one.d);
    covarianceGradientToFactor('cholesky', flat(factor), one.d, flat(gradient), out);
    return [...out];
  };
  const factorGradient = through(one.chol, one.grad_cov);
  const expected = [...flat(one.proj_chol)];
  return {
    source: 'solved',
    specification: { projection, scaled: false, factor: 'cholesky', dimension: one.d, entropy: null },
    bounds: { mean: one.eps_mean, covariance: one.eps_cov },
    old: { mean: one.old_mean, factor: [...flat(one.old_chol)] },
    proposed: { mean: one.mean, factor: [...flat(one.chol)] },
    weights: { mean: one.G_mean, factor: through(one.proj_chol, one.G_cov) },
    projected: { mean: one.proj_mean, factor: expected },
    gradient: { mean: one.grad_mean, factor: factorGradient },
    tolerance: {
      projected: 1e-11 * maxNorm(one.proj_mean, expected),
      gradient: 1e-9 * maxNorm(one.grad_mean, factorGradient),
    },
  };
}

function recordedCase(name: string, one: RecordedCase): ReferenceCase {
  const { exact, ref_err: error, scale } = one;
  const projected = [...flat(exact?.proj_std ?? one.proj_std)];
  const gradient = [...flat(exact?.grad_std ?? one.grad_std)];
  const weights = { mean: one.G_mean, factor: [...flat(one.G_std)] };
  const least = 1e-6 * maxNorm(weights.mean, weights.factor);
  return {
    source: exact === undefined ? 'published' : 'solved',
    specification: specificationOf(name, one),
    bounds: { mean: one.eps_mean ?? 1, covariance: one.eps_cov ?? 1e12 },
    old: { mean: one.old_mean ?? one.mean, factor: [...flat(one.old_std ?? one.std)] },
    proposed: { mean: one.mean, factor: [...flat(one.std)] },
    weights,
    projected: { mean: one.proj_mean, factor: projected },
    gradient: { mean: one.grad_mean, factor: gradient },
    tolerance:
      exact === undefined
        ? {
            projected: 10 * Math.max(error.mean, error.std) + 1e-12 * Math.max(scale.mean, scale.std),
            gradient:
              10 * Math.max(error.grad_mean, error.grad_std) +
              1e-10 * Math.max(scale.grad_mean, scale.grad_std, least),
          }
        : {
            projected: 10 * error.mean + 1e-11 * maxNorm(one.proj_mean, projected),
            gradient: 10 * error.grad_mean + 1e-9 * maxNorm(one.grad_mean, gradient, [least]),
          },
  };
}
