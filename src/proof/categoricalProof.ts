import {
  CATEGORICAL_METRICS,
  type CategoricalMetricId,
  categoricalProjectorOf,
} from 'trust-region-layers/categorical';
import { createRandom, type Random } from '../random/random.ts';

/** What can be checked about one projection of a categorical policy without trusting the code that made it. */
export interface CategoricalProof {
  /** ε minus the distance of the projected policy: not negative beyond rounding, 0 where the bound binds. */
  readonly residual: number;
  /** |Σ π̃ − 1|. */
  readonly sumError: number;
  /** KL(π̃‖q) in nats, by plain summation, and as a mean over actions drawn from π̃ with its standard error. */
  readonly divergence: number;
  readonly divergenceEstimate: number;
  readonly divergenceStandardError: number;
  /** How much nearer to the proposal the nearest of many random policies of the region is: not above 0 beyond rounding. */
  readonly nearer: number;
  /** Largest difference between `backward` and central differences of `forward`, relative to the largest derivative. */
  readonly gradientError: number;
}

interface CategoricalPair {
  readonly metric: CategoricalMetricId;
  readonly bound: number;
  /** Logits, finite. */
  readonly old: readonly number[];
  readonly proposed: readonly number[];
}

/** Checks one projection. See docs/mathematics.md §15.10. @throws {RangeError} as the projector does */
export function proveCategorical(
  pair: CategoricalPair,
  { seed, samples = 20_000 }: { readonly seed: number; readonly samples?: number },
): CategoricalProof {
  const random = createRandom(seed);
  const { projected, distance } = project(pair, pair.proposed);
  const p = projected.map(Math.exp);
  const q = softmax(pair.old);
  const divergence = p.reduce((sum, one, i) => sum + one * (projected[i]! - Math.log(q[i]!)), 0);
  return {
    residual: pair.bound - distance,
    sumError: Math.abs(p.reduce((sum, one) => sum + one, 0) - 1),
    divergence,
    ...estimate(projected, p, q, random.fork('actions'), samples),
    nearer: nearerBy(pair, projected, q, random.fork('policies')),
    gradientError: compareGradient(pair, random.fork('loss')),
  };
}

function project(pair: CategoricalPair, proposed: readonly number[]) {
  const projector = categoricalProjectorOf(CATEGORICAL_METRICS[pair.metric], {
    actions: proposed.length,
    entropy: null,
  });
  const result = projector.createResult(1);
  const old = Float64Array.from(pair.old);
  projector.forward(Float64Array.from(proposed), old, { distance: pair.bound }, result, 1);
  return {
    projector,
    result,
    old,
    projected: Float64Array.from(result.logProbabilities),
    distance: result.after.distance[0]!,
  };
}

function softmax(logits: readonly number[]): number[] {
  const largest = Math.max(...logits);
  const weights = logits.map((value) => Math.exp(value - largest));
  const sum = weights.reduce((total, one) => total + one, 0);
  return weights.map((one) => one / sum);
}

function estimate(
  projected: Float64Array,
  p: Float64Array,
  q: readonly number[],
  random: Random,
  samples: number,
): Pick<CategoricalProof, 'divergenceEstimate' | 'divergenceStandardError'> {
  let mean = 0;
  let squares = 0;
  for (let draw = 1; draw <= samples; draw++) {
    let left = random.uniform();
    let action = 0;
    while (action < p.length - 1 && left >= p[action]!) left -= p[action++]!;
    const value = projected[action]! - Math.log(q[action]!);
    const delta = value - mean;
    mean += delta / draw;
    squares += delta * (value - mean);
  }
  return {
    divergenceEstimate: mean,
    divergenceStandardError: Math.sqrt(squares / (samples - 1) / samples),
  };
}

/** Random policies between the old one and random ones, pulled into the region, against the projection. */
function nearerBy(
  pair: CategoricalPair,
  projected: Float64Array,
  q: readonly number[],
  random: Random,
): number {
  const toProposal = distanceTo(pair.metric, softmax(pair.proposed));
  const toOld = distanceTo(pair.metric, q);
  const reached = toProposal(projected.map(Math.exp));
  let best = -Infinity;
  for (let trial = 0; trial < 400; trial++) {
    // Near the projection, where a better one would have to be.
    const size = 10 ** -(1 + 3 * random.uniform());
    let candidate = projected.map((value) => Math.exp(value + size * random.normal()));
    const sum = candidate.reduce((total, one) => total + one, 0);
    candidate = candidate.map((one) => one / sum);
    let share = 1;
    while (toOld(mixture(candidate, q, share)) > pair.bound && share > 1e-3) share *= 0.98;
    const inside = mixture(candidate, q, share);
    if (toOld(inside) <= pair.bound) best = Math.max(best, reached - toProposal(inside));
  }
  return best;
}

function mixture(p: Float64Array, q: readonly number[], share: number): Float64Array {
  return p.map((one, i) => share * one + (1 - share) * q[i]!);
}

/** The distance from a policy by its definition, summed plainly. */
function distanceTo(metric: CategoricalMetricId, q: readonly number[]): (p: Float64Array) => number {
  return metric === 'kl'
    ? (p) => p.reduce((sum, one, i) => sum + (one > 0 ? one * Math.log(one / q[i]!) : 0), 0)
    : (p) => p.reduce((sum, one, i) => sum + (one - q[i]!) ** 2, 0);
}

function compareGradient(pair: CategoricalPair, random: Random): number {
  const n = pair.proposed.length;
  const weights = Float64Array.from({ length: n }, () => random.normal());
  const { projector, result, old } = project(pair, pair.proposed);
  const gradient = new Float64Array(n);
  projector.backward(old, result, weights, gradient, 1);
  const loss = (moved: readonly number[]) =>
    project(pair, moved).projected.reduce((sum, value, i) => sum + weights[i]! * value, 0);
  const h = 1e-4;
  let error = 0;
  let largest = 1e-6;
  for (let i = 0; i < n; i++) {
    const at = (step: number) => loss(pair.proposed.map((value, j) => (j === i ? value + step : value)));
    const slope = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
    error = Math.max(error, Math.abs(gradient[i]! - slope));
    largest = Math.max(largest, Math.abs(slope));
  }
  return error / largest;
}
