import type { Engine, EngineSpecification, UpdateBatch } from '../engines/engine.ts';
import { factorSize } from '../gaussian/types.ts';
import { HEAD_FACTOR } from '../policies/types.ts';

/** Milliseconds spent on each engine, after one step that warms it up. */
const BUDGET = 150;
const FEWEST_STEPS = 3;

/**
 * Gradient steps of both networks with the run's own shapes, on an engine made for the purpose.
 *
 * @param states states of a minibatch
 * @param now milliseconds, monotonic
 * @returns states a second, over all members
 */
export async function timeEngine(
  engine: Engine,
  specification: EngineSpecification,
  states: number,
  now: () => number,
): Promise<number> {
  const { members } = specification;
  const rows = Int32Array.from({ length: members * states }, (_, i) => i % states);
  const policyMinibatch = { count: states, rows, advantage: alternating(members * states) };
  const step = async () => {
    await engine.policyStep(policyMinibatch);
    await engine.valueStep(policyMinibatch);
  };
  engine.beginUpdate(standingBatch(specification, states));
  await step();
  // Waits for the device: what is timed is the work, not the queueing of it.
  await engine.takeLosses();
  const start = now();
  let steps = 0;
  while (steps < FEWEST_STEPS || now() - start < BUDGET) {
    await step();
    steps++;
    if (steps % FEWEST_STEPS === 0) await engine.takeLosses();
  }
  await engine.takeLosses();
  return (1000 * steps * members * states) / Math.max(now() - start, 1e-3);
}

/** States at which the old policy is a standard one: their numbers do not matter, only how many there are. */
function standingBatch(specification: EngineSpecification, count: number): UpdateBatch {
  const { members, policy } = specification;
  const k = policy.actionSize;
  const kind = HEAD_FACTOR[policy.head];
  const f = factorSize(kind, k);
  const rows = members * count;
  const oldFactor = new Float32Array(rows * f);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < k; i++) oldFactor[row * f + (kind === 'diagonal' ? i : i * k + i)] = 1;
  }
  const perMember = (value: number) => new Float32Array(members).fill(value);
  return {
    count,
    observation: alternating(rows * policy.observationSize),
    action: alternating(rows * k),
    oldMean: new Float32Array(rows * k),
    oldFactor,
    oldLogProbability: new Float32Array(rows),
    oldValue: new Float32Array(rows),
    target: alternating(rows),
    meanBound: perMember(0.03),
    covarianceBound: perMember(1e-3),
    entropyFloor: perMember(-Infinity),
    policyLearningRate: 1e-4,
    valueLearningRate: 1e-4,
  };
}

function alternating(length: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => (i % 2 === 0 ? 0.5 : -0.5));
}
