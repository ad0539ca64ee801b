import type { ProjectionId } from 'trust-region-layers';
import { createLogDensity } from 'trust-region-layers/gaussian';
import { median } from '../src/experiments/statistics.ts';
import { createHead } from '../src/policies/heads.ts';
import { createPolicyObjective, type ObjectiveSpecification } from '../src/policies/objective.ts';
import { createRandom } from '../src/random/random.ts';
import type { BenchmarkRow } from './row.ts';

/** States of an iteration, and of the minibatches that are picked from it. */
const STATES = 2048;
const MINIBATCH = 256;
const ROUNDS = 25;
/** Long enough for the compiler to settle. */
const WARM_UP_CALLS = 2000;
const CALLS = 20;

const DIMENSIONS = [1, 2, 6];
/** With neither clip nor layer, with a clip, with a layer. */
const KINDS: readonly ('pg' | 'ppo' | ProjectionId)[] = ['pg', 'ppo', 'kl', 'w2', 'frobenius'];

/**
 * Microseconds a state of everything between a diagonal policy's output and the gradient with respect to it: head,
 * layer forward and backward, density, surrogate, trust-region loss. `pg` has no layer; the others are set against it.
 */
export function objectiveBenchmarks(): BenchmarkRow[] {
  return DIMENSIONS.flatMap((k) => {
    const work = KINDS.map((kind) => objectiveCall(kind, k));
    for (const call of work) for (let i = 0; i < WARM_UP_CALLS; i++) call();
    const times = work.map((): number[] => []);
    // In turns, so that whatever else the machine does meets all alike.
    for (let round = 0; round < ROUNDS; round++) {
      for (const [i, call] of work.entries()) {
        const start = performance.now();
        for (let n = 0; n < CALLS; n++) call();
        times[i]!.push((1000 * (performance.now() - start)) / (CALLS * MINIBATCH));
      }
    }
    const medians = times.map(median);
    return KINDS.map((kind, i) => ({
      name: `objective and gradient, ${kind}, diagonal, k = ${k}, a state`,
      value: medians[i]!,
      unit: 'µs',
      ...(i > 0 && { ratio: medians[i]! / medians[0]!, against: 'pg' }),
      ...(k === 1 && { goal: '≤ 0.8 µs' }),
    }));
  });
}

/** One evaluation of a minibatch as an engine asks for it: by row, in single precision, the old policies prepared. */
function objectiveCall(kind: (typeof KINDS)[number], k: number): () => void {
  const projection = kind === 'pg' || kind === 'ppo' ? null : kind;
  const specification: ObjectiveSpecification = {
    head: 'diagonal',
    actionSize: k,
    stateDependent: true,
    initialStandardDeviation: 1,
    minimalStandardDeviation: 1e-5,
    projection: projection && { projection, scaled: true, factor: 'diagonal', dimension: k, entropy: null },
    trustRegionCoefficient: 8,
    entropyCoefficient: 0,
    clipRatio: kind === 'ppo' ? 0.2 : Infinity,
  };
  const random = createRandom(k);
  const head = createHead(specification);
  const width = head.rawSize;
  const rawOld = Float32Array.from({ length: STATES * width }, () => 0.3 * random.normal());
  const old = { mean: new Float32Array(STATES * k), factor: new Float32Array(STATES * k) };
  head.forward(rawOld, STATES, old);
  const action = old.mean.map((mean, i) => mean + old.factor[i]! * random.normal());
  const oldLogProbability = new Float32Array(STATES);
  createLogDensity('diagonal', k).forward(old, action, oldLogProbability, STATES);
  const rows = Int32Array.from({ length: MINIBATCH }, () => random.integer(STATES));
  const raw = Float32Array.from({ length: MINIBATCH * width }, (_, i) => {
    const before = rawOld[rows[Math.floor(i / width)]! * width + (i % width)]!;
    return before + (i % width < k ? 0.3 : 0.15) * random.normal();
  });
  const objective = createPolicyObjective(specification);
  const batch = {
    old: objective.prepare(old, STATES),
    rows,
    action,
    oldLogProbability,
    advantage: Float32Array.from({ length: MINIBATCH }, () => random.normal()),
    meanBound: 0.03,
    covarianceBound: 1e-3,
    entropyFloor: Number.NEGATIVE_INFINITY,
  };
  const result = { ...objective.createResult(MINIBATCH), gradient: new Float32Array(MINIBATCH * width) };
  return () => objective.evaluate(raw, batch, result, MINIBATCH);
}
