import { createProjector, PROJECTION_IDS, type ProjectionId } from 'trust-region-layers';
import {
  createWorkspace,
  type FactorKind,
  factorToLower,
  type GaussianBatch,
  lowerToFactor,
} from 'trust-region-layers/gaussian';
import { createRandom, type Random } from '../random/random.ts';

/** Two policies and a bound, made to be difficult. */
export interface HostilePair {
  readonly projection: ProjectionId;
  readonly factor: FactorKind;
  readonly dimension: number;
  readonly old: GaussianBatch;
  readonly proposed: GaussianBatch;
  readonly bound: number;
}

/** What was found of a pair. */
export interface HostileOutcome {
  /** Distance of the projected policy over its bound, the larger of both parts: 1 where it is met. */
  readonly reached: number;
  /** Within the bound (to a thousand-millionth of it), finite, positive definite, and unchanged where nothing had to change. */
  readonly holds: boolean;
}

const FACTORS = ['diagonal', 'cholesky', 'root', 'covariance'] as const satisfies readonly FactorKind[];
const MOST_ACTIONS = 6;
/** Powers of ten: condition numbers of the covariances, of how much larger one is, and of the bounds. */
const CONDITION = 8;
const RATIO = 6;
const BOUND = [-8, 1] as const;
/** Half of the proposals are close to the old policy: by a change of this order of magnitude. */
const CHANGE = [-8, -0.5] as const;

/** Endless random pairs: nearly singular, far apart, nearly the same, under bounds over nine orders of magnitude. */
export function* hostilePairs(seed: number): Generator<HostilePair> {
  const random = createRandom(seed);
  const between = (low: number, high: number) => low + (high - low) * random.uniform();
  for (;;) {
    const projection = PROJECTION_IDS[random.integer(PROJECTION_IDS.length)]!;
    const factor = FACTORS[random.integer(FACTORS.length)]!;
    const k = 1 + random.integer(MOST_ACTIONS);
    const oldFactor = randomFactor(factor, k, 10 ** between(0, CONDITION), 1, random);
    const scale = 1 + 10 ** between(...CHANGE) * (random.uniform() - 0.3);
    const proposedFactor =
      random.uniform() < 0.5
        ? oldFactor.map((value) => value * scale)
        : randomFactor(factor, k, 10 ** between(0, CONDITION), 10 ** (between(-RATIO, RATIO) / 2), random);
    const mean = () => Float64Array.from({ length: k }, () => random.normal());
    yield {
      projection,
      factor,
      dimension: k,
      old: { mean: mean(), factor: oldFactor },
      proposed: { mean: mean(), factor: proposedFactor },
      bound: 10 ** between(...BOUND),
    };
  }
}

/** Of an answer beyond its bound by rounding alone. */
const ROUNDING = 1e-9;
const SMALLEST = 1e-15;

/** Projects a pair and looks at the answer (docs/mathematics.md §13). */
export function checkHostile({
  projection,
  factor,
  dimension,
  old,
  proposed,
  bound,
}: HostilePair): HostileOutcome {
  const projector = createProjector({ projection, scaled: true, factor, dimension, entropy: null });
  const result = projector.createResult(1);
  projector.forward(proposed, old, { mean: bound, covariance: bound }, result, 1);
  const answer = Float64Array.from(result.factor);
  const lower = new Float64Array(dimension * dimension);
  const parts = (['mean', 'covariance'] as const).map((part) => {
    const [before, after] = [result.before[part][0]!, result.after[part][0]!];
    const [given, got] = part === 'mean' ? [proposed.mean, result.mean] : [proposed.factor, result.factor];
    const same = Array.from(given).every((value, i) => value === got[i]);
    return { after, holds: after <= bound * (1 + ROUNDING) + SMALLEST && (before > bound || same) };
  });
  const sound =
    [...answer, ...Array.from(result.mean)].every(Number.isFinite) &&
    factorToLower(factor, answer, dimension, lower, createWorkspace(dimension));
  return {
    reached: Math.max(...parts.map(({ after }) => after)) / bound,
    holds: sound && parts.every(({ holds }) => holds),
  };
}

/**
 * A pair that is not hostile: where differences of finite steps tell a gradient. Both parts are well beyond their bounds. Two
 * actions at least: with one, the answer is on the bound whatever the proposal, and all derivatives are 0.
 */
export function mildPair(random: Random): HostilePair {
  const projection = PROJECTION_IDS[random.integer(PROJECTION_IDS.length)]!;
  const factor = FACTORS[random.integer(FACTORS.length)]!;
  const k = 2 + random.integer(2);
  const mean = () => Float64Array.from({ length: k }, () => random.normal());
  const [spread, larger] = [1 + 3 * random.uniform(), 2 + random.uniform()];
  return {
    projection,
    factor,
    dimension: k,
    old: { mean: mean(), factor: randomFactor(factor, k, spread, 1, random) },
    proposed: {
      mean: mean().map((value) => value + 1),
      factor: randomFactor(factor, k, spread, larger, random),
    },
    bound: 0.01,
  };
}

/** Of a covariance with this condition number along random axes, its largest standard deviation being `scale`. */
function randomFactor(
  kind: FactorKind,
  k: number,
  condition: number,
  scale: number,
  random: Random,
): Float64Array {
  const deviations = Float64Array.from({ length: k }, (_, i) => {
    const share = i === 0 ? 0 : i === k - 1 ? 1 : random.uniform();
    return scale * condition ** (-0.5 * share);
  });
  if (kind === 'diagonal') return deviations;
  const axes = randomAxes(k, random);
  const root = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let p = 0; p < k; p++) sum += axes[p * k + i]! * deviations[p]! * axes[p * k + j]!;
      root[i * k + j] = sum;
      root[j * k + i] = sum;
    }
  }
  if (kind === 'root') return root;
  const workspace = createWorkspace(k);
  const lower = new Float64Array(k * k);
  const out = new Float64Array(k * k);
  factorToLower('root', root, k, lower, workspace);
  lowerToFactor(kind, lower, k, out, workspace);
  return out;
}

/** Rows of a random orthogonal matrix: normal draws, made orthogonal one after the other, twice for rounding. */
function randomAxes(k: number, random: Random): Float64Array {
  const rows = Float64Array.from({ length: k * k }, () => random.normal());
  for (let i = 0; i < k; i++) {
    const row = rows.subarray(i * k, (i + 1) * k);
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < i; j++) {
        const other = rows.subarray(j * k, (j + 1) * k);
        const dot = row.reduce((sum, value, c) => sum + value * other[c]!, 0);
        row.forEach((value, c) => {
          row[c] = value - dot * other[c]!;
        });
      }
    }
    const norm = Math.hypot(...row);
    row.forEach((value, c) => {
      row[c] = value / norm;
    });
  }
  return rows;
}
