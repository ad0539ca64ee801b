import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { ProjectionId, ProjectionSpecification } from 'trust-region-layers';
import type { FactorKind } from 'trust-region-layers/gaussian';

/**
 * Recorded projections (see test/fixtures/projections). FIXTURES_DIR may point the same tests at the full set.
 */
const FOLDER =
  process.env['FIXTURES_DIR'] ?? fileURLToPath(new URL('../fixtures/projections', import.meta.url));

type Numbers = number[] | number[][];
type Part = 'mean' | 'std' | 'grad_mean' | 'grad_std';

/** A projection recorded from a reference implementation. */
export interface ReferenceCase {
  readonly id: string;
  readonly d: number;
  readonly scenario: string;
  readonly policy: 'diag' | 'chol' | 'sqrt';
  readonly scale_prec: boolean | null;
  readonly eps_mean: number | null;
  readonly eps_cov: number | null;
  readonly entropy_bound?: number | null;
  readonly entropy_mode?: 'ineq' | 'eq' | null;
  readonly entropy_order?: 'first' | 'last' | null;
  readonly mean: number[];
  readonly std: Numbers;
  readonly old_mean?: number[] | null;
  readonly old_std?: Numbers | null;
  readonly G_mean: number[];
  readonly G_std: Numbers;
  readonly proj_mean: number[];
  readonly proj_std: Numbers;
  readonly grad_mean: number[];
  readonly grad_std: Numbers;
  readonly mean_part_before: number | null;
  readonly cov_part_before: number | null;
  readonly mean_active: boolean | null;
  readonly cov_active: boolean | null;
  readonly entropy_before: number;
  readonly entropy_after: number;
  readonly ref_err: Readonly<Record<Part, number>>;
  readonly scale: Readonly<Record<Part, number>>;
  /** KL: the true optimum. */
  readonly exact?: { readonly proj_std: Numbers; readonly grad_std: Numbers; readonly eta?: number | null };
}

/** A projection of full covariances solved to 50 digits. */
export interface OracleCase {
  readonly id: string;
  readonly d: number;
  readonly scenario: string;
  readonly eps_mean: number;
  readonly eps_cov: number;
  readonly mean: number[];
  readonly old_mean: number[];
  readonly chol: number[][];
  readonly old_chol: number[][];
  readonly cov: number[][];
  readonly old_cov: number[][];
  readonly G_mean: number[];
  readonly G_cov: number[][];
  readonly proj_mean: number[];
  readonly proj_cov: number[][];
  readonly proj_chol: number[][];
  readonly mean_part_before: number;
  readonly cov_part_before: number;
  readonly mean_active: boolean;
  readonly cov_active: boolean;
  readonly eta?: number;
  readonly t?: number;
  readonly entropy_after: number;
  readonly grad_mean: number[];
  readonly grad_cov: number[][];
  readonly grad_chol: number[][];
}

export interface ScheduleCase {
  readonly schedule: 'linear' | 'exp';
  readonly dim: number;
  readonly total_steps: number;
  readonly step: number;
  readonly initial_entropy: number;
  readonly target_entropy: number;
  readonly temperature: number;
  readonly bound: number;
}

/** Names of all files, without their endings. */
export function fixtureNames(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => /\.json(\.gz)?$/.test(name))
    .map((name) => name.replace(/\.json(\.gz)?$/, ''))
    .sort();
}

/** The cases of a file. */
export function readFixture<Case>(name: string): Case[] {
  const file = readdirSync(FOLDER).find((one) => one === `${name}.json` || one === `${name}.json.gz`)!;
  const content = readFileSync(join(FOLDER, file));
  const text = file.endsWith('.gz') ? gunzipSync(content) : content;
  return (JSON.parse(text.toString()) as { cases: Case[] }).cases;
}

export function flat(numbers: Numbers): Float64Array {
  return Float64Array.from(numbers.flat());
}

/** Largest absolute entry. */
export function maxNorm(...arrays: ArrayLike<number>[]): number {
  return arrays.reduce(
    (largest, array) => Array.from(array).reduce((norm, x) => Math.max(norm, Math.abs(x)), largest),
    0,
  );
}

const FACTORS: Readonly<Record<ReferenceCase['policy'], FactorKind>> = {
  diag: 'diagonal',
  chol: 'cholesky',
  sqrt: 'root',
};

/** The projector a reference case was recorded from; an entropy file stands behind a region it never leaves. */
export function specificationOf(name: string, one: ReferenceCase): ProjectionSpecification {
  const projection: ProjectionId = name.includes('kl') ? 'kl' : name.includes('w2') ? 'w2' : 'frobenius';
  return {
    projection,
    scaled: one.scale_prec ?? true,
    factor: FACTORS[one.policy],
    dimension: one.d,
    entropy: one.entropy_mode
      ? {
          mode: one.entropy_mode === 'eq' ? 'equality' : 'inequality',
          order: one.entropy_order === 'first' ? 'before' : 'after',
        }
      : null,
  };
}
